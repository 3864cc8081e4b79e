"""Gaps in the cabinet's line: the stretches of a chart in which no letter holds, each with its reason (codebook, 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from positions.domain.timeline.gaps import Gap, Held, gap
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.series import Series

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LineGap:
    """From `start` up to `end` no letter takes a position; `gap` is None if a filter hides some of them."""

    start: date
    end: date
    gap: Gap | None
    held: Held


def line_gaps(line: Series, holdings: Holdings, *, start: date, end: date, least: timedelta) -> list[LineGap]:
    """Return the gaps between two days that last longer than `least`, in order.

    A gap begins where the line lapsed or at a letter that is on no line, and ends at the next letter with a position.
    """
    found = (
        inside
        for first, last in _without_letter(line, start, end)
        if last - first > least
        for inside in _between(_holding(line, first, last, end), first, last)
    )
    return [_gap(line, holdings, first, last) for first, last in found if last - first > least]


def _without_letter(line: Series, start: date, end: date) -> Iterator[tuple[date, date]]:
    """Yield the stretches between the days on which a letter has an accepted position."""
    days = [day for day in line.by_day(accepted=True).days if day and start <= day < end]
    if not days:
        yield start, end
        return
    yield start, days[0]
    for before, after in pairwise(days):
        yield before + DAY, after
    yield days[-1] + DAY, end


def _holding(line: Series, first: date, last: date, until: date) -> list[tuple[date, date]]:
    """Return the stretches in which a letter holds between two days, in order."""
    return sorted((each.start, each.end) for each in line.segments(until) if each.start < last and each.end > first)


def _between(taken: Iterable[tuple[date, date]], start: date, end: date) -> Iterator[tuple[date, date]]:
    reached = start
    for first, last in taken:
        if first > reached:
            yield reached, min(first, end)
        reached = max(reached, last)
    if reached < end:
        yield reached, end


def _gap(line: Series, holdings: Holdings, first: date, last: date) -> LineGap:
    held = holdings.between(first, last)
    hides = line.one_coder or any(first <= day < last for day in line.hidden_days)
    came_up = any(first <= day < last for day in line.mention_days)
    return LineGap(first, last, None if hides else gap(held, 0, came_up=came_up), held)
