"""Recovery of abandoned ingestions: dead workers and lost messages."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from letters.ingestion import task_queue
from letters.ingestion.claims import LEASE, MAX_ATTEMPTS, fail_with, put_back
from letters.models import Ingestion
from letters.readers.problems import Problem

log = logging.getLogger(__name__)

# A message normally starts its step at once; behind a full queue it may be sent twice, which is harmless.
PATIENCE = timedelta(seconds=settings.LETTERS_PATIENCE_SECONDS)


def sweep() -> int:
    """Requeue abandoned and waiting ingestions. Return their number.

    The abandoned, which had their turn and are few, need not queue again behind those that wait.
    """
    now = timezone.now()
    waiting = list(Ingestion.objects.waiting(now, PATIENCE).order_by("pk")[:1000])
    dropped = [i for i in Ingestion.objects.abandoned(now, LEASE) if take_away(i)]
    for ingestion in dropped:
        task_queue.advance_later(ingestion, urgent=True)
    for ingestion in waiting:
        task_queue.advance_later(ingestion)
    Ingestion.objects.filter(pk__in=[i.pk for i in waiting], state__in=Ingestion.READY).update(updated_at=now)
    return len(dropped) + len(waiting)


def take_away(ingestion: Ingestion) -> bool:
    """Release the claim of a dead worker for a retry; after too many attempts, fail the ingestion (False)."""
    step = ingestion.state
    if ingestion.attempts >= MAX_ATTEMPTS:
        log.error("ingestion %s was given up while %s", ingestion.pk, step, extra={"ingestion": ingestion.pk})
        # During reading the file is to blame; in later steps the fault is ours.
        reading = step == Ingestion.State.READING
        fail_with(ingestion, Problem.READER_DIED if reading else Problem.INTERNAL_ERROR)
        return False
    log.warning("ingestion %s was dropped while %s", ingestion.pk, step, extra={"ingestion": ingestion.pk})
    return put_back(ingestion)
