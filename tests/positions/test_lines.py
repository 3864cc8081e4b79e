"""From stances to a line: the words of codebook section 5, one by one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from positions.domain.lines import (
    Change,
    Position,
    Scored,
    change,
    period,
    points,
    position,
    salience,
    segments,
    typical,
)


def at(mean: str, sentences: int = 1) -> Position:
    return Position(Fraction(mean), sentences, -2, 2)


def test_a_letters_position_is_the_mean_with_number_and_spread() -> None:
    assert position([Scored(10, 1), Scored(50, 0), Scored(90, -2)]) == Position(Fraction(-1, 3), 3, -2, 1)
    assert position([]) is None


def test_a_sentence_that_was_coded_twice_counts_once() -> None:
    assert position([Scored(10, 1), Scored(10, 1), Scored(50, -1)]) == Position(Fraction(0), 2, -1, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, "1", Change.NEW),
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
def test_a_change_has_the_name_that_the_codebook_gives_it(before: str | None, after: str, expected: Change) -> None:
    assert change(Fraction(before) if before else None, Fraction(after)) is expected


def test_a_line_holds_a_position_for_a_year_and_then_breaks() -> None:
    line = points([(date(2020, 2, 29), at("-1")), (date(2019, 12, 1), at("1")), (date(2022, 1, 1), at("1"))])
    assert [point.change for point in line] == [Change.NEW, Change.REVERSED, Change.REVERSED]
    drawn = [(segment.start, segment.end) for segment in segments(line, date(2022, 6, 1))]
    assert drawn == [
        (date(2019, 12, 1), date(2020, 2, 29)),
        (date(2020, 2, 29), date(2021, 3, 1)),
        (date(2022, 1, 1), date(2022, 6, 1)),
    ]


def test_no_letter_means_no_line() -> None:
    assert segments([], date(2022, 1, 1)) == []
    assert period([]).mean is None


def test_a_period_counts_each_letter_once_however_long() -> None:
    found = period([at("1", 30), at("-1", 2)])
    assert (found.mean, found.letters, found.sentences) == (0, 2, 32)


def test_the_typical_quote_is_the_earliest_of_the_nearest() -> None:
    assert typical([Scored(70, 1), Scored(10, -1), Scored(30, 1)]) == Scored(30, 1)
    assert typical([]) is None


def test_salience_is_a_share_of_the_body() -> None:
    assert salience(3, 12) == Fraction(1, 4)
    assert salience(0, 0) == 0
