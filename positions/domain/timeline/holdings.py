"""Counts of letters held and read, by day and cabinet: the input of gaps and headlines (codebook, 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from positions.domain.timeline.gaps import Held


@dataclass(frozen=True, slots=True)
class Holding:
    """The letters of one day and cabinet; `day` and `cabinet` are None if unknown.

    `sentences`: the body sentences of those that are read.
    """

    day: date | None
    cabinet: str | None
    letters: int
    read: int
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Holdings:
    """All counts; `chosen` tells whether a filter left letters out."""

    rows: tuple[Holding, ...] = ()
    chosen: bool = False

    @property
    def all(self) -> Held:
        return _together(self.rows)

    @property
    def letters(self) -> int:
        return sum(row.letters for row in self.rows)

    @property
    def read(self) -> int:
        """Number of letters that are read, dated or not."""
        return sum(row.read for row in self.rows)

    @property
    def undated(self) -> int:
        return sum(row.letters for row in self.rows if row.day is None)

    @property
    def days(self) -> list[date]:
        return [row.day for row in self.rows if row.day]

    def since(self, day: date) -> Held:
        """Count the letters after that day."""
        return _together(row for row in self.rows if row.day and row.day > day)

    def between(self, start: date, end: date) -> Held:
        """Count the letters from `start` up to `end`, that day left out."""
        return _together(row for row in self.rows if row.day and start <= row.day < end)

    def of_year(self, year: int, cabinet: str | None) -> Held:
        return _together(row for row in self.rows if row.day and row.day.year == year and row.cabinet == cabinet)

    def in_year(self, year: int) -> Held:
        """Count the letters of a year, of all cabinets together."""
        return _together(row for row in self.rows if row.day and row.day.year == year)

    def years(self, until: date | None = None) -> range:
        """Return the years from the first dated letter to the last, or to `until` if that is later; those without
        letters included.
        """
        found = [day.year for day in self.days]
        if not found:
            return range(0)
        return range(min(found), max(*found, until.year if until else 0) + 1)

    def of_cabinet(self, cabinet: str | None) -> Held:
        """Count the dated letters of a cabinet: a letter without a date is in no period."""
        return _together(row for row in self.rows if row.day and row.cabinet == cabinet)

    def cabinets_in(self, year: int) -> set[str | None]:
        return {row.cabinet for row in self.rows if row.day and row.day.year == year}


def _together(rows: Iterable[Holding]) -> Held:
    every = list(rows)
    dated = [row for row in every if row.day]
    return Held(
        sum(row.letters for row in every),
        sum(row.letters for row in dated),
        sum(row.read for row in dated),
        sum(row.sentences for row in dated),
    )
