"""Celery task of the site itself: the heartbeat."""

from __future__ import annotations

from celery import shared_task

from tracker.operations import heartbeat


@shared_task  # type: ignore[untyped-decorator]
def beat(queue: str) -> None:
    heartbeat.record(queue)
