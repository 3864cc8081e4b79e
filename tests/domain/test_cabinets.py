"""Who governed when."""

from __future__ import annotations

from datetime import date

from letters.domain.cabinets import CabinetTerm, cabinet_on
from letters.domain.dates import parse_date

ONE = CabinetTerm("Een", date(2010, 1, 10), date(2012, 5, 1), date(2013, 1, 5))
TWO = CabinetTerm("Twee", date(2013, 1, 5))


def test_a_cabinet_is_demissionary_from_its_day_on() -> None:
    assert cabinet_on(date(2012, 4, 30), [ONE, TWO]) == (ONE, False)
    assert cabinet_on(date(2012, 5, 1), [ONE, TWO]) == (ONE, True)


def test_on_the_day_of_change_the_new_cabinet_governs() -> None:
    assert cabinet_on(date(2013, 1, 5), [ONE, TWO]) == (TWO, False)


def test_an_unknown_day_and_a_day_before_all_have_none() -> None:
    assert cabinet_on(None, [ONE]) is None
    assert cabinet_on(date(2001, 1, 1), [ONE]) is None


def test_dates_are_read_and_impossible_ones_are_none() -> None:
    assert parse_date("7 april 2021") == parse_date("7-4-2021") == parse_date("2021-04-07") == date(2021, 4, 7)
    assert parse_date("31 februari 2020") is None
    assert parse_date("ergens in mei") is None
