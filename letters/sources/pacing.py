"""How hard a source is asked: a pause between calls, longer and longer waits when it is busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ATTEMPTS = 5


@dataclass(slots=True)
class Pace:
    """Seconds, all of it. `patience` is the longest wait in one place; who is asked to wait longer comes back later."""

    pause: float = 1.0
    first_wait: float = 1.0
    patience: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _free_at: float = field(default=0.0, init=False)

    def take_turn(self) -> None:
        """Return when the pause since the last call is over."""
        if (left := self._free_at - self.clock()) > 0:
            self.sleep(left)
        self._free_at = self.clock() + self.pause

    def wait_after(self, failures: int, asked: float | None) -> float:
        """How long to wait after so many failures in a row; what the source asks for goes first."""
        return asked if asked is not None else self.first_wait * 2.0 ** (failures - 1)


def seconds_asked(retry_after: str | None, now: datetime) -> float | None:
    """A Retry-After header (seconds, or a moment) in seconds; None for none and for nonsense."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
