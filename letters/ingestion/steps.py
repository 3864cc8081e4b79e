"""The steps of an ingestion, in order."""

from __future__ import annotations

from collections.abc import Callable

from letters.ingestion import linking, reading, recording
from letters.ingestion.claiming import claim
from letters.models import Ingestion

State = Ingestion.State

STEPS: tuple[tuple[State, Callable[[Ingestion], None]], ...] = (
    (State.RECEIVED, reading.read),
    (State.READ, recording.record),
    (State.RECORDED, linking.link),
)


def advance(ingestion_id: int) -> None:
    """Run every step that this ingestion is ready for. What another worker has claimed is left to it."""
    for ready, run in STEPS:
        if ingestion := claim(ingestion_id, ready):
            run(ingestion)
