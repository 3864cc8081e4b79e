"""Who works on an ingestion: one worker a step, by conditional updates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from letters.models import Ingestion

State = Ingestion.State

# The longest that a step may take; a claim older than this belongs to a worker that died.
LEASE = timedelta(minutes=5)
# So often an input may take its worker down before it is called bad. Deploys and crashes count too, hence not 2.
MAX_ATTEMPTS = 12

STEPS: Mapping[State, State] = {
    State.RECEIVED: State.READING,
    State.READ: State.RECORDING,
    State.RECORDED: State.LINKING,
}
PUT_BACK: Mapping[State, State] = {working: ready for ready, working in STEPS.items()}


def claim(ingestion_id: int, ready: State) -> Ingestion | None:
    """Take the ingestion from `ready` to its working state; None when somebody else has, or it is not ready."""
    now = timezone.now()
    claimed = Ingestion.objects.filter(pk=ingestion_id, state=ready).update(
        state=STEPS[ready], claimed_at=now, updated_at=now, attempts=F("attempts") + 1
    )
    return Ingestion.objects.select_related("document").get(pk=ingestion_id) if claimed else None


def finish(ingestion: Ingestion, state: State, **values: Any) -> bool:
    """Leave the working state for `state`, unless the sweep has taken the work away in the meantime."""
    now = timezone.now()
    return bool(
        Ingestion.objects.filter(pk=ingestion.pk, state=ingestion.state, claimed_at=ingestion.claimed_at).update(
            state=state, claimed_at=None, updated_at=now, attempts=0, **values
        )
    )


def fail(ingestion: Ingestion, problem: str, message: str) -> bool:
    return finish(
        ingestion, State.FAILED, problem=problem, message=message, outcome=Ingestion.Outcome.FAILED, parsed=None
    )
