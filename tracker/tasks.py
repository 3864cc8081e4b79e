"""What workers do for the whole: show that they are there."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tracker.models import Heartbeat


@shared_task  # type: ignore[untyped-decorator]
def beat(queue: str) -> None:
    Heartbeat.objects.update_or_create(queue=queue, defaults={"at": timezone.now()})
