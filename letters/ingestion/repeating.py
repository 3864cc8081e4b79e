"""Once more: a letter read again from its own file, a file that could not be read tried again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import enqueueing
from letters.ingestion.claiming import State
from letters.models import Ingestion, Letter
from letters.reading.problems import Problem

# What may go otherwise another time: a busy machine, a limit that was set wider, a newer reader, a change of mind.
# An empty or locked file, a picture or a scan stays what it is.
PASSING = (
    Problem.TOO_SLOW.value,
    Problem.READER_DIED.value,
    Problem.TOO_LARGE.value,
    Problem.TOO_MANY_PAGES.value,
    "does-not-fit",
    "discarded",
)


@transaction.atomic
def read_again(letter: Letter, *, user: Any) -> Ingestion | None:
    """Put the file of the letter's current text in again; None for a letter without a text of its own (joined)."""
    current = letter.revisions.filter(is_current=True).first()
    if current is None:
        return None
    origin = letter.ingestions.filter(document=current.document_id).order_by("pk").first()
    ingestion = Ingestion.objects.create(
        document_id=current.document_id,
        name=origin.name if origin else letter.key,
        channel=Ingestion.Channel.AGAIN,
        is_example=letter.is_example,
        letter=letter,
        user=user,
    )
    enqueueing.advance_later(ingestion)
    return ingestion


def may_help(ingestion: Ingestion) -> bool:
    return ingestion.state == State.FAILED and ingestion.document_id is not None and ingestion.problem in PASSING


@transaction.atomic
def try_again(ingestion: Ingestion) -> bool:
    """FAILED → RECEIVED. False when trying again cannot help, or when somebody else was first."""
    failed = Ingestion.objects.filter(pk=ingestion.pk, state=State.FAILED, document__isnull=False, problem__in=PASSING)
    restarted = failed.update(
        state=State.RECEIVED, outcome="", problem="", message="", attempts=0, claimed_at=None, updated_at=timezone.now()
    )
    if restarted:
        enqueueing.advance_later(ingestion)
    return bool(restarted)
