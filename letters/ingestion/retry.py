"""Retries: a letter reparsed from its own file, or a failed file tried again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import task_queue
from letters.ingestion.claims import State
from letters.models import Ingestion, Letter, SourceRecord
from letters.readers.problems import Problem

# Problems for which a retry may succeed: a busy machine, a raised limit, a newer reader, an editor's changed decision.
# An empty or encrypted file, an image or a scan fails again.
PASSING = (
    Problem.TOO_SLOW.value,
    Problem.READER_DIED.value,
    Problem.INTERNAL_ERROR.value,
    Problem.TOO_LARGE.value,
    Problem.TOO_MANY_PAGES.value,
    "does-not-fit",
    "discarded",
)


# A letter of the cabinet, in the sources' own words.
LETTER_KIND = "Brief regering"


@transaction.atomic
def read_again(letter: Letter, *, user: Any) -> Ingestion | None:
    """Ingest the file of the letter's current text again; None for a letter without its own text (joined)."""
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
        stated=stated_of(current.document_id),
    )
    task_queue.advance_later(ingestion)
    return ingestion


def stated_of(document_id: int) -> dict[str, Any]:
    """Return the source's facts for this file, the newest first; {} for a file without any.

    Facts stored before the kind of paper was one of them get it from the source's record.
    """
    ingestions = Ingestion.objects.filter(document=document_id)
    stated = ingestions.exclude(stated={}).order_by("-pk").values_list("stated", flat=True).first()
    if not stated:
        return {}
    listed = SourceRecord.objects.filter(ingestion__in=ingestions, kind=LETTER_KIND)
    return {**stated, "is_letter": True} if "is_letter" in stated or listed.exists() else stated


def retry_may_help(ingestion: Ingestion) -> bool:
    return ingestion.state == State.FAILED and ingestion.document_id is not None and ingestion.problem in PASSING


@transaction.atomic
def try_again(ingestion: Ingestion) -> bool:
    """FAILED → RECEIVED. False if a retry cannot help, or if another process was first."""
    failed = Ingestion.objects.filter(pk=ingestion.pk, state=State.FAILED, document__isnull=False, problem__in=PASSING)
    restarted = failed.update(
        state=State.RECEIVED,
        outcome="",
        problem="",
        message="",
        attempts=0,
        claimed_at=None,
        seen_at=None,
        seen_by=None,
        updated_at=timezone.now(),
    )
    if restarted:
        task_queue.advance_later(ingestion)
    return bool(restarted)
