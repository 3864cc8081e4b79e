from __future__ import annotations

from collections.abc import Iterator

import pytest

from letters.sources.client import Client
from letters.sources.hosts import Hosts
from letters.sources.koop import OFFICIAL, Koop
from letters.sources.pacing import Pace
from tests.sources.standins import StandIn


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    server = StandIn()
    yield server
    server.close()


@pytest.fixture
def waits() -> list[float]:
    """Every wait that a client was to make, instead of waiting."""
    return []


@pytest.fixture
def client(stand_in: StandIn, waits: list[float]) -> Iterator[Client]:
    pace = Pace(pause=0.0, first_wait=0.5, patience=60.0, sleep=waits.append)
    hosts = Hosts(stand_in.url, official=OFFICIAL)
    with Client(hosts, contact="redactie@voorbeeld.invalid", pace=pace, limit=100_000, silence=0.5) as client:
        yield client


@pytest.fixture
def koop(stand_in: StandIn, client: Client) -> Koop:
    return Koop(client, f"{stand_in.url}/sru", per_page=2)
