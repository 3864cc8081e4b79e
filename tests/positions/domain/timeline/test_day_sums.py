"""Sums of days in columns: the rows that go in come out, whole or in part."""

from __future__ import annotations

from datetime import date

from positions.domain.timeline.day_sums import DaySum, DaySums
from positions.domain.timeline.positions import Position

ROWS = [
    DaySum(date(2019, 1, 10), "Rutte III", 2, 1, Position((0, 1, 0, 3, 0), 4)),
    DaySum(date(2019, 2, 10), None, 1, 0, Position((2, 0, 0, 0, 1), 0)),
    DaySum(None, "Rutte III", 4, 4, Position((0, 0, 4, 0, 0), 1)),
]


def test_rows_come_out_as_they_went_in() -> None:
    found = DaySums.of(ROWS)
    assert list(found) == ROWS
    assert [found[place] for place in range(len(found))] == ROWS
    assert list(found[1:]) == ROWS[1:]
    assert found[-1] == ROWS[-1]


def test_without_rows_there_are_none() -> None:
    assert (list(DaySums.of([])), len(DaySums()), bool(DaySums())) == ([], 0, False)
    assert DaySums().together() == Position((0, 0, 0, 0, 0), 0)


def test_rows_are_chosen_by_a_column() -> None:
    found = DaySums.of(ROWS)
    assert list(found.where(found.days)) == ROWS[:2]
    assert list(found.where(found.thin)) == [ROWS[0], ROWS[2]]
    assert found.where(found.letters) is found


def test_sentences_of_all_days_are_added_up() -> None:
    assert DaySums.of(ROWS).together() == Position((2, 1, 4, 3, 1), 5)
