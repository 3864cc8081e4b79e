"""Dates under a chart."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from positions.charts.time_ticks import ticks


@pytest.mark.parametrize(
    ("first", "last", "width", "expected"),
    [
        (date(2018, 5, 1), date(2021, 6, 1), 700, ["2019", "2020", "2021"]),
        (date(2010, 10, 14), date(2026, 5, 1), 200, ["2015", "2020", "2025"]),
        (date(2026, 2, 10), date(2026, 5, 9), 700, ["1 mrt 2026", "1 apr 2026", "1 mei 2026"]),
        (date(2025, 1, 2), date(2025, 12, 31), 300, ["1 apr 2025", "1 jul 2025", "1 okt 2025"]),
        (date(2026, 3, 3), date(2026, 3, 30), 700, []),
    ],
)
def test_years_are_marked_or_months_where_there_is_no_year_of_which_as_many_as_there_is_room_for(
    first: date, last: date, width: float, expected: list[str]
) -> None:
    assert [label for _day, label in ticks(first, last, width, lambda _day, _half: True)] == expected


def test_where_no_year_can_be_shown_there_are_months_in_the_language_of_the_page() -> None:
    new_year = date(2026, 1, 1)
    with translation.override("en"):
        found = ticks(date(2025, 12, 1), date(2026, 6, 15), 700, lambda day, _half: day != new_year)
    assert found[:2] == [(date(2026, 2, 1), "1 Feb 2026"), (date(2026, 3, 1), "1 Mar 2026")]


def test_the_label_of_a_month_needs_more_room_than_that_of_a_year() -> None:
    asked = set()
    assert ticks(date(2025, 12, 1), date(2026, 6, 15), 700, lambda day, half: asked.add((day.month, half))) == []
    assert asked == {(1, 18), *((month, 36) for month in range(1, 7))}
