"""Beat scheduler that tolerates clock jumps: after a clock set back by an hour, the stock one is silent for an hour."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from celery.schedules import schedstate
from django_celery_beat.schedulers import DatabaseScheduler, ModelEntry

# Clock corrections of a second are common, and schedule times are no more precise than that.
JUMP = timedelta(seconds=5)


class SteadyEntry(ModelEntry):  # type: ignore[misc]
    """Schedule entry whose last run, if in the future, is taken to be now."""

    last_run_at: datetime

    def is_due(self) -> schedstate:
        now = self._default_now()
        if self.last_run_at > now + JUMP:
            self.last_run_at = now
        return super().is_due()


class SteadyScheduler(DatabaseScheduler):  # type: ignore[misc]
    """Scheduler that recomputes its due times after a clock jump."""

    Entry = SteadyEntry
    _clock_ahead: float | None = None

    def tick(self, *args: Any, **options: Any) -> Any:
        ahead = time.time() - time.monotonic()
        if self._clock_ahead is not None and abs(ahead - self._clock_ahead) > JUMP.total_seconds():
            self._heap = None
        self._clock_ahead = ahead
        return super().tick(*args, **options)
