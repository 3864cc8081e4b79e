"""Claims on ingestions: conditional updates ensure one worker per step."""

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
from letters.readers.problems import Problem, unreadable

State = Ingestion.State

# The longest time a step may take; the worker of an older claim is presumed dead.
LEASE = timedelta(seconds=settings.LETTERS_LEASE_SECONDS)
# Times that an input may end its worker before it is rejected. Deploys and crashes count too, hence not 2.
MAX_ATTEMPTS = 12

# PostgreSQL codes: no connection, conflicts, out of disk or memory, stopped or starting. No code: connection lost.
NOBODYS_FAULT = ("08", "40", "53", "57P")

STEPS: Mapping[State, State] = {
    State.RECEIVED: State.READING,
    State.READ: State.RECORDING,
    State.RECORDED: State.LINKING,
}
_NEXT = Case(*(When(state=ready, then=Value(working.value)) for ready, working in STEPS.items()))


def claim(ingestion_id: int) -> Ingestion | None:
    """Claim the ingestion for its next step; None if another worker has it or no step is left."""
    now = timezone.now()
    claimed = Ingestion.objects.filter(pk=ingestion_id, state__in=STEPS).update(
        state=_NEXT, claimed_at=now, updated_at=now, attempts=F("attempts") + 1
    )
    return Ingestion.objects.select_related("document").get(pk=ingestion_id) if claimed else None


def go_on(ingestion: Ingestion, state: State, **values: Any) -> bool:
    """Complete this step and claim the next (`state`, a working one); False if the sweep has reclaimed it."""
    return _move(ingestion, state, claimed_at=timezone.now(), attempts=1, **values)


def finish(ingestion: Ingestion, state: State, **values: Any) -> bool:
    """Complete this step with an unclaimed state; False if the sweep has reclaimed it."""
    return _move(ingestion, state, claimed_at=None, attempts=0, **values)


def fail(ingestion: Ingestion, problem: str, message: str) -> bool:
    return finish(
        ingestion, State.FAILED, problem=problem, message=message, outcome=Ingestion.Outcome.FAILED, parsed=None
    )


def fail_with(ingestion: Ingestion, problem: Problem) -> bool:
    """Set FAILED with the problem's own message."""
    error = unreadable(problem)
    return fail(ingestion, error.code, str(error))


def put_back(ingestion: Ingestion) -> bool:
    """Return a dead worker's ingestion to the start of its step; to reading if the parsed text was lost with it."""
    ready = next(before for before, working in STEPS.items() if working == ingestion.state)
    if ready == State.READ and ingestion.parsed is None:
        ready = State.RECEIVED
    return _move(ingestion, ready, claimed_at=None)


def let_go(ingestion: Ingestion, error: OperationalError | InterfaceError) -> None:
    """Release the claim after a database error; the attempt counts only if the input may be the cause.

    If the database is unreachable, the sweep finds the row later.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    with contextlib.suppress(OperationalError, InterfaceError):
        # The stored row: a text read by this worker is only in memory and is lost.
        held = Ingestion.objects.filter(pk=ingestion.pk, claimed_at=ingestion.claimed_at).first()
        if held and held.state in STEPS.values():
            if not may_be_to_blame(error):
                Ingestion.objects.filter(pk=held.pk, attempts__gt=0).update(attempts=F("attempts") - 1)
            put_back(held)


def may_be_to_blame(error: OperationalError | InterfaceError) -> bool:
    """True if the input may have caused the error (a text too long for an index), not the state of the database."""
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
