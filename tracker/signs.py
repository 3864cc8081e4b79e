"""Signs of life: whoever ends a task on a queue is there, whatever the task was.

Beat sends a task for it twice a minute. Behind ten thousand letters that one waits its turn, and the letters speak.
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


def give(queue: str) -> None:
    Heartbeat.objects.update_or_create(queue=queue, defaults={"at": timezone.now()})
    _given[queue] = time.monotonic()


def give_now_and_then(queue: str) -> None:
    """At most so often by one process; where the database fails, the next task tries again."""
    if time.monotonic() - _given.get(queue, -EVERY_SECONDS) < EVERY_SECONDS:
        return
    try:
        give(queue)
    except (DatabaseError, InterfaceError):
        return


class LivingTask(Task):  # type: ignore[misc]
    def after_return(self, *args: Any, **options: Any) -> None:
        queue = (self.request.delivery_info or {}).get("routing_key")
        if queue:
            give_now_and_then(queue)
