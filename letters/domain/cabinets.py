"""Which cabinet sat on a date, and whether it had resigned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CabinetTerm:
    """From `start` up to but not including `end`; demissionary from `demissionary_from` on, that day included."""

    name: str
    start: date
    demissionary_from: date | None = None
    end: date | None = None


def cabinet_on(day: date | None, cabinets: Iterable[CabinetTerm]) -> tuple[CabinetTerm, bool] | None:
    """(cabinet, demissionary) on that day, or None where the day is unknown or nobody governed."""
    if day is None:
        return None
    for cabinet in sorted(cabinets, key=lambda term: term.start, reverse=True):
        if cabinet.start <= day and (cabinet.end is None or day < cabinet.end):
            return cabinet, cabinet.demissionary_from is not None and cabinet.demissionary_from <= day
    return None
