"""Beat on a machine whose clock jumps: set back by an hour, it would send nothing for an hour."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from celery.schedules import schedstate
from django_celery_beat.schedulers import DatabaseScheduler, ModelEntry

# Corrections of a second are made all the time; an entry's times are no more exact than that.
JUMP = timedelta(seconds=5)


class SteadyEntry(ModelEntry):  # type: ignore[misc]
    """An entry that was last sent in what is now the future counts as sent now."""

    last_run_at: datetime

    def is_due(self) -> schedstate:
        now = self._default_now()
        if self.last_run_at > now + JUMP:
            self.last_run_at = now
        return super().is_due()


class SteadyScheduler(DatabaseScheduler):  # type: ignore[misc]
    """When the clock has jumped, the times that were worked out by the old one are worked out anew."""

    Entry = SteadyEntry
    _clock_ahead: float | None = None

    def tick(self, *args: Any, **options: Any) -> Any:
        ahead = time.time() - time.monotonic()
        if self._clock_ahead is not None and abs(ahead - self._clock_ahead) > JUMP.total_seconds():
            self._heap = None
        self._clock_ahead = ahead
        return super().tick(*args, **options)
