"""The cabinet's accepted sentences that endorse an adviser, told by their words and the text before them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, IntegerField, OuterRef, Subquery, TextField
from django.db.models.functions import Greatest, Substr

from letters.models import Passage
from positions.codebook import store
from positions.domain.rules_coder.endorsement import may_endorse
from positions.domain.scale import Holder
from positions.domain.timeline.series import Dot
from positions.models import Stance, State

BEFORE = 4_000  # characters before a sentence, of its own section


def endorsement_cues(dots: Iterable[Dot], codebook: int) -> dict[int, str]:
    """Return the words of endorsement by stance, of the cabinet's accepted dots. At most one query (`cues_of`)."""
    return cues_of({quote.stance: quote.words for dot in dots for quote in dot.quotes}, codebook)


def cues_of(said: dict[int, str], codebook: int) -> dict[int, str]:
    """Return the words of endorsement by stance; `said` has the quotes of the cabinet's positions by stance.

    One query, and none where no sentence has words of agreement.
    """
    agreeing = {stance: words for stance, words in said.items() if may_endorse(words)}
    if not agreeing:
        return {}
    before = dict(_before(agreeing))
    found = {stance: store.endorses(codebook, words, before.get(stance, "")) for stance, words in agreeing.items()}
    return {stance: cue for stance, cue in found.items() if cue}


def cue_of(stance: Stance) -> str:
    """Return the words by which an accepted position of the cabinet endorses an adviser; "" if it does not.

    At most two queries, and none where the sentence has no words of agreement.
    """
    takes = stance.state == State.ACCEPTED and stance.holder == Holder.CABINET and stance.score is not None
    if not takes or not may_endorse(stance.quote):
        return ""
    return cues_of({stance.pk: stance.quote}, store.newest().pk).get(stance.pk, "")


def _before(stances: Iterable[int]) -> Iterable[tuple[int, str]]:
    """Return the text before each sentence, of the passages under the same headings."""
    here = Passage.objects.filter(revision=OuterRef("revision"), start__lte=OuterRef("start"), end__gte=OuterRef("end"))
    section = Passage.objects.filter(revision=OuterRef("revision"), headings=OuterRef("under"), kind=OuterRef("sort"))
    first = section.order_by("position").values("start")[:1]
    return (
        Stance.objects.filter(pk__in=list(stances))
        .annotate(under=Subquery(here.values("headings")[:1], output_field=ArrayField(TextField())))
        .annotate(sort=Subquery(here.values("kind")[:1]))
        .annotate(first=Greatest(Subquery(first, output_field=IntegerField()), F("start") - BEFORE))
        .annotate(before=Substr("revision__text", F("first") + 1, F("start") - F("first")))
        .exclude(first=None)
        .order_by()
        .values_list("pk", "before")
    )
