"""Bootstrap resampling of counted units, with replacement: one multinomial draw, unit by unit."""

from __future__ import annotations

import random
from collections import Counter
from math import sqrt
from typing import Any

_LARGE = 30.0  # variance above which the binomial is approximated by the normal distribution


def resampled(units: Counter[Any], chance: random.Random) -> Counter[Any]:
    """Return a sample of the same size. Cost grows with the number of distinct units, not with their counts."""
    left, still = sum(units.values()), sum(units.values())
    drawn: Counter[Any] = Counter()
    for unit, times in units.items():
        if not left:
            break
        taken = left if times == still else binomial(left, times / still, chance)
        if taken:
            drawn[unit] = taken
        left, still = left - taken, still - times
    return drawn


def binomial(n: int, p: float, chance: random.Random) -> int:
    """Draw the number of successes in `n` trials with probability `p`."""
    if p > 0.5:
        return n - binomial(n, 1 - p, chance)
    variance = n * p * (1 - p)
    if variance > _LARGE:
        return max(0, min(n, round(chance.gauss(n * p, sqrt(variance)))))
    return _inverted(n, p, chance.random())


def _inverted(n: int, p: float, place: float) -> int:
    """Return the quantile `place` (0 to 1) of the binomial by inversion; `n * p` is small here."""
    at, share = 0, (1 - p) ** n
    while place > share and at < n:
        place -= share
        share *= (n - at) / (at + 1) * p / (1 - p)
        at += 1
    return at
