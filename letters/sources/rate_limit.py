"""Rate limit of a source: a pause between calls, and exponential backoff while it is busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from letters.readers.integers import parse_integer

ATTEMPTS = 5


@dataclass(slots=True)
class RateLimit:
    """Rate limit; all values in seconds. A wait longer than `patience` is an error, to be retried later."""

    pause: float = 1.0
    first_wait: float = 1.0
    patience: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _free_at: float = field(default=0.0, init=False)

    def take_turn(self) -> None:
        """Block until the pause since the last call is over."""
        if (left := self._free_at - self.clock()) > 0:
            self.sleep(left)
        self._free_at = self.clock() + self.pause

    def wait_after(self, failures: int, asked: float | None) -> float:
        """Return the wait after this many consecutive failures; the source's own request takes precedence."""
        return asked if asked is not None else self.first_wait * 2.0 ** (failures - 1)


def seconds_asked(retry_after: str | None, now: datetime) -> float | None:
    """Return a Retry-After header (seconds or a date) in seconds; None if absent or malformed."""
    if not retry_after:
        return None
    if (seconds := parse_integer(retry_after.strip())) is not None:
        return float(seconds)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
