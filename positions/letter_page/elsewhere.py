"""The same sentence in other letters, coded or not: found by its digest, which is indexed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex

from letters.models import Letter, Passage, Revision, SentenceDigest
from letters.models.revisions import heavy_columns
from letters.parser.fingerprints import sentence_key
from positions.letter_page.shown_stances import ShownStance, shown_stance, together, with_reviewers
from positions.models import Stance
from positions.timelines.query import published

MOST = 20


@dataclass(frozen=True, slots=True)
class OtherOccurrence:
    """Another letter with the sentence. `verbatim` is False if case, spaces or punctuation differ."""

    letter: Letter
    address: str
    verbatim: bool
    said: list[ShownStance]


def elsewhere(stance: Stance, user: Any, *, proposals: bool) -> list[OtherOccurrence]:
    """Return occurrences in order of date, undated last; at most `MOST`, in a constant number of queries."""
    texts = list(texts_with(stance))
    coded = defaultdict[int, list[ShownStance]](list)
    for said in coded_in(texts, stance, user, proposals=proposals):
        coded[said.stance.revision_id].append(said)
    return [place_in(text, coded[text.pk]) for text in texts]


def texts_with(stance: Stance) -> QuerySet[Revision]:
    with_sentence = SentenceDigest.objects.filter(digest=int(sentence_key(stance.quote), 16))
    there = Revision.objects.filter(
        is_current=True,
        letter__in=published().exclude(pk=stance.revision.letter_id).order_by().values("pk"),
        pk__in=with_sentence.values("revision"),
    )
    passage = Passage.objects.filter(revision=OuterRef("pk"), start__lt=OuterRef("at"), end__gte=OuterRef("at"))
    return (
        there.annotate(at=StrIndex("text", Value(stance.quote)))
        .annotate(passage=Subquery(passage.values("position")[:1], output_field=IntegerField()))
        .defer("text", *heavy_columns())
        .select_related("letter")
        .prefetch_related("letter__signatories")
        .order_by(F("letter__document_date").asc(nulls_last=True), "letter__key")[:MOST]
    )


def coded_in(texts: list[Revision], stance: Stance, user: Any, *, proposals: bool) -> list[ShownStance]:
    """Return the visible stances on the same sentence and topic there, accepted ones first."""
    same = Stance.objects.filter(revision__in=texts, quote=stance.quote, topic=stance.topic_id).visible_to(user)
    found = [shown_stance(each) for each in with_reviewers(same.speaking(proposals=proposals)).order_by("pk")]
    return sorted(together(found), key=lambda said: not said.accepted)


def place_in(text: Revision, said: list[ShownStance]) -> OtherOccurrence:
    at: int = text.at  # type: ignore[attr-defined]
    passage: int | None = text.passage  # type: ignore[attr-defined]
    anchor = f"#s{said[0].pk}" if said else f"#p{passage}" if at and passage else ""
    return OtherOccurrence(text.letter, text.letter.get_absolute_url() + anchor, bool(at), said)
