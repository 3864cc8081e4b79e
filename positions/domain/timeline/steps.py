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
    """The later position minus the earlier one, in points of the scale; `se_squared` is the square of its standard
    error, s₁²/n₁ + s₂²/n₂ with sample variances of at least 1/4 each.
    """

    value: Fraction
    se_squared: Fraction
    verdict: Verdict

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
    value, squared = after.mean - before.mean, se_squared(before, after)
    return Difference(value, squared, _verdict(before, after, value, squared))


def se_squared(before: Position, after: Position) -> Fraction:
    return _share(before) + _share(after)


@lru_cache(maxsize=4096)
def _share(of: Position) -> Fraction:
    return max(of.variance, LEAST_VARIANCE) / of.sentences


def _verdict(before: Position, after: Position, value: Fraction, squared: Fraction) -> Verdict:
    enough = min(before.sentences, after.sentences) >= LEAST_SENTENCES
    if abs(value) < LEAST_DIFFERENCE:
        return Verdict.REAFFIRMED if squared <= MOST_SE_SQUARED else Verdict.UNCLEAR
    if not enough or value**2 <= 4 * squared:
        return Verdict.UNCLEAR
    return Verdict.REVERSED if _turned(before, after) else Verdict.MOVED


def _turned(before: Position, after: Position) -> bool:
    """Return whether the sign changed, with both means at least a quarter from zero and neither going both ways."""
    low, high = sorted((before.mean, after.mean))
    clear = low <= -LEAST_FROM_ZERO and high >= LEAST_FROM_ZERO
    return clear and Form.BOTH_WAYS not in (before.form, after.form)
