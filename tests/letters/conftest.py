from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from letters.sources.allowed_hosts import Hosts
from letters.sources.client import Client
from letters.sources.koop import OFFICIAL, Koop
from letters.sources.rate_limit import RateLimit
from tests.letters.sources.koop_stand_in import Repository
from tests.letters.sources.stand_in import StandIn


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    server = StandIn()
    yield server
    server.close()


@pytest.fixture
def waits() -> list[float]:
    """Collects the waits of a client instead of sleeping."""
    return []


@pytest.fixture
def http(stand_in: StandIn, waits: list[float]) -> Iterator[Client]:
    pace = RateLimit(pause=0.0, first_wait=0.5, patience=60.0, sleep=waits.append)
    hosts = Hosts(stand_in.url, official=OFFICIAL)
    with Client(hosts, contact="redactie@voorbeeld.invalid", pace=pace, limit=100_000, silence=0.5) as http:
        yield http


@pytest.fixture
def koop(stand_in: StandIn, http: Client) -> Koop:
    return Koop(http, f"{stand_in.url}/sru", per_page=2)


@pytest.fixture
def repository(settings) -> Iterator[Repository]:
    """A KOOP stand-in in the settings, with no pause between calls."""
    server = Repository()
    settings.LETTERS_KOOP_URL = f"{server.url}/sru"
    settings.LETTERS_FETCH_PAUSE = 0.0
    yield server
    server.close()


@pytest.fixture
def fetch(db) -> Callable[..., dict[str, Any]]:
    """Run `manage.py fetch` with the steps in this process; return its JSON summary."""

    def run(source: str = "koop", **options: Any) -> dict[str, Any]:
        out = io.StringIO()
        with contextlib.suppress(SystemExit):
            call_command("fetch", source, now=True, json=True, stdout=out, **options)
        return json.loads(out.getvalue())

    return run


@pytest.fixture
def other_connection(db) -> Iterator[Any]:
    """A second connection to the same database."""
    other = connections["default"].copy()
    yield other
    other.close()
