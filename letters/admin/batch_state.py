"""Progress of a batch, and detection of a missing worker."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from celery import current_app
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from kombu.exceptions import OperationalError

from letters.admin import asking_letters
from letters.ingestion.announced_uploads import ON_ITS_WAY
from letters.labels.kind_labels import kind_label
from letters.models import Ingestion, Letter

State, Outcome = Ingestion.State, Ingestion.Outcome

# Time without progress after which the broker is asked for workers.
PATIENCE = timedelta(seconds=10)
# Files of a batch are ordered by name, on the overview and from one to the next.
BY_NAME = (Lower("name"), "pk")
COUNTED = (
    "batch", "state", "outcome", "problem", "seen_at", "updated_at", "created_at",
    "letter__publication", "letter__attention", "letter__is_example", "letter__withdrawn_at", "letter__joined_into",
)  # fmt: skip


@dataclass(slots=True)
class BatchState:
    """Counts of a batch. Letters and other papers (moties, debatverslagen) are counted separately."""

    total: int = 0
    ended: int = 0
    busy: int = 0
    held: int = 0
    new: int = 0
    same: int = 0
    revised: int = 0
    attention: int = 0
    failed: int = 0
    to_see: int = 0
    discarded: int = 0
    missing: int = 0
    papers: dict[str, int] = field(default_factory=dict)
    first_held: int | None = None
    asks_at: str = ""  # the address of the field that the first letter asks for

    @property
    def done(self) -> int:
        """Number of files with no automatic step left: ended, or held for an editor."""
        return self.ended + self.held

    @property
    def announced(self) -> int:
        return self.total + self.missing

    @property
    def left(self) -> int:
        return self.announced - self.done


def of_batch(batch: uuid.UUID) -> list[Ingestion]:
    """Return the files of a batch with what their rows show."""
    return list(with_rows(rows(batch)))


def these(batch: uuid.UUID, wanted: Collection[int]) -> list[Ingestion]:
    return list(with_rows(rows(batch).filter(pk__in=wanted))) if wanted else []


def with_rows(ingestions: QuerySet[Ingestion]) -> QuerySet[Ingestion]:
    known = ingestions.select_related("letter", "seen_by").prefetch_related("letter__signatories")
    return known.defer("parsed", "corrections", "stated", "letter__provenance")


def counted(batch: uuid.UUID) -> list[Ingestion]:
    """Return the files of a batch with what the summary counts alone."""
    return list(rows(batch).only(*COUNTED))


def rows(batch: uuid.UUID) -> QuerySet[Ingestion]:
    return Ingestion.objects.in_world().filter(batch=batch).select_related("letter").order_by(*BY_NAME)


def summarise(ingestions: Sequence[Ingestion], missing: int = 0) -> BatchState:
    states = Counter(i.state for i in ingestions)
    discarded = sum(i.problem == "discarded" for i in ingestions)
    letters = [i for i in ingestions if i.letter and i.letter.is_letter]
    outcomes = Counter(i.outcome for i in letters)
    papers = Counter(i.letter.publication for i in ingestions if i.letter and not i.letter.is_letter)
    return BatchState(
        total=len(ingestions),
        ended=states[State.DONE] + states[State.FAILED],
        busy=sum(is_busy(i) for i in ingestions),
        held=states[State.HELD],
        new=outcomes[Outcome.NEW],
        same=outcomes[Outcome.SAME],
        revised=outcomes[Outcome.REVISED],
        attention=len({i.letter_id for i in letters if i.letter and i.letter.attention}),
        failed=states[State.FAILED] - discarded,
        to_see=sum(i.state == State.FAILED and i.seen_at is None for i in ingestions) - discarded,
        discarded=discarded,
        missing=missing,
        papers={kind_label(paper): count for paper, count in sorted(papers.items())},
        first_held=next((i.pk for i in ingestions if i.state == State.HELD), None),
        asks_at=next((asking_letters.address(i.letter) for i in letters if i.letter and asks(i.letter)), ""),
    )


def asks(letter: Letter) -> bool:
    return bool(letter.attention) and letter.withdrawn_at is None and letter.joined_into_id is None


def is_busy(ingestion: Ingestion) -> bool:
    return ingestion.state in Ingestion.READY or ingestion.state in Ingestion.WORKING


def still_arrives(ingestions: Sequence[Ingestion], missing: int) -> bool:
    """Return whether files are missing and one arrived not long ago."""
    newest = max((i.created_at for i in ingestions), default=None)
    return bool(missing and newest and timezone.now() - newest < ON_ITS_WAY)


def no_worker(ingestions: Sequence[Ingestion]) -> bool:
    """Return whether files wait, nothing changed for ten seconds, and no worker answers. Asks the broker last."""
    waiting = [i for i in ingestions if i.state in Ingestion.READY]
    working = any(i.state in Ingestion.WORKING for i in ingestions)
    newest = max((i.updated_at for i in ingestions), default=None)
    if not waiting or working or newest is None or timezone.now() - newest < PATIENCE:
        return False
    return not worker_answers()


def worker_answers() -> bool:
    try:
        return bool(current_app.control.ping(timeout=0.7))
    except (OperationalError, OSError):
        return False
