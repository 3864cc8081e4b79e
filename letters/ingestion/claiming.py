"""Who works on an ingestion: one worker a step, by conditional updates."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Case, F, Value, When
from django.utils import timezone

from letters.models import Ingestion

State = Ingestion.State

# The longest that a step may take; a claim older than this belongs to a worker that died.
LEASE = timedelta(seconds=settings.LETTERS_LEASE_SECONDS)
# So often an input may take its worker down before it is called bad. Deploys and crashes count too, hence not 2.
MAX_ATTEMPTS = 12

# By PostgreSQL's code: no connection, two at the same rows, no room or memory, stopped or starting. No code: cut off.
NOBODYS_FAULT = ("08", "40", "53", "57P")

STEPS: Mapping[State, State] = {
    State.RECEIVED: State.READING,
    State.READ: State.RECORDING,
    State.RECORDED: State.LINKING,
}
_NEXT = Case(*(When(state=ready, then=Value(working.value)) for ready, working in STEPS.items()))


def claim(ingestion_id: int) -> Ingestion | None:
    """Take the ingestion from where it is ready to work on it; None when somebody else has, or nothing is left."""
    now = timezone.now()
    claimed = Ingestion.objects.filter(pk=ingestion_id, state__in=STEPS).update(
        state=_NEXT, claimed_at=now, updated_at=now, attempts=F("attempts") + 1
    )
    return Ingestion.objects.select_related("document").get(pk=ingestion_id) if claimed else None


def go_on(ingestion: Ingestion, state: State, **values: Any) -> bool:
    """Leave this step and claim the next (`state`, a working one) at once; False when the sweep has taken it away."""
    return _move(ingestion, state, claimed_at=timezone.now(), attempts=1, **values)


def finish(ingestion: Ingestion, state: State, **values: Any) -> bool:
    """Leave this step for a state in which nobody works on it; False when the sweep has taken it away."""
    return _move(ingestion, state, claimed_at=None, attempts=0, **values)


def fail(ingestion: Ingestion, problem: str, message: str) -> bool:
    return finish(
        ingestion, State.FAILED, problem=problem, message=message, outcome=Ingestion.Outcome.FAILED, parsed=None
    )


def put_back(ingestion: Ingestion) -> bool:
    """What a dead worker held is ready again for that step or, where the text went with the worker, to be read."""
    ready = next(before for before, working in STEPS.items() if working == ingestion.state)
    if ready == State.READ and ingestion.parsed is None:
        ready = State.RECEIVED
    return _move(ingestion, ready, claimed_at=None)


def let_go(ingestion: Ingestion, error: OperationalError | InterfaceError) -> None:
    """After a failure of the database: ready again, and an attempt only where the input may be to blame.

    Where the database cannot be told so either, the sweep finds the row later.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    with contextlib.suppress(OperationalError, InterfaceError):
        # As the database has it: what was read is in this worker's hands alone, and does not count.
        held = Ingestion.objects.filter(pk=ingestion.pk, claimed_at=ingestion.claimed_at).first()
        if held and held.state in STEPS.values():
            if not may_be_to_blame(error):
                Ingestion.objects.filter(pk=held.pk, attempts__gt=0).update(attempts=F("attempts") - 1)
            put_back(held)


def may_be_to_blame(error: OperationalError | InterfaceError) -> bool:
    """A text too long for an index, say; not a database that is away, full, starting or short of locks."""
    code = getattr(error.__cause__, "pgcode", None)
    return code is not None and not code.startswith(NOBODYS_FAULT)


def _move(ingestion: Ingestion, state: State, **values: Any) -> bool:
    mine = Ingestion.objects.filter(pk=ingestion.pk, state=ingestion.state, claimed_at=ingestion.claimed_at)
    moved = mine.update(state=state, updated_at=timezone.now(), **values)
    if moved:
        ingestion.state = state
        for field, value in values.items():
            setattr(ingestion, field, value)
    return bool(moved)
