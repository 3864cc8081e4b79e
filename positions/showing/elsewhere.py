"""The same sentence in other letters, coded or not: found by its digest, which has an index."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex

from letters.domain.sameness import sentence_key
from letters.models import Letter, Passage, Revision
from positions.models import Stance, State
from positions.showing.said import Said, said_of, with_people
from positions.timelines import published

MOST = 20


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another letter with the sentence. `verbatim` is False where case, spaces or punctuation differ."""

    letter: Letter
    address: str
    verbatim: bool
    said: Said | None


def elsewhere(stance: Stance, *, proposals: bool) -> list[Elsewhere]:
    """In order of date, the undated last; `MOST` at most, and as many queries whatever there is."""
    texts = list(texts_with(stance))
    coded = {said.stance.revision_id: said for said in coded_in(texts, stance, proposals=proposals)}
    return [place_in(text, coded.get(text.pk)) for text in texts]


def texts_with(stance: Stance) -> QuerySet[Revision]:
    there = Revision.objects.filter(
        is_current=True,
        letter__in=published().exclude(pk=stance.revision.letter_id).order_by().values("pk"),
        sentence_digests__contains=[int(sentence_key(stance.quote), 16)],
    )
    passage = Passage.objects.filter(revision=OuterRef("pk"), start__lt=OuterRef("at"), end__gte=OuterRef("at"))
    return (
        there.annotate(at=StrIndex("text", Value(stance.quote)))
        .annotate(passage=Subquery(passage.values("position")[:1], output_field=IntegerField()))
        .defer("text", "sentence_digests")
        .select_related("letter")
        .prefetch_related("letter__signatories")
        .order_by(F("letter__document_date").asc(nulls_last=True), "letter__key")[:MOST]
    )


def coded_in(texts: list[Revision], stance: Stance, *, proposals: bool) -> list[Said]:
    """What is said of the sentence there on the same topic; what is accepted comes last, and so is what is shown."""
    states = [State.PROPOSED, State.ACCEPTED] if proposals else [State.ACCEPTED]
    same = Stance.objects.filter(revision__in=texts, quote=stance.quote, topic=stance.topic_id)
    found = [said_of(each) for each in with_people(same.in_state(*states)).order_by("pk")]
    return sorted(found, key=lambda said: said.accepted)


def place_in(text: Revision, said: Said | None) -> Elsewhere:
    at: int = text.at  # type: ignore[attr-defined]
    passage: int | None = text.passage  # type: ignore[attr-defined]
    anchor = f"#s{said.pk}" if said else f"#p{passage}" if at and passage else ""
    return Elsewhere(text.letter, text.letter.get_absolute_url() + anchor, bool(at), said)
