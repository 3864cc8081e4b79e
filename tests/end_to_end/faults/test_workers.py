"""Workers die, compete and are replaced: no file is lost or ingested twice."""

from __future__ import annotations

import signal

import pytest

from tests.end_to_end.faults.installation import Site, Tell, take_up_while_others_wait
from tests.end_to_end.servers import until

pytestmark = [pytest.mark.processes, pytest.mark.faults]

RECEIVED = "Task letters.tasks.advance["
MIGRATIONS = "SELECT COUNT(*) FROM django_migrations WHERE app = 'tracker'"
DROPPED = "was dropped while"


def test_a_worker_group_killed_ten_times_during_five_hundred_letters(site: Site, tell: Tell) -> None:
    site.beat()
    worker = site.worker()
    site.store(site.letters(range(500)))
    for nth in range(1, 11):
        following = site.worker()
        site.until_done(40 * nth)
        site.kill(worker)
        worker = following
    seconds = site.until_all_in(500)
    tell(f"all in {seconds:.0f} s after the tenth kill; {site.said(DROPPED)} steps were put back")


def test_what_a_killed_worker_held_does_not_wait_for_the_others(site: Site, tell: Tell) -> None:
    take_up_while_others_wait(site, tell)


def test_one_process_of_the_pool_is_killed(site: Site, tell: Tell) -> None:
    site.beat()
    worker = site.worker()
    site.store(site.letters(range(100)))
    site.until_done(20)
    site.pool_of(worker)[0].send_signal(signal.SIGKILL)
    seconds = site.until_all_in(100)
    assert worker.poll() is None
    tell(f"all in {seconds:.0f} s after it; {site.said(DROPPED)} steps were put back")


CROWD = """
from pathlib import Path
from letters.ingestion import task_queue, store
files = sorted(Path({folder!r}).iterdir())
stored = [store.store(f.read_bytes(), name=f.name, channel="command", enqueue=False) for f in [*files, *files]]
for _ in range({workers}):
    for ingestion in stored:
        task_queue.send(ingestion.pk, "bulk")
"""


def test_two_four_and_eight_workers_at_the_same_two_hundred_files(site: Site, tell: Tell) -> None:
    """A hundred letters in two files each; every worker gets a message for every file."""
    for nth, workers in enumerate((2, 4, 8), start=1):
        while len(site.running) < workers:
            site.worker(1)
        folder = site.letters(range(nth * 1000, nth * 1000 + 100), name=f"in{workers}")
        site.shell(CROWD.format(folder=str(folder), workers=workers))
        seconds = site.until_all_in(100 * nth, files=200 * nth)
        tell(f"{workers} workers: all in {seconds:.0f} s")
    tell(f"{site.said(RECEIVED)} messages for 600 files")


def test_a_document_that_kills_its_reader_harms_no_other(site: Site, tell: Tell) -> None:
    worker = site.worker()
    until(lambda: len(site.pool_of(worker)) == 2, "its pool is there")
    before = [process.pid for process in site.pool_of(worker)]
    folder = site.letters(range(30))
    # A page of four million paragraphs, which exceeds the memory limit of a reader.
    (folder / "brief-15b.html").write_bytes(b"<html><body>" + b"<p>a" * 4_000_000 + b"</body></html>")
    site.store(folder)
    site.until_done(30)
    until(lambda: site.found().under_way == 0, "the poison has been dealt with")
    ended = site.query("SELECT state, problem, attempts FROM letters_ingestion WHERE name LIKE '%html'")
    assert ended == [("failed", "reader-died", 0)]
    assert site.query("SELECT COUNT(*) FROM letters_content WHERE LENGTH(data) > 1000000") == [(1,)]
    assert [process.pid for process in site.pool_of(worker)] == before
    site.store(site.letters(range(30, 40), name="later"))
    site.until_done(40)
    tell(f"{site.said(DROPPED)} steps were put back")


def test_a_deploy_in_the_middle_of_a_batch(site: Site, tell: Tell) -> None:
    """Old workers stop, a migration runs, new workers start, without waiting for the sweep."""
    applied = site.query(MIGRATIONS)
    site.python("manage.py", "migrate", "tracker", "zero", "-v0")
    old = site.worker()
    site.store(site.letters(range(100)))
    site.until_done(30)
    old.send_signal(signal.SIGTERM)
    new_release = site.start("prepare", "tracker.operations.prepare")
    new = site.worker()
    assert old.wait(60) == 0
    in_between = site.found()
    assert new_release.wait(120) == 0
    seconds = site.until_all_in(100)
    assert in_between.done < 100
    assert new.poll() is None
    assert site.query(MIGRATIONS) == applied
    tell(f"{in_between.done} were in when the old ones ended; all in {seconds:.0f} s after the migration")
