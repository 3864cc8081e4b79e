"""What waits for an editor: saved with corrections, or thrown away. Both only while it still waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import enqueueing
from letters.ingestion.claiming import State
from letters.models import Ingestion


def release(ingestion: Ingestion, corrections: Mapping[str, Any], *, user: Any) -> bool:
    """HELD → READ with the editor's values, and on its way again. False when somebody else was first."""
    with transaction.atomic():
        released = Ingestion.objects.filter(pk=ingestion.pk, state=State.HELD).update(
            state=State.READ,
            corrections={**ingestion.corrections, **corrections},
            user=user,
            message="",
            updated_at=timezone.now(),
        )
        if released:
            enqueueing.advance_later(ingestion)
    return bool(released)


def discard(ingestion: Ingestion, *, user: Any) -> bool:
    """HELD → FAILED, saying who threw it away. The document is kept. False when somebody else was first."""
    return bool(
        Ingestion.objects.filter(pk=ingestion.pk, state=State.HELD).update(
            state=State.FAILED,
            outcome=Ingestion.Outcome.FAILED,
            problem="discarded",
            message=f"Bij het nakijken weggegooid door {user}. Het bestand zelf is bewaard.",
            parsed=None,
            updated_at=timezone.now(),
        )
    )
