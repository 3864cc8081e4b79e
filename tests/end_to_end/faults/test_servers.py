"""Database and broker crash, lose their data or run out of disk space: files wait, and none is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.faults.conftest import prepare
from tests.end_to_end.faults.installation import Site, Tell
from tests.end_to_end.servers import DATABASE, Postgres, Redis

pytestmark = [pytest.mark.processes, pytest.mark.faults]

STORE_WHAT_GOES = """
from pathlib import Path
from django.db import OperationalError
from letters.ingestion.store import store
refused = []
for path in sorted(Path({folder!r}).iterdir()):
    try:
        store(path.read_bytes(), name=path.name, channel="command")
    except OperationalError as error:
        refused.append([path.name, str(error)])
print(json.dumps(refused))
"""
MEGABYTES = 200


def test_postgresql_is_killed_and_comes_back_after_twenty_seconds(site: Site, tell: Tell) -> None:
    site.restarts = 0
    site.beat()
    site.worker()
    site.store(site.letters(range(80)))
    site.until_done(20)
    site.db.kill()
    time.sleep(20)
    site.db.start()
    seconds = site.until_all_in(80)
    tell(f"all in {seconds:.0f} s after it was back; {site.restarts} processes had to be started again")


def test_redis_is_killed_and_comes_back(site: Site, redis: Redis, tell: Tell) -> None:
    site.restarts = 0
    site.beat()
    site.worker()
    site.store(site.letters(range(60)))
    site.until_done(10)
    redis.kill()
    site.store(site.letters(range(60, 80), name="meanwhile"))  # no message is delivered, and storing does not block
    redis.start()
    seconds = site.until_all_in(80)
    tell(f"all in {seconds:.0f} s after it was back; {site.restarts} processes had to be started again")


def test_redis_is_emptied(site: Site, redis: Redis, tell: Tell) -> None:
    site.restarts = 0
    site.beat()
    site.worker()
    site.store(site.letters(range(80)))
    site.until_done(10)
    redis.ask("FLUSHALL")
    emptied = site.done()
    seconds = site.until_all_in(80)
    tell(f"{emptied} were in when it was emptied; all in {seconds:.0f} s after; {site.restarts} started again")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    place = Path(tempfile.mkdtemp(prefix="sp-disk-", dir="/tmp"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0777", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        place.rmdir()
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)
    place.rmdir()


@pytest.fixture
def cramped(small_disk: Path, redis: Redis) -> Iterator[Site]:
    """An installation whose database is on a small disk of its own."""
    server = Postgres(home=small_disk, options=["shared_buffers=16MB", "min_wal_size=32MB", "max_wal_size=48MB"])
    redis.ask("FLUSHALL")
    made = Site(server, redis.url, DATABASE, Path(tempfile.mkdtemp(prefix="sp-site-", dir="/tmp")))
    try:
        server.start()
        prepare(server, redis)
        yield made
    finally:
        made.end()
        server.remove()
        shutil.rmtree(made.folder, ignore_errors=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
    except OSError:
        return filler


def test_the_disk_is_full_while_files_are_stored(cramped: Site, small_disk: Path, tell: Tell) -> None:
    cramped.restarts = 0
    cramped.beat()
    cramped.worker()
    cramped.store(cramped.letters(range(40)))
    cramped.until_done(5)
    filler = fill(small_disk)
    more = cramped.letters(range(40, 80), name="more")
    refused = cramped.shell(STORE_WHAT_GOES.format(folder=str(more)))
    assert any("No space left" in why for _, why in refused)
    time.sleep(10)  # time for workers and beat to fail too
    halfway = cramped.found() if cramped.db.answers() else None
    filler.unlink()
    if not cramped.db.answers():
        cramped.db.start()
    for name in {path.name for path in more.iterdir()} - {name for name, _ in refused}:
        (more / name).unlink()  # stored files are not sent again
    cramped.store(more)
    seconds = cramped.until_all_in(80)
    tell(f"{len(refused)} of 40 files were refused, {halfway and halfway.done} letters in while it was full")
    tell(f"all in {seconds:.0f} s after there was room; {cramped.restarts} processes had to be started again")
