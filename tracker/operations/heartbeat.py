"""Worker heartbeats: any task completed on a queue is recorded as a sign of life.

Beat also sends a heartbeat task twice a minute. In a long queue that task waits its turn, and the tasks before it
count.
"""

from __future__ import annotations

import time
from typing import Any

from celery import Task
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from tracker.models import Heartbeat

EVERY_SECONDS = 20.0
_given: dict[str, float] = {}


def record(queue: str) -> None:
    Heartbeat.objects.update_or_create(queue=queue, defaults={"at": timezone.now()})
    _given[queue] = time.monotonic()


def record_sometimes(queue: str) -> None:
    """Record a heartbeat at most every `EVERY_SECONDS` per process. Database errors are ignored until the next task."""
    if time.monotonic() - _given.get(queue, -EVERY_SECONDS) < EVERY_SECONDS:
        return
    try:
        record(queue)
    except (DatabaseError, InterfaceError):
        return


class HeartbeatTask(Task):  # type: ignore[misc]
    def after_return(self, *args: Any, **options: Any) -> None:
        queue = (self.request.delivery_info or {}).get("routing_key")
        if queue:
            record_sometimes(queue)
