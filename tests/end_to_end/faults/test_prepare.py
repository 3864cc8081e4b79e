"""Two installations started on one empty database prepare it once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.end_to_end.faults.installation import PROJECT
from tests.end_to_end.servers import Postgres, Redis

pytestmark = [pytest.mark.processes, pytest.mark.faults]


def test_two_that_prepare_at_once_do_it_one_after_the_other(prepared: Postgres, redis: Redis) -> None:
    prepared.query("CREATE DATABASE twice", database="postgres")
    environment = {
        "DATABASE_URL": prepared.url("twice"), "CELERY_BROKER_URL": redis.url, "STANDPUNT_SECRET_KEY": "geheim" * 10,
        "STANDPUNT_SERVERS": "off", "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "tracker.operations.prepare"], cwd=PROJECT, env=environment, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=180)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    for table in ("django_migrations", "letters_cabinet", "positions_codebookversion", "positions_event"):
        count = f"SELECT COUNT(*) FROM {table}"
        assert prepared.query(count, database="twice") == prepared.query(count), table
