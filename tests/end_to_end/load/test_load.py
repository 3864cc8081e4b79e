"""Many concurrent readers of one web process as in docker-compose.yml get no errors. Times are not checked."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Event, Thread
from urllib.parse import quote, urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from bench import many
from bench.load_pages import pages
from bench.readers import ROOT, free_port, read, read_each, serving
from positions.models import Topic
from tracker.operations import plotlyjs

pytestmark = [pytest.mark.load, pytest.mark.processes, pytest.mark.django_db(transaction=True)]
LETTERS, READERS, SECONDS = 60, 50, 8


@pytest.fixture
def environment(transactional_db) -> dict[str, str]:
    """Environment of a web process on this test's database, with its static files."""
    there = connection.settings_dict
    who = ":".join(quote(part, safe="") for part in (there["USER"], there["PASSWORD"]) if part)
    place = urlencode({name.lower(): there[name] for name in ("HOST", "PORT") if there[name]})  # may be a folder
    found = os.environ | {
        "DATABASE_URL": f"postgres://{who}@/{there['NAME']}?{place}",
        "STANDPUNT_API_RATE": "1000000/min",
    }
    plotlyjs.prepare()
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, env=found, check=True)
    return found


def test_fifty_readers_get_no_error_while_decisions_are_taken(environment, tmp_path) -> None:
    for command in ("load_cabinets", "load_codebook", "load_events"):
        call_command(command)
    many.make(LETTERS, everything=True)
    over = Event()

    def decide() -> None:
        while not over.wait(1):
            Topic.objects.update(position=F("position"))
        connection.close()

    editor = Thread(target=decide)
    port = free_port()
    with serving(port, environment, tmp_path / "gunicorn.log"):
        every = read_each(port, pages())
        editor.start()
        found = read(port, pages(), readers=READERS, seconds=SECONDS)
        over.set()
        editor.join()
    assert all(measured.seconds for measured in every.values())
    assert sum(len(measured.seconds) for measured in found.values()) >= READERS
    for measured in (*every.values(), *found.values()):
        assert measured.errors == []
