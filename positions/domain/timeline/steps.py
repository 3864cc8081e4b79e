"""Verdict on the difference between two positions, in exact fractions (codebook, 5).

A rule of thumb against small numbers, not a significance test: two letters drawn from one distribution come out as
moved or reversed in at most 12 of 100 pairs (`tests/positions/domain/timeline/test_chance.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from positions.domain.timeline.positions import Position

LEAST_DIFFERENCE = Fraction(1, 2)
LEAST_VARIANCE = Fraction(1, 4)  # lower bound: three equal sentences are not certainty
LEAST_FROM_ZERO = Fraction(1, 4)
MOST_SE_SQUARED = Fraction(1, 4)  # of a difference that is called reaffirmed: a standard error of a half
LEAST_SENTENCES = 5  # on both sides of a step that is called moved or reversed


class Verdict(StrEnum):
    """Verdict on the difference between two positions; the first that matches, in this order."""

    REVERSED = "reversed"
    MOVED = "moved"
    REAFFIRMED = "reaffirmed"
    UNCLEAR = "unclear"


class Kind(StrEnum):
    """Kind of step: the verdict within one cabinet, else the relation of its first letter to the cabinet before."""

    NEW = "new"
    ACROSS = "across"  # from the cabinet directly before, at most twelve months earlier
    MOVED = "moved"
    REVERSED = "reversed"
    REAFFIRMED = "reaffirmed"
    UNCLEAR = "unclear"


class Towards(StrEnum):
    """The pole that a position moved towards."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Difference:
    """The step from one position to a later one, and its verdict."""

    before: Position
    after: Position
    verdict: Verdict

    @property
    def value(self) -> Fraction:
        """The later mean minus the earlier one, in points of the scale."""
        return self.after.mean - self.before.mean

    @property
    def se_squared(self) -> Fraction:
        """The square of its standard error, s₁²/n₁ + s₂²/n₂ with sample variances of at least 1/4 each."""
        return se_squared(self.before, self.after)

    @property
    def se(self) -> float:
        return sqrt(self.se_squared)

    @property
    def towards(self) -> Towards | None:
        """The pole, if the verdict is moved or reversed."""
        if self.verdict not in (Verdict.MOVED, Verdict.REVERSED):
            return None
        return Towards.HIGH if self.value > 0 else Towards.LOW


def difference(before: Position, after: Position) -> Difference:
    """Return the difference between two positions of at least three sentences each."""
    return Difference(before, after, _verdict(before, after))


def se_squared(before: Position, after: Position) -> Fraction:
    return sum((Fraction(each.top, each.bottom) for each in map(_moments, (before, after))), Fraction(0))


class _Moments(NamedTuple):
    """Number and sum of the scores, and s²/n as numerator and denominator, with a sample variance of at least 1/4."""

    n: int
    total: int
    top: int
    bottom: int


@lru_cache(maxsize=1000)
def _moments(of: Position) -> _Moments:
    """Return the moments; cached, since along a line each position is asked for twice in turn."""
    n, total, spread = of.sentences, of.total, of.spread
    pairs, least = n * (n - 1), LEAST_VARIANCE
    if spread * least.denominator <= pairs * least.numerator:
        return _Moments(n, total, least.numerator, least.denominator * n)
    return _Moments(n, total, spread, pairs * n)


def _verdict(before: Position, after: Position) -> Verdict:
    """Return the verdict. It compares fractions by whole numbers: a list of steps asks for thousands of verdicts."""
    old, new = _moments(before), _moments(after)
    moved, both = new.total * old.n - old.total * new.n, old.n * new.n  # the value is moved / both
    squared, whole = old.top * new.bottom + new.top * old.bottom, old.bottom * new.bottom  # its error²: squared / whole
    if abs(moved) * LEAST_DIFFERENCE.denominator < both * LEAST_DIFFERENCE.numerator:
        certain = squared * MOST_SE_SQUARED.denominator <= whole * MOST_SE_SQUARED.numerator
        return Verdict.REAFFIRMED if certain else Verdict.UNCLEAR
    if min(old.n, new.n) < LEAST_SENTENCES or moved**2 * whole <= 4 * squared * both**2:
        return Verdict.UNCLEAR
    clear = _side(old) * _side(new) < 0 and not before.goes_both_ways and not after.goes_both_ways
    return Verdict.REVERSED if clear else Verdict.MOVED


def _side(of: _Moments) -> int:
    """Return −1 or 1 for a mean at least a quarter from zero, by its sign; else 0."""
    if abs(of.total) * LEAST_FROM_ZERO.denominator < of.n * LEAST_FROM_ZERO.numerator:
        return 0
    return 1 if of.total > 0 else -1
