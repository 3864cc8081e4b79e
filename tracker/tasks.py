"""What workers do for the whole: show that they are there."""

from __future__ import annotations

from celery import shared_task

from tracker import signs


@shared_task  # type: ignore[untyped-decorator]
def beat(queue: str) -> None:
    signs.give(queue)
