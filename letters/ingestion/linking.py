"""link: citations to the letters that they mean, both ways. Examples and real letters never link to each other."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from letters.ingestion import enqueueing
from letters.ingestion.claiming import State, finish
from letters.models import Citation, Identifier, Ingestion, Letter


def link(ingestion: Ingestion) -> bool:
    """LINKING → DONE."""
    if ingestion.letter:
        link_letter(ingestion.letter)
    if finish(ingestion, State.DONE) and ingestion.letter:
        enqueueing.tell_others(ingestion.letter.pk)
    return False


def link_letter(letter: Letter) -> None:
    resolve_citations_of(letter)
    names = letter.identifiers.values("value")
    citing = Citation.objects.filter(target__in=names, letter__is_example=letter.is_example).exclude(letter=letter)
    citing.update(target_letter=letter.joined_into_id or letter.pk)


def resolve_citations_of(letter: Letter) -> None:
    targets = set(letter.citations.exclude(target=None).values_list("target", flat=True))
    known = dict(
        Identifier.objects.filter(value__in=targets, letter__is_example=letter.is_example)
        .exclude(letter=letter)
        .annotate(meant=Coalesce(F("letter__joined_into"), F("letter_id")))
        .values_list("value", "meant")
    )
    for target, meant in known.items():
        letter.citations.filter(target=target).update(target_letter=meant)
