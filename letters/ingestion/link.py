"""link: resolves citations to letters, in both directions. Examples and real letters never link to each other."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from letters.ingestion import task_queue
from letters.ingestion.claims import State, finish
from letters.ingestion.concurrent_look_alikes import ask_about_concurrent
from letters.models import Citation, Identifier, Ingestion, Letter


def link(ingestion: Ingestion) -> bool:
    """LINKING → DONE."""
    if ingestion.letter:
        link_letter(ingestion.letter)
        if ingestion.outcome == Ingestion.Outcome.NEW:
            ask_about_concurrent(ingestion.letter)
    if finish(ingestion, State.DONE) and ingestion.letter:
        task_queue.tell_others(ingestion.letter.pk)
    return False


def link_letter(letter: Letter) -> None:
    resolve_citations_of(letter)
    names = letter.identifiers.values("value")
    citing = Citation.objects.filter(target__in=names, letter__is_example=letter.is_example).exclude(letter=letter)
    citing.update(target_letter=letter.joined_into_id or letter.pk)


def resolve_citations_of(letter: Letter) -> None:
    """Resolve the letter's citations in one statement, however many there are."""
    cited = (
        Identifier.objects.filter(value=OuterRef("target"), letter__is_example=letter.is_example)
        .exclude(letter=letter)
        .annotate(meant=Coalesce(F("letter__joined_into"), F("letter_id")))
    )
    letter.citations.filter(Exists(cited)).update(target_letter=Subquery(cited.values("meant")[:1]))
