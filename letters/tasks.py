"""Celery tasks of letters. Each takes an id and makes one call; the state in the database decides the work left."""

from __future__ import annotations

from celery import shared_task
from django.db import InterfaceError, OperationalError

from letters.harvesting import schedule, watched_folder
from letters.ingestion import steps
from letters.ingestion import sweep as ingestion_sweep
from letters.models import WorkCount

PASSING = (OperationalError, InterfaceError)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def advance(ingestion_id: int) -> None:
    steps.advance(ingestion_id)


@shared_task  # type: ignore[untyped-decorator]
def sweep() -> None:
    ingestion_sweep.sweep()


@shared_task  # type: ignore[untyped-decorator]
def fold_work_counts() -> None:
    WorkCount.objects.fold()


@shared_task  # type: ignore[untyped-decorator]
def fetch(job_id: int) -> None:
    schedule.run_due_slice(job_id)


@shared_task  # type: ignore[untyped-decorator]
def fetch_due() -> None:
    schedule.send_due()


@shared_task  # type: ignore[untyped-decorator]
def watch() -> None:
    watched_folder.scan()
