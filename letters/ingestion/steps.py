"""The steps of an ingestion, in order. Each works on a claimed row and says whether it claimed the next step too."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import InterfaceError, OperationalError

from letters.ingestion import linking, reading, recording
from letters.ingestion.claiming import claim, let_go
from letters.models import Ingestion

State = Ingestion.State

STEPS: Mapping[State, Callable[[Ingestion], bool]] = {
    State.READING: reading.read,
    State.RECORDING: recording.record,
    State.LINKING: linking.link,
}


def advance(ingestion_id: int) -> None:
    """Run every step that is left. What another worker has claimed is left to it.

    Raises the database's OperationalError or InterfaceError; the ingestion can then be advanced again.
    """
    if ingestion := claim(ingestion_id):
        try:
            while STEPS[State(ingestion.state)](ingestion):
                pass
        except (OperationalError, InterfaceError) as error:
            let_go(ingestion, error)
            raise
