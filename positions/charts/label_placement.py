"""Placement of labels above a chart, so that none lies over another or over the letters: cabinets and named events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product
from typing import Literal

from positions.charts.spec import ChartSpec

ROW = 15  # pixels: height of a row of events' names
ABOVE_CABINETS = 22  # pixels from the top of the plot to the lowest row

GAP = 4  # pixels between an event's stem and its name

Anchor = Literal["start", "middle", "end"]
SIDES: tuple[Anchor, ...] = ("start", "end")


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """`x` in pixels; rows count upwards from 0."""

    words: str
    day: date
    x: float
    anchor: Anchor
    row: int = 0


def cabinet_labels(picture: ChartSpec, x: Callable[[date], float], letter: float) -> list[PlacedLabel]:
    """Return the names that fit above their band, and in any case the last one's. `letter`: pixels a character."""
    found: list[PlacedLabel] = []
    free = float("inf")  # where the label to the right begins
    for band, start, end in reversed(list(picture.bands_shown())):
        left, right, wide = x(start), x(end), len(band.name) * letter
        middle = (left + min(right, free)) / 2
        if wide < min(right, free) - left:
            found.append(PlacedLabel(band.name, start + (end - start) / 2, middle, "middle"))
        elif not found and free == float("inf"):
            found.append(PlacedLabel(band.name, end, right, "end"))
            free = right - wide - letter
    return found[::-1]


def event_labels(picture: ChartSpec, x: Callable[[date], float], letter: float) -> list[PlacedLabel]:
    """Return the names of the largest events, each beside its stem, in rows; one wider than the chart is cut.

    Of all ways to place them (at most 216) the one with the fewest names over names, then stems through names, then
    rows. The whole of a name that is cut is in the list of events.
    """
    left, right = x(picture.start), x(picture.end)
    named = picture.named_events()
    longest = int((right - left) / 2 / letter)
    choices = [
        [
            PlacedLabel(_cut(event.name, longest), event.day, x(event.day), anchor, row)
            for row in range(len(named))
            for anchor in SIDES
        ]
        for event in named
    ]
    return list(min(product(*choices), key=lambda labels: _faults(tuple(labels), letter, left, right)))


def extent(label: PlacedLabel, letter: float) -> tuple[float, float]:
    """Return the left and right end of a label, in pixels."""
    wide = len(label.words) * letter
    match label.anchor:
        case "start":
            return label.x + GAP, label.x + GAP + wide
        case "end":
            return label.x - GAP - wide, label.x - GAP
        case _:
            return label.x - wide / 2, label.x + wide / 2


def _faults(labels: Sequence[PlacedLabel], letter: float, left: float, right: float) -> tuple[int, int, int]:
    ends = [extent(label, letter) for label in labels]
    over = sum(begin < left - GAP or end > right + GAP for begin, end in ends)
    through = 0
    for (one, (begin, end)), (other, (start, stop)) in permutations(zip(labels, ends, strict=True), 2):
        over += one.row == other.row and begin < stop + letter and start < end + letter
        through += other.row > one.row and begin <= other.x <= end
    return over, through, sum(label.row for label in labels)


def room(labels: list[PlacedLabel]) -> int:
    """Return the height that the rows of labels take above the cabinets, in pixels."""
    return (max(label.row for label in labels) + 1) * ROW if labels else 0


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: max(longest - 1, 1)].rstrip()}…"
