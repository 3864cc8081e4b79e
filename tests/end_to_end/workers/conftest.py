"""An isolated installation: database, broker and worker processes, controlled through `manage.py`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import database_server

PROJECT = Path(__file__).resolve().parents[3]
START_BROKER = """
from tracker import local_servers
local_servers.ensure_running(database=False, broker=True)
print(local_servers.broker_url())
"""
WORKER = ("-m", "celery", "-A", "tracker", "worker", "-Q", "quick,bulk", "-l", "error", "--without-gossip")


# Answers one line of JSON (Django code) with one line of JSON (the value of `answer` after it), over and over.
SHELL = """
import json, sys
import django
django.setup()
from letters.models import *
for line in sys.stdin:
    names = dict(globals(), answer=None)
    exec(json.loads(line), names)
    print(json.dumps(names["answer"]), flush=True)
"""


@dataclass
class Servers:
    """A database server and a broker, with a migrated database from which each test gets a copy."""

    broker_url: str
    migrated: str


@dataclass
class Installation:
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    shell: subprocess.Popen[str] | None = None

    def manage(self, *arguments: str, timeout: float = 120, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            check=check,
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def ask(self, code: str) -> Any:
        """Run code in a Django process that stays; return what it gives the name `answer`, as JSON carries it."""
        if self.shell is None:
            self.shell = subprocess.Popen(
                [sys.executable, "-c", SHELL],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.shell.stdin
        assert self.shell.stdout
        self.shell.stdin.write(json.dumps(code) + "\n")
        self.shell.stdin.flush()
        return json.loads(self.shell.stdout.readline())

    def start_worker(self, processes: int = 1) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, *WORKER, "-c", str(processes), "-n", f"{uuid.uuid4().hex[:8]}@%h"],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """kill -9 the worker and its pool, like a crash of the machine."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def end(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                self.kill(worker)
        self.ask("from celery import current_app\nanswer = current_app.control.purge()")
        assert self.shell
        self.shell.communicate()


def until(holds: Callable[[], bool], *, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.3)


@pytest.fixture(scope="session")
def servers(copy_migrated: Callable[[str], None]) -> Iterator[Servers]:
    """The test run's database server, and the broker of its environment, or an embedded one of these tests' own."""
    folder = tempfile.mkdtemp(prefix="sp-", dir="/tmp")
    environment = bare() | {"STANDPUNT_VAR": f"{folder}/var"}
    named = os.environ.get("CELERY_BROKER_URL")
    broker_url = f"{named.rsplit('/', 1)[0]}/7" if named else python(environment, "-c", START_BROKER).stdout.strip()
    there = Servers(broker_url, f"migrated_{uuid.uuid4().hex[:8]}")
    copy_migrated(there.migrated)
    yield there
    database_server.execute(f"DROP DATABASE {there.migrated} WITH (FORCE)")
    python(environment, "-m", "tracker.local_servers", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installation(servers: Servers, tmp_path: Path) -> Iterator[Installation]:
    database = f"workers_{uuid.uuid4().hex[:8]}"
    database_server.execute(f"CREATE DATABASE {database} TEMPLATE {servers.migrated}")
    made = Installation(
        bare()
        | {
            "STANDPUNT_VAR": str(tmp_path / "var"),
            "DATABASE_URL": database_server.url_of(database),
            "CELERY_BROKER_URL": servers.broker_url,
        }
    )
    yield made
    differing = made.ask("from positions.summary_table import consistency\nanswer = consistency.differing()")
    made.end()
    database_server.execute(f"DROP DATABASE {database} WITH (FORCE)")
    assert differing == []


def bare() -> dict[str, str]:
    """Return the environment without what the test run itself uses."""
    own = ("DATABASE_URL", "CELERY_BROKER_URL")
    found = {k: v for k, v in os.environ.items() if not k.startswith("STANDPUNT") and k not in own}
    return found | {"DJANGO_SETTINGS_MODULE": "tracker.settings"}


def python(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], check=True, cwd=PROJECT, env=environment, capture_output=True, text=True
    )


@pytest.fixture
def files(tmp_path: Path) -> Callable[[int], Path]:
    """Create a folder with so many distinct letters."""
    from tests.factories import letter  # noqa: PLC0415

    def make(count: int) -> Path:
        folder = tmp_path / "brieven"
        folder.mkdir()
        for n in range(count):
            sentences = tuple(f"Dit is zin {part} van brief {n} en van geen andere brief." for part in range(20))
            (folder / f"brief-{n}.txt").write_text(letter(number=str(n + 1), date="3 maart 2019", sentences=sentences))
        return folder

    return make
