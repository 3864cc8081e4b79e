"""What is said on a topic, letter after letter: dots for letters, and the line that the accepted ones make.

Accepted stances and open proposals never meet in one number or line (design, Decisions): a letter with accepted
positions of a holder is a full dot, one that so far has proposals alone a hollow one, on no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from positions.domain.lines import (
    Change,
    Period,
    Point,
    Position,
    Scored,
    Segment,
    change,
    period,
    position,
    salience,
    segments,
)
from positions.domain.scale import Holder


@dataclass(frozen=True, slots=True)
class LetterRef:
    """As much of a letter as a chart or list shows of it; `day` is None where its date is unknown."""

    pk: int
    key: str
    name: str
    day: date | None
    kind: str | None
    cabinet: str | None
    demissionary: bool | None
    body_sentences: int
    annexes: tuple[tuple[int, int], ...] = ()
    titled: bool = True  # the name is a subject; else it is made of kind, ministry and date


@dataclass(frozen=True, slots=True)
class Quote:
    stance: int
    words: str
    score: int


@dataclass(frozen=True, slots=True)
class Saying:
    """What one holder says on one topic in one letter, accepted or proposed; `stances` are the ids of `scored`."""

    letter: LetterRef
    holder: Holder
    accepted: bool
    scored: tuple[Scored, ...]
    stances: tuple[int, ...]
    mentions: tuple[int, ...]  # where sentences begin that carry the topic without a position
    typical: Quote | None


@dataclass(frozen=True, slots=True)
class Dot:
    """One letter on a chart. `change` is None for a hollow dot, and for a letter without a date."""

    letter: LetterRef
    accepted: bool
    position: Position
    salience: Fraction
    typical: Quote
    scored: tuple[Scored, ...]
    stances: tuple[int, ...]
    change: Change | None = None
    before: Dot | None = None

    @property
    def moved(self) -> Fraction | None:
        return self.position.mean - self.before.position.mean if self.before else None


@dataclass(frozen=True, slots=True)
class Series:
    """`dots` are accepted and in order of date, `hollow` proposals alone; `undated` are either, off the timeline."""

    topic: str
    holder: Holder
    dots: tuple[Dot, ...]
    hollow: tuple[Dot, ...]
    undated: tuple[Dot, ...]

    @property
    def latest(self) -> Dot | None:
        return self.dots[-1] if self.dots else None

    def segments(self, until: date) -> list[Segment]:
        return segments([_point(dot) for dot in self.dots], until)

    def ends(self, until: date) -> date | None:
        """Where the line breaks off, or `until` where it still holds then; None where there is no line."""
        last = segments([_point(dot) for dot in self.dots[-1:]], until)
        return last[-1].end if last else None

    def period(self, start: date, end: date) -> Period:
        """From `start` up to, not including, `end`."""
        return period(dot.position for dot in self.within(start, end))

    def within(self, start: date, end: date) -> list[Dot]:
        return [dot for dot in self.dots if dot.letter.day and start <= dot.letter.day < end]


def series(topic: str, holder: Holder, sayings: Iterable[Saying], *, least: int = 1) -> Series:
    """The series of one holder, of positions that rest on at least `least` sentences.

    `sayings` are all holders' on this topic, for salience counts what anybody says.
    """
    everything = list(sayings)
    shares = _saliences(everything)
    taken = [saying for saying in everything if saying.holder is holder and len(saying.scored) >= max(least, 1)]
    dots = [_dot(saying, shares) for saying in taken if saying.accepted]
    settled = {dot.letter.pk for dot in dots}
    hollow = [_dot(saying, shares) for saying in taken if not saying.accepted and saying.letter.pk not in settled]
    return Series(
        topic,
        holder,
        dots=_compared(sorted((dot for dot in dots if dot.letter.day), key=_when)),
        hollow=tuple(sorted((dot for dot in hollow if dot.letter.day), key=_when)),
        undated=tuple(dot for dot in (*dots, *hollow) if not dot.letter.day),
    )


def letter_saliences(sayings: Iterable[Saying]) -> dict[int, Fraction]:
    """By letter, the share of its body's sentences that carry the topic, as accepted: positions and mentions."""
    return {pk: share for (pk, accepted), share in _saliences(list(sayings)).items() if accepted}


def _saliences(sayings: Sequence[Saying]) -> dict[tuple[int, bool], Fraction]:
    starts: dict[tuple[int, bool], set[int]] = {}
    letters = {saying.letter.pk: saying.letter for saying in sayings}
    for saying in sayings:
        there = starts.setdefault((saying.letter.pk, saying.accepted), set())
        there.update(saying.mentions, (scored.start for scored in saying.scored))
    return {
        key: salience(_in_body(found, letters[key[0]]), letters[key[0]].body_sentences) for key, found in starts.items()
    }


def _in_body(starts: set[int], letter: LetterRef) -> int:
    if not letter.annexes:
        return len(starts)
    return sum(not any(first <= start < last for first, last in letter.annexes) for start in starts)


def _dot(saying: Saying, shares: dict[tuple[int, bool], Fraction]) -> Dot:
    taken = position(saying.scored)
    assert taken and saying.typical
    return Dot(
        saying.letter,
        saying.accepted,
        taken,
        shares[saying.letter.pk, saying.accepted],
        saying.typical,
        saying.scored,
        saying.stances,
    )


def _compared(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Each with the one before it, which does not hold its own: else every dot would keep the whole series alive."""
    found: list[Dot] = []
    before: Dot | None = None
    for dot in dots:
        alone = replace(dot, change=change(before.position.mean if before else None, dot.position.mean))
        found.append(replace(alone, before=before) if before else alone)
        before = alone
    return tuple(found)


def _when(dot: Dot) -> tuple[date, str]:
    assert dot.letter.day
    return dot.letter.day, dot.letter.key


def _point(dot: Dot) -> Point:
    assert dot.letter.day and dot.change
    return Point(dot.letter.day, dot.position, dot.change)
