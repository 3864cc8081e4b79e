"""Workers die, crowd and are replaced: no file is lost, none comes twice."""

from __future__ import annotations

import signal

import pytest

from tests.faults.site import Site, Tell

pytestmark = [pytest.mark.processes, pytest.mark.faults]

RECEIVED = "Task letters.tasks.advance["
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


def test_one_process_of_the_pool_is_killed(site: Site, tell: Tell) -> None:
    site.beat()
    worker = site.worker()
    site.store(site.letters(range(100)))
    site.until_done(20)
    site.pool_of(worker)[0].send_signal(signal.SIGKILL)
    seconds = site.until_all_in(100)
    assert worker.poll() is None
    tell(f"all in {seconds:.0f} s after it; {site.said(DROPPED)} steps were put back")
