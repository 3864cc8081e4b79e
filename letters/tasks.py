"""What workers do. An id in, one call; the rows' states decide what is left to do."""

from __future__ import annotations

from celery import shared_task
from django.db import InterfaceError, OperationalError

from letters.fetching import subscribing, watching
from letters.ingestion import steps, sweeping

PASSING = (OperationalError, InterfaceError)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def advance(ingestion_id: int) -> None:
    steps.advance(ingestion_id)


@shared_task  # type: ignore[untyped-decorator]
def sweep() -> None:
    sweeping.sweep()


@shared_task  # type: ignore[untyped-decorator]
def fetch(subscription_id: int) -> None:
    subscribing.work(subscription_id)


@shared_task  # type: ignore[untyped-decorator]
def fetch_due() -> None:
    subscribing.send_due()


@shared_task  # type: ignore[untyped-decorator]
def watch() -> None:
    watching.look()
