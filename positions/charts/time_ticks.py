"""Dates under a chart: years, or months where no year begins in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from positions.labels.summaries import short_day

Shown = Callable[[date, float], bool]  # with the pixels that half of the label takes
STEPS = (1, 2, 5, 10, 25, 1000)  # years
MONTHS = (1, 2, 3, 6, 12)
YEAR_WIDTH, MONTH_WIDTH = 44, 72


def ticks(first: date, last: date, width: float, is_shown: Shown) -> list[tuple[date, str]]:
    """Return the days to mark between two dates, of those that can be shown, with their labels in the language that is
    active. `width` in pixels. Without the first of a month between them none.
    """
    start, end = first.year + 1, last.year
    step = next(step for step in STEPS if (end - start) / step * YEAR_WIDTH < width)
    years = [date(year, 1, 1) for year in range(start, end + 1) if year % step == 0]
    if found := [(day, str(day.year)) for day in years if is_shown(day, YEAR_WIDTH / 2 - 4)]:
        return found
    months = [day for day in _months(first, last) if is_shown(day, MONTH_WIDTH / 2)]
    step = next((step for step in MONTHS if len(months) / step * MONTH_WIDTH < width), MONTHS[-1])
    return [(day, short_day(day)) for day in months if (day.month - 1) % step == 0]


def _months(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
