"""Failures that an editor has seen: they no longer wait for a person, and can be put back. File and reason are kept."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from letters.models import Ingestion


def see(ingestion: Ingestion, *, user: Any) -> bool:
    """Mark the failure as seen. False if it is none any more, or if another editor was first."""
    return bool(_mark(Ingestion.objects.filter(pk=ingestion.pk), user))


def see_all(batch: uuid.UUID, *, user: Any) -> int:
    """Mark every failure of the batch as seen. Return how many there were."""
    return _mark(Ingestion.objects.filter(batch=batch), user)


def put_back(ingestion: Ingestion) -> bool:
    """Undo: the failure waits again. False if it did already."""
    seen = Ingestion.objects.filter(pk=ingestion.pk, state=Ingestion.State.FAILED, seen_at__isnull=False)
    return bool(seen.update(seen_at=None, seen_by=None, updated_at=timezone.now()))


def _mark(ingestions: Any, user: Any) -> int:
    now = timezone.now()
    marked: int = ingestions.failures_to_see().update(seen_at=now, seen_by=user, updated_at=now)
    return marked
