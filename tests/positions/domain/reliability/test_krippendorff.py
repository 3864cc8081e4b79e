"""Krippendorff's alpha: the worked examples of his 2011 paper, and general properties."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.reliability.krippendorff import nominal, ordinal

# Krippendorff (2011), example C: four observers, twelve units, values 1 to 5.
A = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
B = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
C = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
D = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
UNITS = list(zip(A, B, C, D, strict=True))


def test_the_worked_example_for_nominal_data() -> None:
    assert nominal(UNITS, samples=0).alpha == pytest.approx(0.743, abs=0.0005)


def test_the_worked_example_for_ordinal_data() -> None:
    assert ordinal(UNITS, samples=0).alpha == pytest.approx(0.815, abs=0.0005)


def test_units_that_one_coder_valued_alone_do_not_count() -> None:
    assert nominal(UNITS, samples=0).units == 11


def test_agreement_on_everything_is_one() -> None:
    assert ordinal([(-1, -1), (0, 0), (2, 2)], samples=0).alpha == 1


@pytest.mark.parametrize("units", [[], [(1, 1)], [(1, 1), (1, 1)], [(1, None), (None, 2)]])
def test_without_variation_or_units_it_is_not_measured(units: list[tuple[int | None, int | None]]) -> None:
    assert ordinal(units).alpha is None
    assert ordinal(units).mark == "not measured"


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    units = [(1, 1), (1, 1), (0, 1), (-1, -1), (2, 1), (0, 0), (-1, 0), (1, 1)] * 3
    first, second = ordinal(units, samples=200), ordinal(units, samples=200)
    assert first == second
    assert first.low is not None and first.high is not None and first.alpha is not None
    assert first.low <= first.alpha <= first.high


@pytest.mark.parametrize(("pairs", "mark"), [([(0, 1), (1, 0), (1, 1)], "tentative"), ([(0, 0), (1, 1)], "reliable")])
def test_the_mark_follows_the_customary_bounds(pairs: list[tuple[int, int]], mark: str) -> None:
    assert nominal(pairs, samples=0).mark == mark


@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=2, max_size=40))
def test_alpha_never_exceeds_one_and_does_not_depend_on_who_is_first(pairs: list[tuple[int, int]]) -> None:
    alpha = ordinal(pairs, samples=0).alpha
    assert alpha == pytest.approx(ordinal([(b, a) for a, b in pairs], samples=0).alpha)
    assert alpha is None or alpha <= 1


def test_counted_units_are_the_same_as_units_one_by_one() -> None:
    pairs = [(1, 1), (0, 1), (1, 1), (2, None), (-1, -1)]
    assert ordinal(Counter(pairs)) == ordinal(pairs)


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-2, 2)), min_size=3, max_size=3), min_size=4, max_size=40))
@settings(max_examples=50)
def test_it_is_what_the_usual_package_says(units: list[list[int | None]]) -> None:
    """Skipped unless the GPL package is installed; it is not a dependency."""
    krippendorff = pytest.importorskip("krippendorff")
    for level, ours in (("nominal", nominal), ("ordinal", ordinal)):
        alpha = ours(units, samples=0).alpha
        if alpha is None:
            continue
        data = [[float("nan") if value is None else value for value in coder] for coder in zip(*units, strict=True)]
        assert alpha == pytest.approx(krippendorff.alpha(data, level_of_measurement=level))
