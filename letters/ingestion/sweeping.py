"""Find what somebody dropped: a worker that died at it, or a message that was lost."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from letters.ingestion import enqueueing
from letters.ingestion.claiming import LEASE, MAX_ATTEMPTS, fail, put_back
from letters.models import Ingestion
from letters.reading.problems import Problem, unreadable

log = logging.getLogger(__name__)

# A message normally starts its step at once; behind a full queue it comes twice, which harms nothing.
PATIENCE = timedelta(seconds=settings.LETTERS_PATIENCE_SECONDS)


def sweep() -> int:
    """Put back what was dropped and send it again. Returns how many were sent."""
    now = timezone.now()
    waiting = list(Ingestion.objects.waiting(now, PATIENCE).order_by("pk")[:1000])
    dropped = [i for i in Ingestion.objects.abandoned(now, LEASE) if take_away(i)]
    for ingestion in [*dropped, *waiting]:
        enqueueing.advance_later(ingestion)
    Ingestion.objects.filter(pk__in=[i.pk for i in waiting], state__in=Ingestion.READY).update(updated_at=now)
    return len(dropped) + len(waiting)


def take_away(ingestion: Ingestion) -> bool:
    """From the worker that is gone: back to be done again, or, after too many workers, given up (False)."""
    step = ingestion.state
    if ingestion.attempts >= MAX_ATTEMPTS:
        error = unreadable(Problem.READER_DIED)
        fail(ingestion, error.code, str(error))
        return False
    log.warning("ingestion %s was dropped while %s", ingestion.pk, step, extra={"ingestion": ingestion.pk})
    return put_back(ingestion)
