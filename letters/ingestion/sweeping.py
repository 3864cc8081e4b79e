"""Find what somebody dropped: a worker that died at it, or a message that was lost."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from letters.ingestion import enqueueing
from letters.ingestion.claiming import LEASE, MAX_ATTEMPTS, PUT_BACK, State, fail
from letters.models import Ingestion
from letters.reading.problems import Problem, unreadable

log = logging.getLogger(__name__)

# A message normally starts its step at once; behind a full queue it comes twice, which harms nothing.
PATIENCE = timedelta(minutes=2)


def sweep() -> int:
    """Put back what was dropped and send it again. Returns how many were sent."""
    now = timezone.now()
    for ingestion in Ingestion.objects.abandoned(before=now - LEASE):
        put_back(ingestion)
    waiting = list(Ingestion.objects.waiting(before=now - PATIENCE).order_by("pk")[:1000])
    for ingestion in waiting:
        enqueueing.advance_later(ingestion)
    Ingestion.objects.filter(pk__in=[i.pk for i in waiting], state__in=Ingestion.READY).update(updated_at=now)
    return len(waiting)


def put_back(ingestion: Ingestion) -> None:
    if ingestion.attempts >= MAX_ATTEMPTS:
        error = unreadable(Problem.READER_DIED)
        fail(ingestion, error.code, str(error))
        return
    Ingestion.objects.filter(pk=ingestion.pk, state=ingestion.state, claimed_at=ingestion.claimed_at).update(
        state=PUT_BACK[State(ingestion.state)], claimed_at=None
    )
    log.warning("ingestion %s was dropped while %s; put back", ingestion.pk, ingestion.state)
