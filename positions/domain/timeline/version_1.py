"""Version 1 of the counting rules, for the deprecated fields of API and files: `change`, `moved`, `lowest`, `highest`.

Each letter is compared with the one before it, of any cabinet and size. Pages do not show these values.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

HALF, ONE = Fraction(1, 2), Fraction(1)


class Change(StrEnum):
    NEW = "new"
    REAFFIRMED = "reaffirmed"
    HARDENED = "hardened"  # 0.5 or more towards +
    SOFTENED = "softened"  # 0.5 or more towards −
    REVERSED = "reversed"  # the sign changed and it moved by 1 or more


def changes(means: Sequence[Fraction]) -> list[tuple[Change, Fraction | None]]:
    """Return the change and the distance moved for each mean, in order of date; the first has no distance."""
    if not means:
        return []
    whole = [(mean.numerator, mean.denominator) for mean in means]
    return [(Change.NEW, None), *(_compared(before, after) for before, after in pairwise(whole))]


@lru_cache(maxsize=10_000)
def _compared(before: tuple[int, int], after: tuple[int, int]) -> tuple[Change, Fraction]:
    """Return change and distance between two means, given as numerator and denominator; cached, as few are different
    among the letters of a topic.
    """
    old, new = Fraction(*before), Fraction(*after)
    return change(old, new), new - old


def change(before: Fraction, after: Fraction) -> Change:
    moved = after - before
    if min(before, after) < 0 < max(before, after) and abs(moved) >= ONE:
        return Change.REVERSED
    if abs(moved) < HALF:
        return Change.REAFFIRMED
    return Change.HARDENED if moved > 0 else Change.SOFTENED
