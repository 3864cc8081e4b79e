"""Every sentence in which a letter takes a position on a topic, for the panel beside a chart."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction

from django.urls import NoReverseMatch, reverse

from letters.models import Passage
from positions import spoken
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Dot, LetterRef
from positions.models import Stance
from positions.phrases import leaning
from positions.readings import Showing
from positions.reviewing.words import HOLDERS, signed
from positions.timelines import Reading


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence with what it is taken to say; `address` is its place."""

    words: str
    holder: str
    score: str
    leaning: str
    accepted: bool
    address: str


@dataclass(frozen=True, slots=True)
class Quotes:
    letter: LetterRef
    stands: list[str]
    quotes: list[Quoted]
    mentions: int

    @property
    def day(self) -> str:
        return spoken.day_beside(self.letter)

    @property
    def accepted(self) -> list[Quoted]:
        return [quote for quote in self.quotes if quote.accepted]

    @property
    def proposed(self) -> list[Quoted]:
        return [quote for quote in self.quotes if not quote.accepted]


def quotes(shown: Showing, key: str) -> Quotes | None:
    """What this letter says on the topic, of all holders, as the filter lets through; None where that is nothing."""
    if not key or "\0" in key:  # which PostgreSQL cannot be asked for
        return None
    reading = shown.reading_of(key)
    sayings = reading.sayings.get(shown.topic.slug, [])
    if not sayings:
        return None
    states = {pk: saying.accepted for saying in sayings for pk in saying.stances}
    stances = list(Stance.objects.filter(pk__in=states).order_by("start", "pk"))
    places = _places(stances)
    mentions = {start for saying in sayings for start in saying.mentions}
    return Quotes(
        sayings[0].letter,
        [_stand(dot, holder, shown.axis) for dot, holder in _dots(reading, shown.topic.slug)],
        [_quoted(stance, states[stance.pk], shown.axis, key, places) for stance in stances],
        len(mentions),
    )


def address_of_quote(stance: Stance, key: str, position: int) -> str:
    """Where the quote is to be seen: the stance's own page where there is one, else its paragraph in the letter."""
    try:
        return reverse("stance", args=[stance.pk])
    except NoReverseMatch:
        return f"{reverse('letter', args=[key])}#p{position}"


def _dots(reading: Reading, topic: str) -> list[tuple[Dot, Holder]]:
    lines = [reading.series(topic, holder) for holder in Holder]
    return [(dot, line.holder) for line in lines for dot in (*line.dots, *line.hollow, *line.undated)]


def _stand(dot: Dot, holder: Holder, axis: Axis) -> str:
    words = f"{HOLDERS[holder][0]}: {spoken.stand_words(dot, axis)} · {spoken.basis_words(dot)}"
    return words if dot.accepted else f"{words} · {spoken.state_words(dot)}"


def _quoted(stance: Stance, accepted: bool, axis: Axis, key: str, places: list[tuple[int, int]]) -> Quoted:
    assert stance.score is not None
    at = bisect_right([start for start, _position in places], stance.start) - 1
    return Quoted(
        words=stance.quote,
        holder=HOLDERS[Holder(stance.holder)][0],
        score=signed(stance.score),
        leaning=leaning(Fraction(stance.score), axis),
        accepted=accepted,
        address=address_of_quote(stance, key, places[at][1] if at >= 0 else 1),
    )


def _places(stances: list[Stance]) -> list[tuple[int, int]]:
    """Where each paragraph of the text begins, and its number."""
    revision = stances[0].revision_id if stances else None
    return list(Passage.objects.filter(revision=revision).order_by("start").values_list("start", "position"))
