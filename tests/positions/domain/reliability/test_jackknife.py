"""Jackknife intervals: figures of a textbook, and what has no interval."""

from __future__ import annotations

from statistics import fmean, stdev

import pytest

from positions.domain.reliability.jackknife import interval, student


def left_out(values: list[float]) -> list[float | None]:
    """Return the means without each value."""
    return [(sum(values) - value) / (len(values) - 1) for value in values]


def test_of_a_mean_it_is_the_usual_interval() -> None:
    values = [2.0, 4.0, 4.0, 5.0, 7.0, 8.0, 9.0, 11.0, 12.0, 15.0]
    reach = 2.262 * stdev(values) / 10**0.5
    found = interval(fmean(values), left_out(values))
    assert found == pytest.approx((fmean(values) - reach, fmean(values) + reach), rel=1e-3)


@pytest.mark.parametrize(("freedom", "quantile"), [(4, 2.776), (9, 2.262), (39, 2.0227), (10_000, 1.9602)])
def test_the_quantiles_are_those_of_the_table(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, rel=3e-3)


@pytest.mark.parametrize(
    "values", [[0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4, None], [0.5] * 9, []],
    ids=["too few", "one is not defined", "no spread", "none"],
)  # fmt: skip
def test_without_enough_to_go_by_there_is_no_interval(values: list[float | None]) -> None:
    assert interval(0.25, values) is None
