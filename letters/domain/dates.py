"""Dutch dates as letters write them."""

from __future__ import annotations

import re
from datetime import date

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
WRITTEN = rf"\d{{1,2}}(?:e)?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}"

_WORDS = re.compile(rf"(\d{{1,2}})e?\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
_DIGITS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def written(day: date) -> str:
    """As a letter writes it: `7 april 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_date(written: str) -> date | None:
    """`7 april 2021`, `7-4-2021` or `2021-04-07`; None for what is no date (`31 februari 2020`)."""
    written = written.strip()
    if match := _WORDS.match(written):
        return _date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
    if match := _ISO.match(written):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DIGITS.match(written):
        return _date(int(match[3]), int(match[2]), int(match[1]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
