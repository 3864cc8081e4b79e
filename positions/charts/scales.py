"""Scales of a drawing: its size, and where a day and a score stand in it, in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from positions.charts import columns
from positions.charts.spec import TOP, ChartSpec
from positions.domain.timeline.series import Dot


@dataclass(frozen=True, slots=True)
class Size:
    """Size of the drawing in pixels; `small` leaves the labels out, `shares` is the height of the shares below."""

    width: int
    height: int
    left: int = 40
    top: int = 24
    bottom: int = 96
    shares: int = 46
    small: bool = False


WIDE = Size(1000, 460)
NARROW = Size(360, 420, left=36)
TINY = Size(480, 150, left=8, top=6, bottom=20, shares=0, small=True)  # one of several on a page


class Scales:
    """Scales from days and scores to pixels. Thousands of dots have few different scores, so heights are cached."""

    def __init__(self, picture: ChartSpec, size: Size) -> None:
        self.picture, self.size = picture, size
        self.floor = size.height - size.bottom
        self._first = picture.start.toordinal()
        self._day = (size.width - size.left - 8) / ((picture.end.toordinal() - self._first) or 1)
        self._heights: dict[float, float] = {}

    @cached_property
    def moved(self) -> dict[int, float]:
        return columns.shifts(
            columns.columns(self.picture.lines, self.step), self._day, self.size.width - self.size.left - 8
        )

    def at(self, dot: Dot) -> float:
        """Return where a dated letter stands: at its day, or a little aside of it (`columns.shifts`)."""
        assert dot.letter.day
        return round(self.x(dot.letter.day) + self.moved.get(dot.letter.pk, 0), 1)

    def x(self, day: date) -> float:
        return round(self.size.left + (day.toordinal() - self._first) * self._day, 1)

    def columns(self, days: Iterable[date]) -> list[int]:
        """Return the column of pixels of each day: `x` to the whole pixel."""
        left, first, day = self.size.left, self._first, self._day
        return [round(round(left + (each.toordinal() - first) * day, 1)) for each in days]

    def y(self, score: float | Fraction) -> float:
        exact = float(score)
        if exact not in self._heights:
            top = self.size.top
            self._heights[exact] = round(top + (TOP - exact) / (2 * TOP) * (self.floor - top), 1)
        return self._heights[exact]

    @property
    def day(self) -> float:
        """Pixels of a day."""
        return self._day

    @property
    def step(self) -> float:
        """Pixels between two scores."""
        return self.y(0) - self.y(1)

    def within(self, day: date | None) -> bool:
        return day is not None and self.picture.start <= day <= self.picture.end
