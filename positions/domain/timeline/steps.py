"""Verdict on the difference between two positions, in exact fractions (codebook, 5).

A rule of thumb against small numbers, not a significance test: two letters drawn from one distribution come out as
moved or reversed in at most 12 of 100 pairs (`tests/positions/domain/timeline/test_chance.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from positions.domain.timeline.positions import Form, Position

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
    return Fraction(*_share(before)) + Fraction(*_share(after))


def _share(of: Position) -> tuple[int, int]:
    """Return s²/n, with a sample variance of at least 1/4, as numerator and denominator."""
    n, pairs, least = of.sentences, of.sentences * (of.sentences - 1), LEAST_VARIANCE
    if of.spread * least.denominator <= pairs * least.numerator:
        return least.numerator, least.denominator * n
    return of.spread, pairs * n


def _verdict(before: Position, after: Position) -> Verdict:
    """Return the verdict. It compares fractions by whole numbers: a list of steps asks for thousands of verdicts."""
    n_before, n_after = before.sentences, after.sentences
    moved, both = after.total * n_before - before.total * n_after, n_before * n_after  # the value is moved / both
    (top_1, bottom_1), (top_2, bottom_2) = _share(before), _share(after)
    squared, whole = (
        top_1 * bottom_2 + top_2 * bottom_1,
        bottom_1 * bottom_2,
    )  # its error²: squared / whole
    if abs(moved) * LEAST_DIFFERENCE.denominator < both * LEAST_DIFFERENCE.numerator:
        certain = squared * MOST_SE_SQUARED.denominator <= whole * MOST_SE_SQUARED.numerator
        return Verdict.REAFFIRMED if certain else Verdict.UNCLEAR
    if min(n_before, n_after) < LEAST_SENTENCES or moved**2 * whole <= 4 * squared * both**2:
        return Verdict.UNCLEAR
    return Verdict.REVERSED if _turned(before, after) else Verdict.MOVED


def _turned(before: Position, after: Position) -> bool:
    """Return whether the sign changed, with both means at least a quarter from zero and neither going both ways."""
    low, high = sorted((before.mean, after.mean))
    clear = low <= -LEAST_FROM_ZERO and high >= LEAST_FROM_ZERO
    return clear and Form.BOTH_WAYS not in (before.form, after.form)
