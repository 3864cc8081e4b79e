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

import psycopg2
import pytest

PROJECT = Path(__file__).resolve().parents[3]
WORKER = ("-m", "celery", "-A", "tracker", "worker", "-Q", "quick,bulk", "-l", "error", "--without-gossip")


@dataclass
class Installation:
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

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
        """Run code in a Django shell; return the value of `print(json.dumps(…))`."""
        done = self.manage("shell", "-v0", "-c", f"import json\nfrom letters.models import *\n{code}")
        return json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else None

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


def until(holds: Callable[[], bool], *, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.3)


@pytest.fixture
def installation() -> Iterator[Installation]:
    folder = tempfile.mkdtemp(prefix="sp-", dir="/tmp")
    os.chmod(folder, 0o755)  # readable for the other account that runs root's database
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STANDPUNT")}
    environment |= {"STANDPUNT_VAR": f"{folder}/var", "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    database = f"workers_{uuid.uuid4().hex[:8]}"
    server = os.environ.get("DATABASE_URL")
    if server:
        execute(server, f"CREATE DATABASE {database}")
        environment["DATABASE_URL"] = f"{server.rsplit('/', 1)[0]}/{database}"
        environment["CELERY_BROKER_URL"] = f"{os.environ['CELERY_BROKER_URL'].rsplit('/', 1)[0]}/7"
    made = Installation(environment)
    try:
        made.manage("migrate", "-v0")
        yield made
    finally:
        for worker in made.workers:
            if worker.poll() is None:
                made.kill(worker)
        made.manage("shell", "-v0", "-c", "from celery import current_app as a; a.control.purge()", check=False)
        subprocess.run(
            [sys.executable, "-m", "tracker.local_servers", "stop"], cwd=PROJECT, env=environment, check=False
        )
        if server:
            execute(server, f"DROP DATABASE {database} WITH (FORCE)")
        shutil.rmtree(folder, ignore_errors=True)


def execute(server: str, statement: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


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
