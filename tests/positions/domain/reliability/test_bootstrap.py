"""Bootstrap samples have the original size, and the spread of the binomial."""

from __future__ import annotations

import random
from collections import Counter
from math import sqrt
from statistics import fmean, pvariance

import pytest

from positions.domain.reliability.bootstrap import binomial, resampled


@pytest.mark.parametrize(("n", "p"), [(20, 0.1), (20, 0.9), (400, 0.01), (2000, 0.5), (5000, 0.03)])
def test_it_has_the_mean_and_the_spread_of_the_binomial(n: int, p: float) -> None:
    chance = random.Random(1)
    drawn = [binomial(n, p, chance) for _ in range(4000)]
    assert fmean(drawn) == pytest.approx(n * p, abs=4 * sqrt(n * p * (1 - p) / 4000))
    assert pvariance(drawn) == pytest.approx(n * p * (1 - p), rel=0.12)
    assert min(drawn) >= 0 and max(drawn) <= n


@pytest.mark.parametrize("units", [Counter(a=3, b=4, c=1), Counter(a=3000, b=40, c=1), Counter(a=5)])
def test_a_sample_holds_as_many_units_as_there_were(units: Counter[str]) -> None:
    chance = random.Random(1)
    drawn = [resampled(units, chance) for _ in range(500)]
    assert {sum(sample.values()) for sample in drawn} == {sum(units.values())}
    for unit, times in units.items():
        assert fmean(sample[unit] for sample in drawn) == pytest.approx(times, abs=0.5 + times / 100)
