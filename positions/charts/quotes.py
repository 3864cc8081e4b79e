"""Quotes panel of a chart: every sentence in which a letter takes a position on a topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse

from letters.labels import citation_styles
from letters.models import Letter, Passage
from letters.models.revisions import heavy_columns
from letters.pages.citation import cited_paper
from positions.charts.data import TopicChartData
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.series import Dot
from positions.domain.timeline.timeline_letter import LetterRef
from positions.labels import summaries
from positions.labels.codes import holder_name, signed
from positions.labels.position_words import basis_words, leaning, stand_words
from positions.models import Stance
from positions.models.stances import end_of
from positions.timelines.query import TimelineData


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """One sentence with its stance in words; `address` is its URL, `citation` the sentence with its footnote."""

    words: str
    holder: str
    score: str
    leaning: str
    accepted: bool
    bulk: bool
    address: str
    stance: int
    citation: str


@dataclass(frozen=True, slots=True)
class LetterQuotes:
    """Quotes of one letter. `stands` are the positions in words by holder: of accepted stances, else of proposals.

    `disputed`: number of sentences on which coders' proposals differ, which have no score until someone decides.
    """

    letter: LetterRef
    stands: list[tuple[str, str]]
    quotes: list[QuotedSentence]
    mentions: int
    disputed: int

    @property
    def day(self) -> str:
        return summaries.day_beside(self.letter)

    @property
    def by_holder(self) -> list[tuple[str, list[QuotedSentence]]]:
        """Each holder's position with the accepted sentences that support it; no sentences if all are proposals."""
        return [
            (words, [quote for quote in self.quotes if quote.accepted and quote.holder == holder])
            for holder, words in self.stands
        ]

    @property
    def proposed(self) -> list[QuotedSentence]:
        return [quote for quote in self.quotes if not quote.accepted]


def quotes(request: HttpRequest, shown: TopicChartData, key: str) -> LetterQuotes | None:
    """Return the letter's stances on the topic, of all holders, as filtered; None if there are none."""
    if not key or "\0" in key:  # PostgreSQL text cannot contain NUL
        return None
    reading = shown.reading_of(key)
    sayings = reading.sayings.get(shown.topic.slug, [])
    if not sayings:
        return None
    states = {pk: saying.accepted for saying in sayings for pk in saying.stances}
    day = shown.asked.asked.as_of
    found = Stance.objects.filter(pk__in=states).with_decision(end_of(day) if day else None)
    ordered = found.select_related("revision").order_by("start", "pk")
    stances = ordered.defer("cues", "revision__text", *heavy_columns("revision")).annotate(**_paragraph())
    cite = _citations(request, key)
    mentions = {start for saying in sayings for start in saying.mentions}
    return LetterQuotes(
        sayings[0].letter,
        [_stand(dot, holder, shown.axis) for dot, holder in _dots(reading, shown.topic.slug)],
        [_quoted(stance, states[stance.pk], shown.axis, key, cite(stance)) for stance in stances],
        len(mentions),
        len({start for saying in sayings for start in saying.disputed}),
    )


def place_of(stance: Stance, key: str) -> str:
    """Return the URL of the sentence in the letter, or of the stance if the letter's text has changed since."""
    if not stance.revision.is_current:
        return reverse("stance", args=[stance.pk])
    return f"{reverse('letter', args=[key])}#s{stance.pk}"


def _paragraph() -> dict[str, Subquery]:
    """Return annotations of a stance: number and page of the paragraph in which it starts."""
    before = Passage.objects.filter(revision=OuterRef("revision"), start__lte=OuterRef("start")).order_by("-start")
    return {"paragraph": Subquery(before.values("position")[:1]), "page": Subquery(before.values("page")[:1])}


def _citations(request: HttpRequest, key: str) -> Callable[[Any], str]:
    """Return a function of a stance with `_paragraph`, which cites its words from this letter; three queries."""
    letter = Letter.objects.named().prefetch_related("dossiers").get(key=key)
    paper = cited_paper(letter, letter.dossiers.all(), request)

    def cite(stance: Any) -> str:
        address = request.build_absolute_uri(reverse("stance", args=[stance.pk]))
        where = {"page": stance.page, "paragraph": stance.paragraph, "address": address}
        return citation_styles.quoted(paper, stance.quote, **where)

    return cite


def _dots(reading: TimelineData, topic: str) -> list[tuple[Dot, Holder]]:
    lines = [reading.series(topic, holder) for holder in Holder]
    return [(dot, line.holder) for line in lines for dot in (*line.dots, *line.hollow, *line.undated)]


def _stand(dot: Dot, holder: Holder, axis: CodebookTopic) -> tuple[str, str]:
    name = holder_name(holder)
    words = f"{name}: {stand_words(dot.position, axis)} · {basis_words(dot.position, accepted=dot.accepted)}"
    return name, words if dot.accepted else f"{words} · {summaries.state_words(dot)}"


def _quoted(stance: Stance, accepted: bool, axis: CodebookTopic, key: str, citation: str) -> QuotedSentence:
    assert stance.score is not None
    return QuotedSentence(
        words=stance.quote,
        holder=holder_name(stance.holder),
        score=signed(stance.score),
        leaning=leaning(Fraction(stance.score), axis),
        accepted=accepted,
        bulk=bool(accepted and stance.bulk),
        address=place_of(stance, key),
        stance=stance.pk,
        citation=citation,
    )
