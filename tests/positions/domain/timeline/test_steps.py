"""Verdicts on the difference between two letters, on both sides of each bound (codebook, 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.timeline.steps import Difference, Towards, Verdict, difference
from tests.positions.domain.timeline.factories import of

Counts = tuple[int, int, int, int, int]
enough = st.tuples(*[st.integers(0, 6)] * 5).filter(lambda counts: sum(counts) >= 3)


def between(before: Counts, after: Counts) -> Difference:
    return difference(of(*before), of(*after))


def test_the_difference_is_the_later_mean_less_the_earlier_one() -> None:
    assert between((0, 1, 1, 1, 0), (0, 0, 2, 1, 0)).value == Fraction(1, 3)
    assert between((0, 0, 2, 1, 0), (0, 1, 1, 1, 0)).value == Fraction(-1, 3)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # s² = 2/3 of four, 1/3 of four
        ((0, 1, 2, 1, 0), (0, 0, 2, 2, 0), Fraction(1, 6) + Fraction(1, 12)),
        # three equal scores are not certainty: s² counts as a quarter, on either side
        ((0, 0, 0, 3, 0), (0, 0, 0, 3, 0), Fraction(1, 6)),
        ((0, 1, 2, 1, 0), (0, 0, 3, 0, 0), Fraction(1, 6) + Fraction(1, 12)),
        ((0, 0, 0, 0, 5), (0, 0, 2, 2, 0), Fraction(1, 20) + Fraction(1, 12)),
        # s² = 3/14 of two in eight is below a quarter too, 15/56 of three in eight is not
        ((0, 2, 6, 0, 0), (0, 0, 5, 3, 0), Fraction(1, 32) + Fraction(15, 448)),
    ],
)
def test_the_standard_error_is_exact_with_variances_of_at_least_a_quarter(
    before: Counts, after: Counts, expected: Fraction
) -> None:
    found = between(before, after)
    assert found.se_squared == expected
    assert found.se == pytest.approx(float(expected) ** 0.5)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        # a difference of at least half a point
        ((0, 0, 20, 0, 0), (0, 0, 10, 10, 0), Verdict.MOVED),
        ((0, 0, 20, 0, 0), (0, 0, 11, 9, 0), Verdict.REAFFIRMED),
        # more than two standard errors: d² = 1/4 = 4·SE² is not more
        ((0, 2, 6, 0, 0), (0, 0, 6, 2, 0), Verdict.UNCLEAR),
        ((0, 2, 6, 0, 0), (0, 0, 9, 3, 0), Verdict.REVERSED),
        # five sentences on both sides
        ((0, 4, 0, 0, 0), (0, 0, 0, 20, 0), Verdict.UNCLEAR),
        ((0, 20, 0, 0, 0), (0, 0, 0, 4, 0), Verdict.UNCLEAR),
        ((0, 5, 0, 0, 0), (0, 0, 0, 20, 0), Verdict.REVERSED),
        ((0, 20, 0, 0, 0), (0, 0, 0, 5, 0), Verdict.REVERSED),
        ((0, 0, 0, 4, 0), (0, 0, 0, 0, 20), Verdict.UNCLEAR),
        ((0, 0, 0, 5, 0), (0, 0, 0, 0, 20), Verdict.MOVED),
        # means on different sides of zero
        ((0, 0, 0, 12, 0), (0, 0, 0, 0, 12), Verdict.MOVED),
        ((0, 0, 12, 0, 0), (0, 0, 0, 12, 0), Verdict.MOVED),
        # each mean at least a quarter from zero: −1/4 and +3/5, −2/9 and +3/5, and mirrored
        ((0, 2, 6, 0, 0), (0, 0, 8, 12, 0), Verdict.REVERSED),
        ((0, 2, 7, 0, 0), (0, 0, 8, 12, 0), Verdict.MOVED),
        ((0, 12, 8, 0, 0), (0, 0, 6, 2, 0), Verdict.REVERSED),
        ((0, 12, 8, 0, 0), (0, 0, 7, 2, 0), Verdict.MOVED),
        # neither goes both ways: 5 of 20 do, 4 of 17 do not
        ((0, 15, 0, 5, 0), (0, 0, 0, 20, 0), Verdict.MOVED),
        ((0, 13, 0, 4, 0), (0, 0, 0, 20, 0), Verdict.REVERSED),
        ((0, 20, 0, 0, 0), (0, 5, 0, 15, 0), Verdict.MOVED),
        ((0, 20, 0, 0, 0), (0, 4, 0, 13, 0), Verdict.REVERSED),
        # reaffirmed: a standard error of a half is the limit
        ((0, 1, 2, 1, 0), (0, 0, 3, 0, 0), Verdict.REAFFIRMED),
        ((0, 0, 3, 0, 0), (0, 0, 3, 0, 0), Verdict.REAFFIRMED),
        ((0, 1, 1, 1, 0), (0, 0, 3, 0, 0), Verdict.UNCLEAR),
        ((1, 0, 0, 0, 2), (0, 0, 2, 1, 0), Verdict.UNCLEAR),
        # half a point on few sentences, or on widely spread ones
        ((0, 0, 0, 3, 0), (0, 3, 0, 0, 0), Verdict.UNCLEAR),
        ((3, 0, 0, 0, 3), (0, 1, 0, 0, 5), Verdict.UNCLEAR),
    ],
)
def test_the_verdict_is_the_first_that_fits(before: Counts, after: Counts, verdict: Verdict) -> None:
    assert between(before, after).verdict is verdict


def test_a_move_is_named_by_the_pole_that_it_goes_to_on_whichever_side_it_stays() -> None:
    assert between((0, 0, 0, 9, 0), (0, 0, 9, 0, 0)).towards is Towards.LOW
    assert between((9, 0, 0, 0, 0), (0, 9, 0, 0, 0)).towards is Towards.HIGH
    assert between((0, 9, 0, 0, 0), (0, 0, 0, 9, 0)).towards is Towards.HIGH


def test_what_did_not_move_goes_towards_no_pole() -> None:
    assert between((0, 0, 20, 0, 0), (0, 0, 11, 9, 0)).towards is None
    assert between((0, 3, 0, 0, 0), (0, 0, 0, 3, 0)).towards is None


@settings(max_examples=300)
@given(enough, enough)
def test_backwards_it_is_the_same_verdict_towards_the_other_pole(before: Counts, after: Counts) -> None:
    forth, back = between(before, after), between(after, before)
    assert (forth.verdict, forth.se_squared, forth.value) == (back.verdict, back.se_squared, -back.value)
    assert (forth.towards is None) == (back.towards is None)
    assert forth.towards is None or forth.towards is not back.towards


@settings(max_examples=300)
@given(enough, enough)
def test_every_verdict_keeps_what_the_law_asks_of_it(before: Counts, after: Counts) -> None:
    found, far = between(before, after), abs(of(*after).mean - of(*before).mean) >= Fraction(1, 2)
    certain = found.value**2 > 4 * found.se_squared and min(sum(before), sum(after)) >= 5
    named = found.verdict in (Verdict.MOVED, Verdict.REVERSED)
    assert named is (far and certain)
    assert (found.verdict is Verdict.REAFFIRMED) is (not far and found.se_squared <= Fraction(1, 4))
    if found.verdict is Verdict.REVERSED:
        assert of(*before).mean * of(*after).mean < 0
