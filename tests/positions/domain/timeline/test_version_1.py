"""The deprecated values of API and files, by version 1: each letter is compared with the one before it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from positions.domain.timeline.version_1 import Change, change, changes
from tests.positions.domain.timeline.factories import SECOND, THIRD, line_of, ref, said


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1", "1", Change.REAFFIRMED),
        ("1", "1.49", Change.REAFFIRMED),
        ("1", "1.5", Change.HARDENED),
        ("1", "0.5", Change.SOFTENED),
        ("-1", "-1.5", Change.SOFTENED),
        ("0.5", "-0.5", Change.REVERSED),
        ("0.4", "-0.4", Change.SOFTENED),
        ("0.2", "-0.2", Change.REAFFIRMED),
        ("0", "-2", Change.SOFTENED),
    ],
)
def test_a_change_has_the_name_that_version_1_gave_it(before: str, after: str, expected: Change) -> None:
    assert change(Fraction(before), Fraction(after)) is expected


def test_the_first_letter_is_new_and_each_later_one_says_how_far_it_moved() -> None:
    found = changes([Fraction(1), Fraction(-1), Fraction(-1)])
    assert found == [(Change.NEW, None), (Change.REVERSED, Fraction(-2)), (Change.REAFFIRMED, Fraction(0))]
    assert changes([]) == []


def test_it_knows_no_thin_letter_and_no_cabinet() -> None:
    letters = [
        (ref("2022-05-01", SECOND), (0, 0, 0, 5, 0)),
        (ref("2022-05-03", SECOND), (0, 1, 0, 0, 0)),
        (ref("2022-06-20", None), (0, 0, 0, 5, 0)),
        (ref("2022-07-01", THIRD), (0, 0, 0, 0, 5)),
    ]
    found = line_of(*(said(letter, counts) for letter, counts in letters))
    assert [dot.change for dot in found.dots] == [Change.NEW, Change.REVERSED, Change.REVERSED, Change.HARDENED]
    assert [dot.moved for dot in found.dots] == [None, -2, 2, 1]
    assert [(dot.position.lowest, dot.position.highest) for dot in found.dots] == [(1, 1), (-1, -1), (1, 1), (2, 2)]
