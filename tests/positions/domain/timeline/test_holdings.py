"""Counts of letters held and read, by day and cabinet (codebook, 5)."""

from __future__ import annotations

from positions.domain.timeline.gaps import Held
from positions.domain.timeline.holdings import Holding, Holdings
from tests.positions.domain.timeline.factories import FIRST, SECOND, day

HELD = Holdings(
    (
        Holding(None, None, 3, 2, 90),
        Holding(day("2017-12-31"), FIRST.name, 1, 1, 40),
        Holding(day("2018-01-01"), FIRST.name, 2, 1, 30),
        Holding(day("2018-12-31"), SECOND.name, 4, 2, 60),
        Holding(day("2018-03-12"), None, 1, 0, 0),
    )
)


def test_a_letter_without_a_date_is_held_but_in_no_period_and_counted_apart() -> None:
    assert HELD.all == Held(letters=11, dated=8, read=4, sentences=130)
    assert HELD.undated == 3
    assert HELD.of_cabinet(None) == Held(1, 1, 0, 0)


def test_a_year_is_told_for_each_cabinet_apart() -> None:
    assert HELD.of_year(2018, FIRST.name) == Held(2, 2, 1, 30)
    assert HELD.of_year(2018, SECOND.name) == Held(4, 4, 2, 60)
    assert HELD.of_year(2018, None) == Held(1, 1, 0, 0)
    assert HELD.of_year(2016, FIRST.name) == Held()
    assert HELD.cabinets_in(2018) == {FIRST.name, SECOND.name, None}


def test_a_cabinet_is_told_over_all_its_years() -> None:
    assert HELD.of_cabinet(FIRST.name) == Held(3, 3, 2, 70)


def test_since_a_day_are_the_letters_after_it() -> None:
    assert HELD.since(day("2018-01-01")) == Held(5, 5, 2, 60)
    assert HELD.since(day("2018-12-31")) == Held()
