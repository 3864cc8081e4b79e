"""The cabinet in office on a date."""

from __future__ import annotations

from datetime import date

from letters.parser.cabinets_in_office import CabinetTerm, cabinet_on, cabinets_of_swearing_in
from letters.parser.written_dates import parse_date

ONE = CabinetTerm("Een", date(2010, 1, 10), date(2012, 5, 1), date(2013, 1, 5))
TWO = CabinetTerm("Twee", date(2013, 1, 5))


def test_a_cabinet_is_demissionary_from_its_day_on() -> None:
    assert cabinet_on(date(2012, 4, 30), [ONE, TWO]) == (ONE, False)
    assert cabinet_on(date(2012, 5, 1), [ONE, TWO]) == (ONE, True)


def test_on_the_day_of_a_swearing_in_the_date_does_not_say_who_governs() -> None:
    assert cabinet_on(date(2013, 1, 4), [ONE, TWO]) == (ONE, True)
    assert cabinet_on(date(2013, 1, 5), [ONE, TWO]) is None
    assert cabinet_on(date(2013, 1, 6), [ONE, TWO]) == (TWO, False)


def test_nor_on_that_of_the_first_cabinet_that_is_known() -> None:
    assert cabinet_on(date(2010, 1, 10), [ONE, TWO]) is None


def test_on_the_day_of_a_swearing_in_there_is_who_left_and_who_came() -> None:
    assert cabinets_of_swearing_in(date(2013, 1, 5), [TWO, ONE]) == [(ONE, True), (TWO, False)]
    assert cabinets_of_swearing_in(date(2010, 1, 10), [TWO, ONE]) == [(ONE, False)]


def test_on_other_days_there_is_nothing_to_choose_from() -> None:
    for day in (date(2013, 1, 4), date(2013, 1, 6), date(2001, 1, 1), None):
        assert cabinets_of_swearing_in(day, [ONE, TWO]) == []


def test_after_a_cabinet_that_nobody_followed_nobody_governs() -> None:
    assert cabinet_on(date(2013, 1, 5), [ONE]) is None


def test_an_unknown_day_and_a_day_before_all_have_none() -> None:
    assert cabinet_on(None, [ONE]) is None
    assert cabinet_on(date(2001, 1, 1), [ONE]) is None


def test_dates_are_read_and_impossible_ones_are_none() -> None:
    assert parse_date("7 april 2021") == parse_date("7-4-2021") == parse_date("2021-04-07") == date(2021, 4, 7)
    assert parse_date("31 februari 2020") is None
    assert parse_date("ergens in mei") is None
