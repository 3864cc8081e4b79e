"""Jackknife intervals: how far a figure moves when each cluster (here a letter) is left out in turn.

Efron & Stein (1981), The Jackknife Estimate of Variance. Sentences of one letter resemble each other, so that intervals
over sentences would be too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean

AT_LEAST = 5  # clusters; with fewer the variance is a guess
_Z = 1.959964  # 0.975 quantile of the normal distribution


def interval(value: float, left_out: Sequence[float | None]) -> tuple[float, float] | None:
    """Return the 95% interval of `value`; `left_out` are the values without each cluster.

    None with fewer than five clusters, where one value is not defined, and where all are equal.
    """
    values = [each for each in left_out if each is not None]
    if len(values) < max(AT_LEAST, len(left_out)):
        return None
    mean = fmean(values)
    error = sqrt((len(values) - 1) / len(values) * sum((each - mean) ** 2 for each in values))
    if error < 1e-12:
        return None
    reach = student(len(values) - 1) * error
    return value - reach, value + reach


def student(freedom: int) -> float:
    """Return the 0.975 quantile of Student's t, within 0.3% from four degrees of freedom on (Cornish-Fisher)."""
    terms = (
        (_Z**3 + _Z) / 4,
        (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96,
        (3 * _Z**7 + 19 * _Z**5 + 17 * _Z**3 - 15 * _Z) / 384,
    )
    return _Z + terms[0] / freedom + terms[1] / freedom**2 + terms[2] / freedom**3
