"""Parsing and formatting of Dutch dates in letters."""

from __future__ import annotations

import re
from datetime import date

from letters.readers.integers import parse_integer

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_SHORT = {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = rf"(?:(?i:{'|'.join(MONTHS)})|(?i:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?)"
_FIGURES = "|".join(
    rf"\d{{1,2}}\s?{sign}\s?\d{{1,2}}\s?{sign}\s?(?:\d{{4}}|\d{{2}})(?!\d)" for sign in ("-", "/", r"\.")
)
WRITTEN = rf"\d{{1,2}}e?\s+{_MONTH}\s+\d{{4}}(?!\d)|\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d)|{_FIGURES}"
WEEKDAY = r"(?:(?i:maan|dins|woens|donder|vrij|zater|zon)dag,?\s+)?"

_NUMBERS = {month: number for number, month in enumerate(MONTHS, start=1)} | _SHORT
_WORDS = re.compile(rf"(\d{{1,2}})e?\s+({_MONTH})\s+(\d{{4}})(?!\d)")
_DIGITS = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_FIRST_YEAR = 1945  # no letter in scope is older: `45` to `99` belong to the last century


def written(day: date) -> str:
    """Format a date as in letters: `7 april 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_date(written: str) -> date | None:
    """Parse `7 april 2021`, `7 apr. 2021`, `7-4-2021`, `7/4/21` or `2021-04-07`; the day precedes the month.

    None if it is no date (`31 februari 2020`) or ambiguous (`05-03-24`: see `_may_begin_with_year`).
    """
    written = written.strip()
    if match := _WORDS.match(written):
        return _date(match[3], _NUMBERS.get(match[2].lower().rstrip(".")), match[1])
    if match := _ISO.match(written):
        return _date(match[1], match[2], match[3])
    if match := _DIGITS.match(written):
        day, sign, month, year = match.groups()
        if len(year) == 4:
            return _date(year, month, day)
        return None if _may_begin_with_year(day, sign, month, year) else _date(_century(year), month, day)
    return None


def _may_begin_with_year(first: str, sign: str, middle: str, last: str) -> bool:
    """True if a two-digit year may come first: only between hyphens (in ISO 8601, `05-03-24` is 24 March 2005)."""
    return sign == "-" and len(first) == len(middle) == 2 and _date(_century(first), middle, last) is not None


def _century(year: str) -> int:
    number = parse_integer(year) or 0
    return 2000 + number if 2000 + number < _FIRST_YEAR + 100 else 1900 + number


def _date(*parts: str | int | None) -> date | None:
    """Return the date of a year, month and day in digits; None if one is missing or the day does not exist."""
    year, month, day = (part if isinstance(part, int) else parse_integer(part) or 0 for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
