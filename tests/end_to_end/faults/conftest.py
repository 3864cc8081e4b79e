"""One PostgreSQL and one Redis for all of these tests, and a database per test, set up with `prepare`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.faults.installation import PROJECT, Site, Tell
from tests.end_to_end.servers import DATABASE, Postgres, Redis

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres(options=["max_connections=100", "shared_buffers=64MB"])
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def prepared(postgres: Postgres, redis: Redis) -> Postgres:
    """PostgreSQL with a prepared database, which serves as a template for the others."""
    prepare(postgres, redis)
    return postgres


def prepare(postgres: Postgres, redis: Redis) -> None:
    environment = {**os.environ, "DATABASE_URL": postgres.url(), "CELERY_BROKER_URL": redis.url}
    subprocess.run([sys.executable, "-m", "tracker.operations.prepare"], cwd=PROJECT, env=environment, check=True)


@pytest.fixture
def site(prepared: Postgres, redis: Redis) -> Iterator[Site]:
    redis.ask("FLUSHALL")
    with emptied(prepared, redis.url) as made:
        yield made
        made.python("manage.py", "check_summary")  # whatever failed, what is summed up is what the stances add up to


@contextmanager
def emptied(prepared: Postgres, broker_url: str) -> Iterator[Site]:
    """An installation with only the built-in content."""
    name = f"site_{uuid.uuid4().hex[:8]}"
    prepared.query(f"CREATE DATABASE {name} TEMPLATE {DATABASE}", database="postgres")
    made = Site(prepared, broker_url, name, Path(tempfile.mkdtemp(prefix="sp-site-", dir="/tmp")))
    try:
        yield made
    finally:
        made.end()
        prepared.query(f"DROP DATABASE {name} WITH (FORCE)", database="postgres")
        shutil.rmtree(made.folder, ignore_errors=True)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Iterator[Tell]:
    """Collects figures for docs/faults.md, printed after all tests."""
    lines = request.config.stash.setdefault(FIGURES, [])
    started = time.monotonic()
    yield lambda words: lines.append(f"{request.node.name}: {words}")
    lines.append(f"{request.node.name}: {time.monotonic() - started:.0f} s in all")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)
