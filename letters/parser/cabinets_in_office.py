"""The cabinet in office on a date, and whether it was demissionary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CabinetTerm:
    """A term from `start` up to but not including `end`; demissionary from `demissionary_from`, inclusive."""

    name: str
    start: date
    demissionary_from: date | None = None
    end: date | None = None


def cabinet_on(day: date | None, cabinets: Iterable[CabinetTerm]) -> tuple[CabinetTerm, bool] | None:
    """Return (cabinet, demissionary) on that day; None if the day is unknown or no cabinet was in office.

    Also None on the day of a swearing-in: the date alone does not show whether the letter preceded it.
    """
    terms = list(cabinets)
    if day is None or is_swearing_in(day, terms):
        return None
    for cabinet in sorted(terms, key=lambda term: term.start, reverse=True):
        if cabinet.start <= day and (cabinet.end is None or day < cabinet.end):
            return cabinet, _has_resigned(cabinet, day)
    return None


def is_swearing_in(day: date, cabinets: Iterable[CabinetTerm]) -> bool:
    return any(cabinet.start == day for cabinet in cabinets)


def cabinets_of_swearing_in(day: date | None, cabinets: Iterable[CabinetTerm]) -> list[tuple[CabinetTerm, bool]]:
    """Return (cabinet, demissionary) of the outgoing and incoming cabinet; empty unless it is a swearing-in day."""
    terms = sorted(cabinets, key=lambda term: term.start)
    if day is None or not is_swearing_in(day, terms):
        return []
    there = (term for term in terms if term.start <= day and (term.end is None or day <= term.end))
    return [(term, _has_resigned(term, day)) for term in there]


def _has_resigned(cabinet: CabinetTerm, day: date) -> bool:
    return cabinet.demissionary_from is not None and cabinet.demissionary_from <= day
