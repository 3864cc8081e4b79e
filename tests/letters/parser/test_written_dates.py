"""Dates in letters: the day precedes the month, and ambiguous dates are unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.parser.pipeline import parse
from letters.parser.written_dates import MONTHS, parse_date
from letters.readers.text.text_reader import read_text

DAYS = st.dates(date(1945, 1, 1), date(2044, 12, 31))
SHORT = ("jan.", "febr.", "mrt", "apr.", "mei", "jun", "jul.", "aug", "sept.", "okt.", "nov.", "dec.")
FORMS = {
    "words": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "capitals": lambda day: f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
    "short month": lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year}",
    "figures": lambda day: f"{day.day}-{day.month}-{day.year}",
    "figures of two": lambda day: f"{day:%d/%m/%Y}",
    "points": lambda day: f"{day:%d.%m.%Y}",
    "ISO": lambda day: day.isoformat(),
    "two-digit year": lambda day: f"{day:%d/%m/%y}",
}


@pytest.mark.parametrize("form", FORMS)
@given(DAYS)
def test_a_day_is_read_in_every_form_that_letters_have(form: str, day: date) -> None:
    assert parse_date(FORMS[form](day)) == day


@given(DAYS)
def test_between_hyphens_a_two_digit_year_counts_only_where_the_first_number_can_be_none(day: date) -> None:
    try:
        date.fromisoformat(f"20{day:%d-%m-%y}")
        other = True
    except ValueError:
        other = False
    assert parse_date(f"{day:%d-%m-%y}") == (None if other else day)


@pytest.mark.parametrize("written", ["31-2-2024", "2024-13-01", "1/2-2024", "1.2.345", "05-03-24", "5 foo 2024", "5-3"])
def test_what_is_no_date_or_may_be_another_is_unknown(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    "written", ["2024-03-05", "5-3-2024", "05/03/24", "05.03.2024", "5 mrt. 2024", "dinsdag 5 maart 2024"]
)
@pytest.mark.parametrize("line", ["Datum {}", "Datum: {}", "Datum\n\n{}", "Den Haag, {}", "Datum:{}"])
def test_a_letterhead_says_its_date_in_any_form(line: str, written: str) -> None:
    parsed = parse(read_text(f"{line.format(written)}\n\nGeachte voorzitter,\n\nHet kabinet wil dit zo houden.\n"))
    assert parsed.document_date == date(2024, 3, 5)


@pytest.mark.parametrize("title", ["85", "12 maart 2024", "IV", "– 85 –", "nr. 85"])
@pytest.mark.parametrize("head", ["99 123 {}\n\nNr. 12", "99 123\n\n{}\n\nNr. 12"])
def test_a_number_or_a_date_is_no_dossier_title(head: str, title: str) -> None:
    text = f"{head.format(title)}\n\nBRIEF VAN DE MINISTER VAN PROEVEN\n\nDen Haag, 3 mei 2020\n\nGeachte voorzitter,\n"
    assert parse(read_text(text)).dossier_title is None
