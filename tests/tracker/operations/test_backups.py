"""A backup is restored completely into an empty database, verified by row counts and digests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests import database_server
from tests.factories import letter
from tracker.operations.backups import differences, inventory

PROJECT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.processes


@pytest.fixture
def places(copy_migrated: Callable[[str], None]) -> Iterator[list[dict[str, str]]]:
    """Two installations with databases of their own on the test run's server; the second is empty."""
    folder = Path(tempfile.mkdtemp(prefix="sp-", dir="/tmp"))
    folder.chmod(0o755)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("STANDPUNT")}
    bare.pop("CELERY_BROKER_URL", None)
    names = [f"backup_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    copy_migrated(names[0])
    database_server.execute(f"CREATE DATABASE {names[1]}")
    found = [
        {**bare, "STANDPUNT_VAR": str(folder / name), "DATABASE_URL": database_server.url_of(name)} for name in names
    ]
    yield found
    for name, place in zip(names, found, strict=True):
        subprocess.run([sys.executable, "-m", "tracker.local_servers", "stop"], cwd=PROJECT, env=place, check=False)
        database_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    shutil.rmtree(folder, ignore_errors=True)


def manage(place: dict[str, str], *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=PROJECT, env=place, capture_output=True, text=True, check=False,
        **options,  # type: ignore[call-overload]
    )  # fmt: skip


def test_a_copy_comes_back_whole(places, tmp_path: Path) -> None:
    one, two = places
    (tmp_path / "brief.txt").write_text(letter())
    assert manage(one, "ingest", str(tmp_path / "brief.txt"), "--now").returncode == 0
    copy = tmp_path / "copy.zip"
    made = manage(one, "backup", str(copy))
    assert made.returncode == 0, made.stderr
    back = manage(two, "restore", str(copy))
    assert back.returncode == 0, back.stderr
    assert "counts and checksums agree" in back.stderr
    assert manage(two, "export", "letters").stdout == manage(one, "export", "letters").stdout != ""
    again = manage(two, "restore", str(copy))
    assert "not empty" in again.stderr
    assert "is there already" in manage(one, "backup", str(copy)).stderr


def test_one_byte_of_a_document_makes_a_difference(take_in) -> None:
    take_in(letter())
    before = inventory()
    assert before["letters_content"]["rows"] == 1
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # bypass the trigger that protects stored bytes
        cursor.execute("UPDATE letters_content SET data = set_byte(data, 5, 33)")
    assert [found.table for found in differences(before, inventory())] == ["letters_content"]


def test_a_file_that_is_no_copy_changes_nothing(places, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"niets")
    assert "is no copy" in manage(places[1], "restore", str(bad)).stderr
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("inventory.json", "{}")
    assert "is no copy" in manage(places[1], "restore", str(bad)).stderr
