"""Real worker processes on a real broker: each letter is ingested once, whatever happens to the workers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.end_to_end.workers.conftest import PROJECT, Installation, until

pytestmark = pytest.mark.processes

COUNTS = "answer = [Letter.objects.count(), Ingestion.objects.filter(state='done').count()]"
# The sweep gives a dead worker five minutes; the test shifts the timestamps instead of waiting.
SWEEP = """
from datetime import timedelta
from django.db.models import F
from letters.ingestion.sweep import sweep
hour = timedelta(hours=1)
Ingestion.objects.update(claimed_at=F("claimed_at") - hour, updated_at=F("updated_at") - hour)
sweep()
"""


def test_a_worker_takes_in_what_the_command_sends(installation: Installation, files) -> None:
    installation.start_worker()
    done = installation.manage("ingest", "--json", str(files(6)))
    result = json.loads(done.stdout)
    assert (result["new"], result["failed"], result["waiting"]) == (6, 0, 0)
    assert installation.ask(COUNTS) == [6, 6]


def test_the_same_files_at_several_workers_make_each_letter_once(installation: Installation, files) -> None:
    folder = files(12)
    for _ in range(3):
        installation.start_worker(processes=2)
    twice = [
        subprocess.Popen(
            [sys.executable, "manage.py", "ingest", "--json", str(folder)],
            cwd=PROJECT,
            env=installation.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    results = [json.loads(process.communicate(timeout=120)[0]) for process in twice]
    assert installation.ask(COUNTS) == [12, 24]
    assert sum(r["new"] for r in results) == 12
    assert sum(r["same"] for r in results) == 12


def test_killed_workers_lose_nothing_and_double_nothing(installation: Installation, files) -> None:
    folder = files(30)
    store = (
        "from letters.ingestion.store import store\nfrom pathlib import Path\n"
        f"for p in sorted(Path({str(folder)!r}).iterdir()): store(p.read_bytes(), name=p.name, channel='command')\n"
    )
    installation.ask(store)
    for killed_after in (3, 12, 20):
        worker = installation.start_worker(processes=2)
        until(lambda n=killed_after: installation.ask(COUNTS)[1] >= n)
        installation.kill(worker)
        installation.ask(SWEEP)
    installation.start_worker(processes=2)
    until(lambda: installation.ask(COUNTS) == [30, 30])
    assert installation.ask("answer = Revision.objects.count()") == 30


def test_without_a_worker_the_command_says_how_to_start_one(installation: Installation, files) -> None:
    waits = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "ingest", str(files(1))],
        cwd=PROJECT, env=installation.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert waits.stderr
    assert any("no worker has answered" in line for line in waits.stderr)
    waits.kill()
    waits.communicate()
    assert installation.ask("answer = Ingestion.objects.get().state") == "received"


def test_a_reader_that_has_enough_ends_an_export_quietly(installation: Installation, files) -> None:
    installation.manage("ingest", "--now", str(files(30)))
    export = subprocess.Popen(
        [sys.executable, "manage.py", "export", "letters"],
        cwd=PROJECT,
        env=installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert export.stdout
    assert export.stdout.readline().startswith(b'{"')
    export.stdout.close()
    assert export.stderr
    assert b"Traceback" not in export.stderr.read()
    assert export.wait() == 0
