"""The step line of a drawing as path data of an SVG. Plain geometry, in pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from positions.domain.timeline.lines import Segment


class Level(NamedTuple):
    """A stretch of the line at one height; `joined` if the line goes on from the stretch before it."""

    start: float
    end: float
    y: float
    joined: bool


def path(levels: Iterable[Level]) -> str:
    """Return the path through every level."""
    parts = (f"V{each.y}H{each.end}" if each.joined else f"M{each.start} {each.y}H{each.end}" for each in levels)
    return "".join(parts)


def outline(columns: Sequence[int], heights: Sequence[float], end: int, y: Callable[[float], int]) -> str:
    """Return a path that covers the same pixels as an unbroken line with fewer corners, where levels are shorter than a
    pixel. Given are of each level the column of pixels where it starts and its height, and the column where all end.

    In each column of pixels the line goes to its lowest, its highest and its last height, to the whole pixel: the M4
    aggregation of Jugel, Jerzak, Hackenbroich and Markl (VLDB 2014). Its length grows with the width, not the letters.
    """
    at = y(heights[0])
    parts = [f"M{columns[0]} {at}"]
    start = 0
    while start < len(columns):
        stop = bisect_right(columns, columns[start], start)
        inside = heights[start:stop]
        low, high, last = y(max(inside)), y(min(inside)), y(inside[-1])
        turns = [*([low] if low < min(at, last) else []), *([high] if high > max(at, last) else []), last]
        if turns != [at]:
            parts.append(f"H{columns[start]}V{' '.join(map(str, turns))}")
        at, start = last, stop
    return "".join([*parts, f"H{end}"])


def thinned(run: Iterable[Segment], column: Callable[[date], int]) -> Iterator[Segment]:
    """Yield the segments of an unbroken line on which its `outline` rests: of those that start in one column of pixels
    the first, the lowest, the highest and the last. `column`: that of a day.
    """
    for _x, inside in groupby(run, lambda segment: column(segment.start)):
        yield from _extremes(list(inside))


def _extremes(inside: Sequence[Segment]) -> Iterable[Segment]:
    heights = [segment.pool.position.height for segment in inside]
    places = {0, heights.index(min(heights)), heights.index(max(heights)), len(inside) - 1}
    return (inside[place] for place in sorted(places))
