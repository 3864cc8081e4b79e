"""The step line of a drawing as path data of an SVG. Plain geometry, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from positions.domain.timeline.lines import Segment

Stretch = TypeVar("Stretch")


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


def outline(levels: Sequence[Level]) -> str:
    """Return a path that covers the same pixels with fewer corners, where levels are shorter than a pixel.

    In each column of pixels the line goes to its lowest, its highest and its last height, to the whole pixel: the M4
    aggregation of Jugel, Jerzak, Hackenbroich and Markl (VLDB 2014). Its length grows with the width, not the letters.
    """
    return "".join(part for run in runs(levels, lambda level, _before: level.joined) for part in _columns(run))


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


def runs(stretches: Iterable[Stretch], joined: Callable[[Stretch, Stretch], bool]) -> Iterator[list[Stretch]]:
    """Yield the stretches between which the line is not broken. `joined`: whether the first goes on from the second."""
    run: list[Stretch] = []
    for stretch in stretches:
        if run and not joined(stretch, run[-1]):
            yield run
            run = []
        run.append(stretch)
    if run:
        yield run


def _columns(run: Sequence[Level]) -> Iterator[str]:
    y = round(run[0].y)
    yield f"M{round(run[0].start)} {y}"
    for x, column in groupby(run, lambda level: round(level.start)):
        heights = [round(level.y) for level in column]
        low, high, last = min(heights), max(heights), heights[-1]
        turns = [*([low] if low < min(y, last) else []), *([high] if high > max(y, last) else []), last]
        if turns != [y]:
            yield f"H{x}V{' '.join(map(str, turns))}"
        y = last
    yield f"H{round(run[-1].end)}"
