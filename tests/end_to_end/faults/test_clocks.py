"""Clock jumps: a clock one day ahead is set back, and jumps ahead again, with everything running.

Uses libfaketime, which reads its file of the time at every call. The monotonic clock is unaffected, as on a real
machine.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.faults.installation import Site, Tell
from tests.end_to_end.servers import until

pytestmark = [pytest.mark.processes, pytest.mark.faults]

SLEEPING = Path(__file__).parent / "sleeping"
SENT = "Sending due task sweep"


class Clock:
    """The fake clock of every process started with its environment."""

    def __init__(self, library: Path, file: Path) -> None:
        self._file = file
        self.environment = {
            "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": str(SLEEPING),
        }  # fmt: skip

    def set(self, offset: str) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(offset)
        fresh.replace(self._file)


@pytest.fixture
def clock(site: Site) -> Clock:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not found:
        pytest.skip("libfaketime is not installed")
    return Clock(found[0], site.folder / "clock")


def test_a_clock_that_was_a_day_ahead_is_set_right_and_jumps_again(site: Site, clock: Clock, tell: Tell) -> None:
    clock.set("+1d")
    site.beat(**clock.environment)
    ahead = site.worker(**clock.environment)
    site.store(site.letters(range(60)))
    site.until_done(10)
    site.kill(ahead)
    tomorrow = site.query("SELECT COUNT(*) FROM letters_ingestion WHERE claimed_at > NOW() + INTERVAL '20 hours'")
    clock.set("+0")
    before = site.log("beat").read_text().count(SENT)
    site.worker(**clock.environment)
    seconds = site.until_all_in(60)
    until(lambda: site.log("beat").read_text().count(SENT) > before, "beat goes on sending")
    tell(f"{tomorrow[0][0]} files were claimed for tomorrow; all in {seconds:.0f} s after the clock was set right")
    clock.set("+2d")
    site.store(site.letters(range(60, 80), name="later"))
    seconds = site.until_all_in(80)
    tell(f"20 more in {seconds:.0f} s after it jumped two days ahead")
