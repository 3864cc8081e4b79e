"""The step line of a Plotly figure as points: whole, or as columns show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from positions.domain.timeline.lines import Segment, unbroken

DAY = timedelta(days=1)


def steps(segments: Iterable[Segment]) -> tuple[list[date | None], list[float | None]]:
    """Return the corners of the step line. It is broken where it lapsed and between two cabinets."""
    x: list[date | None] = []
    y: list[float | None] = []
    for run in unbroken(segments):
        for segment in run:
            mean = round(segment.pool.position.height, 3)
            x += [segment.start, segment.end]
            y += [mean, mean]
        x.append(None)
        y.append(None)
    return x[:-1], y[:-1]


def outline(segments: Iterable[Segment], length: timedelta) -> tuple[list[date | None], list[float | None]]:
    """Return the points of the step line that show at columns of that length: in each its lowest, highest and last
    level (M4, see `charts.step_line`). The line goes on from a point to the day of the next: shape "hv" of Plotly.
    """
    x: list[date | None] = []
    y: list[float | None] = []
    for run in unbroken(segments):
        for _column, inside in groupby(run, lambda each: each.start.toordinal() * DAY // length):
            column = list(inside)
            levels = [round(each.pool.position.height, 3) for each in column]
            turns = [each for each in sorted({min(levels), max(levels)}) if each != levels[-1]] + [levels[-1]]
            x += [column[0].start] * len(turns)
            y += turns
        x += [run[-1].end, None]
        y += [round(run[-1].pool.position.height, 3), None]
    return x[:-1], y[:-1]
