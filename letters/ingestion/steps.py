"""The steps of an ingestion, in order. Each works on a claimed row and returns whether it claimed the next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import InterfaceError, OperationalError

from letters.ingestion import task_queue
from letters.ingestion.claims import claim, let_go
from letters.ingestion.link import link
from letters.ingestion.read import read
from letters.ingestion.record import record
from letters.models import Ingestion

State = Ingestion.State

STEPS: Mapping[State, Callable[[Ingestion], bool]] = {
    State.READING: read,
    State.RECORDING: record,
    State.LINKING: link,
}


def advance(ingestion_id: int) -> None:
    """Run all remaining steps. Steps claimed by another worker are left to it.

    Raises the database's OperationalError or InterfaceError; the ingestion can then be advanced again.
    """
    if ingestion := claim(ingestion_id):
        try:
            while STEPS[State(ingestion.state)](ingestion):
                pass
        except (OperationalError, InterfaceError) as error:
            let_go(ingestion, error)
            raise


def advance_here(ingestion_id: int) -> None:
    """As `advance`, for a process without workers: no messages are sent to the broker."""
    with task_queue.untold():
        advance(ingestion_id)
