"""Inter-coder agreement: Krippendorff's alpha, nominal and ordinal, with a bootstrap interval.

Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, and for the interval Hayes & Krippendorff (2007). A
unit is a sentence and topic; its values are those of each coder, None if a coder did not value it. Units are given one
by one, or as a mapping of distinct unit to count.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import Any

from positions.domain.reliability.bootstrap import resampled

SAMPLES = 1000
TENTATIVE_BELOW = 0.667
RELIABLE_FROM = 0.8

Unit = Sequence[Hashable | None]
Counts = Counter[tuple[Any, ...]]
Delta = Callable[[Any, Any], float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha over `units` units that two or more coders valued; `low` and `high` bound 95% of the bootstrap samples.

    `alpha` is None if it is undefined: fewer than two such units, or a single value in all of them.
    """

    alpha: float | None
    units: int
    low: float | None = None
    high: float | None = None

    @property
    def mark(self) -> str:
        if self.alpha is None:
            return "not measured"
        if self.alpha < TENTATIVE_BELOW:
            return "tentative"
        return "reliable" if self.alpha >= RELIABLE_FROM else ""


def nominal(units: Iterable[Unit] | Mapping[Any, int], *, samples: int = SAMPLES, seed: int = 0) -> Agreement:
    """Return alpha for values that are equal or not. Costs samples times the number of distinct units."""
    return _agreement(_paired(units), lambda _: _differs, samples, seed)


def ordinal(units: Iterable[Unit] | Mapping[Any, int], *, samples: int = SAMPLES, seed: int = 0) -> Agreement:
    """Return alpha for integer values, whose distance is the number of values given between them."""
    return _agreement(_paired(units), _ordinal_delta, samples, seed)


def _paired(units: Iterable[Unit] | Mapping[Any, int]) -> Counts:
    """Count the distinct units that two or more coders valued, without missing values."""
    found: Counts = Counter()
    counts = units if isinstance(units, Mapping) else Counter(map(tuple, units))
    for unit, times in counts.items():
        values = tuple(value for value in unit if value is not None)
        if times and len(values) >= 2:
            found[values] += times
    return found


def _agreement(units: Counts, metric: Callable[[Counter[Any]], Delta], samples: int, seed: int) -> Agreement:
    value, count = _alpha(units, metric), sum(units.values())
    if value is None or samples <= 0:
        return Agreement(value, count)
    low, high = _interval(units, metric, samples, random.Random(seed))
    return Agreement(value, count, low, high)


def _alpha(units: Counts, metric: Callable[[Counter[Any]], Delta]) -> float | None:
    if sum(units.values()) < 2:
        return None
    given: Counter[Any] = Counter()
    for unit, times in units.items():
        for value in unit:
            given[value] += times
    total = sum(given.values())
    delta = metric(given)
    expected = 2 * sum(given[a] * given[b] * delta(a, b) for a, b in combinations(given, 2)) / (total * (total - 1))
    if expected == 0:
        return None
    return 1 - _observed(units, delta) / total / expected


def _observed(units: Counts, delta: Delta) -> float:
    """Return the disagreement within units; equal units are computed once and multiplied."""
    return sum(
        times * 2 * sum(delta(a, b) for a, b in combinations(unit, 2) if a != b) / (len(unit) - 1)
        for unit, times in units.items()
    )


def _differs(a: Hashable, b: Hashable) -> float:
    return float(a != b)


def _ordinal_delta(given: Counter[int]) -> Delta:
    values = sorted(given)
    up_to = dict(zip(values, accumulate(given[value] for value in values), strict=True))

    def delta(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        between = up_to[high] - up_to[low] + given[low]
        return (between - (given[low] + given[high]) / 2) ** 2

    return delta


def _interval(
    units: Counts, metric: Callable[[Counter[Any]], Delta], samples: int, chance: random.Random
) -> tuple[float | None, float | None]:
    drawn = (_alpha(resampled(units, chance), metric) for _ in range(samples))
    alphas = sorted(value for value in drawn if value is not None)
    if not alphas:
        return None, None
    return alphas[int(0.025 * len(alphas))], alphas[min(len(alphas) - 1, int(0.975 * len(alphas)))]
