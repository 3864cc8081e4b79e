"""Number of rows of each day, by which the days of a page are found without reading the rows before it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from positions.domain.timeline.day_sums import DaySums


class DayCounts(Counter[date]):
    """The number of rows of each day, in order of date."""

    def add(self, sums: DaySums) -> None:
        for day, letters in zip(sums.days, sums.letters, strict=True):
            if day:
                self[day] += letters

    def days_of(self, start: int, stop: int, *, backwards: bool = False) -> tuple[int, list[date]]:
        """Return how many rows come before those of the first of these rows' days, and these days."""
        before, reached, days = 0, 0, list[date]()
        for day in sorted(self, reverse=backwards):
            if reached >= stop:
                break
            reached += self[day]
            if reached <= start:
                before = reached
            else:
                days.append(day)
        return before, days
