"""A letter's position on a topic: mean, distribution and form (codebook, 5). Means are exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from positions.domain.scale import SCORES

THIN = 3  # positions on fewer sentences are thin

Counts = tuple[int, int, int, int, int]  # sentences at −2, −1, 0, +1, +2


class Form(StrEnum):
    """Shape of a position, which decides its wording; the first that matches, in this order."""

    THIN = "thin"  # fewer than three sentences
    BOTH_WAYS = "both ways"  # at least a quarter, and at least two, on each side of zero
    WEIGHED = "weighed"  # at least half of the sentences are 0
    MEAN = "mean"


class Scored(NamedTuple):
    """One stance's score: where its sentence starts, the score, and whether a person judged it singly. A tuple for
    speed, as `Quote`: a topic has hundreds of thousands of them.
    """

    start: int
    score: int
    singly: bool = True


class Position(NamedTuple):
    """The position of a letter, or of the pooled letters of one day.

    `singly`: number of sentences that were judged one by one; the others were accepted in bulk.
    """

    counts: Counts
    singly: int

    @property
    def sentences(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> Fraction:
        return _ratio(self.total, self.sentences)

    @property
    def height(self) -> float:
        """The mean as a drawing has it: the float nearest to it."""
        return self.total / self.sentences

    @property
    def variance(self) -> Fraction:
        """Sample variance of the scores; 0 for a single sentence."""
        n = self.sentences
        return Fraction(self.spread, n * (n - 1)) if n > 1 else Fraction(0)

    @property
    def spread(self) -> int:
        """The sample variance times n · (n − 1), a whole number."""
        lowest, low, _middle, high, highest = self.counts
        return (4 * (lowest + highest) + low + high) * self.sentences - self.total**2

    @property
    def below(self) -> int:
        """Number of sentences on the side of the low pole."""
        return self.counts[0] + self.counts[1]

    @property
    def above(self) -> int:
        return self.counts[3] + self.counts[4]

    @property
    def lowest(self) -> int:
        return next(score for score, count in zip(SCORES, self.counts, strict=True) if count)

    @property
    def highest(self) -> int:
        return next(score for score, count in zip(reversed(SCORES), reversed(self.counts), strict=True) if count)

    @property
    def form(self) -> Form:
        if self.sentences < THIN:
            return Form.THIN
        if self.goes_both_ways:
            return Form.BOTH_WAYS
        return Form.WEIGHED if 2 * self.counts[2] >= self.sentences else Form.MEAN

    @property
    def goes_both_ways(self) -> bool:
        less = min(self.below, self.above)
        return less >= 2 and 4 * less >= self.sentences

    @property
    def thin(self) -> bool:
        return self.sentences < THIN

    @property
    def total(self) -> int:
        """The sum of the scores."""
        lowest, low, _middle, high, highest = self.counts
        return 2 * (highest - lowest) + high - low


@lru_cache(maxsize=10_000)
def _ratio(total: int, sentences: int) -> Fraction:
    """Return the mean; cached, since few are different among the letters of a topic, and each is asked for often."""
    return Fraction(total, sentences)


def position(stances: Iterable[Scored]) -> Position | None:
    """Return the position of one letter, None without stances; of a sentence coded twice the last one counts."""
    last = list({stance.start: stance for stance in stances}.values())
    if not last:
        return None
    return Position(counted(stance.score for stance in last), sum(stance.singly for stance in last))


def counted(scores: Iterable[int]) -> Counts:
    found = [0] * len(SCORES)
    for score in scores:
        found[score - SCORES[0]] += 1
    return tuple(found)  # type: ignore[return-value]


def pooled(positions: Sequence[Position]) -> Position:
    """Pool the sentences of several letters; at least one letter."""
    counts = tuple(map(sum, zip(*(each.counts for each in positions), strict=True)))
    return Position(counts, sum(each.singly for each in positions))  # type: ignore[arg-type]


def salience(carrying: int, body_sentences: int) -> Fraction:
    """Return the share of body sentences that carry the topic; 0 for a letter without sentences."""
    return Fraction(carrying, body_sentences) if body_sentences else Fraction(0)
