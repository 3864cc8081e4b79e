"""A letter's position: mean, distribution, form, salience (codebook, 5)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.timeline.positions import Form, Position, Scored, pooled, position, salience
from tests.positions.domain.timeline.factories import of

counts = st.tuples(*[st.integers(0, 9)] * 5).filter(any)


def test_a_position_is_the_exact_mean_and_is_never_without_its_distribution() -> None:
    found = position([Scored(10, 1), Scored(50, 0), Scored(90, -2), Scored(130, -1), Scored(170, 2), Scored(210, 2)])
    assert found is not None
    assert (found.mean, found.counts, found.sentences) == (Fraction(1, 3), (1, 1, 1, 1, 2), 6)


def test_no_accepted_position_is_no_position_and_not_a_zero() -> None:
    assert position([]) is None
    balanced = position([Scored(10, 0)])
    assert balanced is not None
    assert balanced.mean == 0


def test_a_sentence_that_was_coded_twice_counts_once_as_it_was_coded_last() -> None:
    found = position([Scored(10, 1), Scored(10, -1), Scored(50, -1)])
    assert found is not None
    assert found.counts == (0, 2, 0, 0, 0)


def test_how_many_sentences_were_judged_singly_stands_beside_how_many_there_are() -> None:
    found = position([Scored(10, 1), Scored(50, 1, singly=False), Scored(90, 1, singly=False)])
    assert found is not None
    assert (found.singly, found.sentences) == (1, 3)


@pytest.mark.parametrize(
    ("given", "form"),
    [
        # thin: fewer than three sentences, whatever they say
        ((0, 0, 0, 1, 0), Form.THIN),
        ((0, 1, 0, 1, 0), Form.THIN),
        ((0, 0, 2, 0, 0), Form.THIN),
        ((0, 0, 0, 3, 0), Form.MEAN),
        ((0, 0, 0, 0, 3), Form.MEAN),
        # both ways: at least a quarter on each side …
        ((0, 2, 0, 6, 0), Form.BOTH_WAYS),
        ((0, 2, 0, 7, 0), Form.MEAN),
        ((0, 6, 0, 2, 0), Form.BOTH_WAYS),
        ((0, 7, 0, 2, 0), Form.MEAN),
        ((0, 3, 0, 9, 0), Form.BOTH_WAYS),
        ((0, 3, 1, 9, 0), Form.MEAN),
        ((0, 5, 0, 6, 0), Form.BOTH_WAYS),
        # … and at least two, −2 and −1 being one side
        ((0, 1, 0, 2, 0), Form.MEAN),
        ((0, 2, 0, 1, 0), Form.MEAN),
        ((1, 1, 0, 1, 1), Form.BOTH_WAYS),
        ((0, 2, 0, 2, 0), Form.BOTH_WAYS),
        ((0, 1, 0, 3, 0), Form.MEAN),
        # both ways takes precedence over weighed
        ((0, 2, 4, 2, 0), Form.BOTH_WAYS),
        ((0, 2, 5, 2, 0), Form.WEIGHED),
        # weighed: at least half are 0
        ((0, 0, 2, 2, 0), Form.WEIGHED),
        ((0, 0, 2, 3, 0), Form.MEAN),
        ((0, 1, 2, 1, 0), Form.WEIGHED),
        ((0, 0, 3, 0, 0), Form.WEIGHED),
        ((0, 0, 3, 4, 0), Form.MEAN),
        ((2, 0, 2, 0, 0), Form.WEIGHED),
    ],
)
def test_the_form_is_the_first_that_fits(given: tuple[int, ...], form: Form) -> None:
    assert of(*given).form is form


def test_a_position_is_thin_exactly_where_its_form_is() -> None:
    assert of(0, 0, 0, 2, 0).thin
    assert not of(0, 0, 0, 3, 0).thin


def test_letters_together_have_a_form_of_their_own() -> None:
    one, other = of(0, 0, 0, 4, 0, singly=1), of(0, 4, 0, 0, 0, singly=2)
    found = pooled([one, other])
    assert (one.form, other.form, found.form) == (Form.MEAN, Form.MEAN, Form.BOTH_WAYS)
    assert (found.counts, found.mean, found.singly) == ((0, 4, 0, 4, 0), 0, 3)


def test_the_variance_is_that_of_a_sample() -> None:
    assert of(0, 1, 0, 1, 0).variance == 2
    assert of(0, 0, 2, 2, 0).variance == Fraction(1, 3)
    assert of(0, 0, 0, 0, 5).variance == 0
    assert of(0, 0, 0, 1, 0).variance == 0


def test_salience_is_the_share_of_the_sentences_of_the_body() -> None:
    assert salience(3, 12) == Fraction(1, 4)
    assert salience(0, 12) == 0


@settings(max_examples=200)
@given(counts)
def test_the_mean_lies_within_the_scores_that_were_given(given: tuple[int, ...]) -> None:
    found = of(*given)
    assert found.lowest <= found.mean <= found.highest
    assert found.counts[found.lowest + 2] and found.counts[found.highest + 2]
    assert found.variance >= 0


@settings(max_examples=200)
@given(counts)
def test_a_mirrored_position_is_of_the_same_form_on_the_other_side(given: tuple[int, ...]) -> None:
    found, mirrored = of(*given), of(*reversed(given))
    assert (mirrored.mean, mirrored.form, mirrored.variance) == (-found.mean, found.form, found.variance)
    assert (mirrored.below, mirrored.above) == (found.above, found.below)


@settings(max_examples=200)
@given(st.lists(counts, min_size=1, max_size=5))
def test_letters_together_hold_just_their_own_sentences(given: list[tuple[int, ...]]) -> None:
    found = pooled([of(*each, singly=1) for each in given])
    assert (found.sentences, found.singly) == (sum(map(sum, given)), len(given))
    assert found.mean * found.sentences == sum(of(*each).mean * sum(each) for each in given)


@pytest.mark.parametrize("sentences", range(1, 10))
def test_the_form_is_that_of_the_shares_as_fractions(sentences: int) -> None:
    for counts in product(range(sentences + 1), repeat=5):
        if sum(counts) != sentences:
            continue
        found = Position(counts, 0)
        least, zeros = max(Fraction(sentences, 4), Fraction(2)), Fraction(counts[2], sentences)
        expected = Form.WEIGHED if zeros >= Fraction(1, 2) else Form.MEAN
        if found.below >= least and found.above >= least:
            expected = Form.BOTH_WAYS
        assert found.form is (Form.THIN if sentences < 3 else expected), counts
