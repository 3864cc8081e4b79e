"""Every sentence in which a letter takes a position on a topic, for the panel beside a chart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from positions import spoken
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Dot, LetterRef
from positions.models import Stance
from positions.phrases import leaning
from positions.readings import Showing
from positions.reviewing.words import holder_name, signed
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
    """`stands` says in words where each holder stands: of accepted stances, or of proposals alone."""

    letter: LetterRef
    stands: list[tuple[str, str]]
    quotes: list[Quoted]
    mentions: int

    @property
    def day(self) -> str:
        return spoken.day_beside(self.letter)

    @property
    def by_holder(self) -> list[tuple[str, list[Quoted]]]:
        """What each holder's stand is, with the accepted sentences that it rests on; none where all are proposals."""
        return [
            (words, [quote for quote in self.quotes if quote.accepted and quote.holder == holder])
            for holder, words in self.stands
        ]

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
    found = Stance.objects.filter(pk__in=states).select_related("revision").order_by("start", "pk")
    stances = found.defer("cues", "revision__text", "revision__sentence_digests")
    mentions = {start for saying in sayings for start in saying.mentions}
    return Quotes(
        sayings[0].letter,
        [_stand(dot, holder, shown.axis) for dot, holder in _dots(reading, shown.topic.slug)],
        [_quoted(stance, states[stance.pk], shown.axis, key) for stance in stances],
        len(mentions),
    )


def place_of(stance: Stance, key: str) -> str:
    """The sentence in the letter; the stance's own page where the letter's text is another one by now."""
    if not stance.revision.is_current:
        return reverse("stance", args=[stance.pk])
    return f"{reverse('letter', args=[key])}#s{stance.pk}"


def _dots(reading: Reading, topic: str) -> list[tuple[Dot, Holder]]:
    lines = [reading.series(topic, holder) for holder in Holder]
    return [(dot, line.holder) for line in lines for dot in (*line.dots, *line.hollow, *line.undated)]


def _stand(dot: Dot, holder: Holder, axis: Axis) -> tuple[str, str]:
    name = holder_name(holder)
    words = f"{name}: {spoken.stand_words(dot, axis)} · {spoken.basis_words(dot)}"
    return name, words if dot.accepted else f"{words} · {spoken.state_words(dot)}"


def _quoted(stance: Stance, accepted: bool, axis: Axis, key: str) -> Quoted:
    assert stance.score is not None
    return Quoted(
        words=stance.quote,
        holder=holder_name(stance.holder),
        score=signed(stance.score),
        leaning=leaning(Fraction(stance.score), axis),
        accepted=accepted,
        address=place_of(stance, key),
    )
