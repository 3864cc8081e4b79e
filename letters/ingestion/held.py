"""Held ingestions, which wait for an editor: released with corrections, or discarded. Each only while still held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import task_queue
from letters.ingestion.claims import State
from letters.labels.problem_messages import DISCARDED, OTHERS
from letters.models import Ingestion


def release(ingestion: Ingestion, corrections: Mapping[str, Any], *, user: Any) -> bool:
    """HELD → READ with the editor's values, and queue the next step. False if another editor was first."""
    with transaction.atomic():
        released = Ingestion.objects.filter(pk=ingestion.pk, state=State.HELD).update(
            state=State.READ,
            corrections={**ingestion.corrections, **corrections},
            user=user,
            message="",
            updated_at=timezone.now(),
        )
        if released:
            task_queue.advance_later(ingestion)
    return bool(released)


def discard(ingestion: Ingestion, *, user: Any) -> bool:
    """HELD → FAILED, with the editor's name; the document is kept. False if another editor was first."""
    return bool(
        Ingestion.objects.filter(pk=ingestion.pk, state=State.HELD).update(
            state=State.FAILED,
            outcome=Ingestion.Outcome.FAILED,
            problem=DISCARDED,
            message=OTHERS[DISCARDED].format(user=user),
            parsed=None,
            updated_at=timezone.now(),
        )
    )
