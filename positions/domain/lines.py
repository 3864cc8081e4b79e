"""From accepted stances to a line through time (codebook, 5). Means are exact fractions, so bounds hold exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

HALF, ONE = Fraction(1, 2), Fraction(1)
MONTHS_HELD = 12


class Change(StrEnum):
    NEW = "new"
    REAFFIRMED = "reaffirmed"
    HARDENED = "hardened"  # 0.5 or more towards +
    SOFTENED = "softened"  # 0.5 or more towards −
    REVERSED = "reversed"  # the sign changed and it moved by 1 or more


@dataclass(frozen=True, slots=True)
class Scored:
    """An accepted cabinet position: where its sentence begins and its score."""

    start: int
    score: int


@dataclass(frozen=True, slots=True)
class Position:
    """A letter's position on a topic: the mean, on how many sentences it rests, and how far they lie apart."""

    mean: Fraction
    sentences: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Point:
    """A letter that takes a position, and how that differs from the letter before it."""

    day: date
    position: Position
    change: Change


@dataclass(frozen=True, slots=True)
class Segment:
    """The line from `start` up to `end` at one height; where the next segment begins later, the line is broken."""

    start: date
    end: date
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """The mean of the letters' positions, each letter once; None where no letter took one."""

    mean: Fraction | None
    letters: int
    sentences: int


def position(stances: Iterable[Scored]) -> Position | None:
    """One position a letter; a sentence that was coded twice counts once, as it was coded last."""
    scores = list({stance.start: stance.score for stance in stances}.values())
    if not scores:
        return None
    return Position(Fraction(sum(scores), len(scores)), len(scores), min(scores), max(scores))


def salience(carrying: int, body_sentences: int) -> Fraction:
    """The share of the body's sentences that carry the topic, as positions or mentions; 0 of a letter without any."""
    return Fraction(carrying, body_sentences) if body_sentences else Fraction(0)


def typical(stances: Sequence[Scored]) -> Scored | None:
    """The one whose score lies nearest to the position, the earliest where several do."""
    found = position(stances)
    if not found:
        return None
    return min(stances, key=lambda stance: (abs(stance.score - found.mean), stance.start))


def change(before: Fraction | None, after: Fraction) -> Change:
    if before is None:
        return Change.NEW
    moved = after - before
    if min(before, after) < 0 < max(before, after) and abs(moved) >= ONE:
        return Change.REVERSED
    if abs(moved) < HALF:
        return Change.REAFFIRMED
    return Change.HARDENED if moved > 0 else Change.SOFTENED


def points(letters: Iterable[tuple[date, Position]]) -> list[Point]:
    """The letters in order of day, each compared with the one before."""
    found: list[Point] = []
    for day, taken in sorted(letters, key=lambda letter: letter[0]):
        before = found[-1].position.mean if found else None
        found.append(Point(day, taken, change(before, taken.mean)))
    return found


def segments(line: Sequence[Point], until: date) -> list[Segment]:
    """What is drawn up to `until`: a position holds until the next, for twelve months at most."""
    ends = [*(point.day for point in line[1:]), until]
    held = ((point, min(end, _a_year_after(point.day), until)) for point, end in zip(line, ends, strict=False))
    return [Segment(point.day, end, point.position.mean) for point, end in held if point.day <= until]


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + MONTHS_HELD // 12)
    except ValueError:  # 29 February
        return date(day.year + MONTHS_HELD // 12, 3, 1)


def period(letters: Iterable[Position]) -> Period:
    taken = list(letters)
    if not taken:
        return Period(None, 0, 0)
    mean = sum((letter.mean for letter in taken), Fraction(0)) / len(taken)
    return Period(mean, len(taken), sum(letter.sentences for letter in taken))
