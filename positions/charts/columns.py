"""Columns of letters on the time axis: letters a few days apart stand side by side, each near its day.

Plain geometry, shared by the SVG and the Plotly figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from positions.charts import distribution
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.timeline_letter import LetterRef

CLEAR = 1.0  # pixels between the marks of two letters at one score
APART = 8.0  # pixels: least distance of two letters' columns
FARTHEST, PART = 14.0, 0.04  # pixels, and part of the width: how far a letter stands from its day at most
CLOSER = 0.25  # by how much of its room a crowd is drawn closer, until it keeps to that; its marks overlap
LEADER = 3.0  # pixels from its day from which a leader shows the day; nearer, the smallest mark still covers it
KNEE = 9.0  # pixels: height of the part of a leader that leads aside
BACK = 8  # letters before one that may reach it: larger marks do not fit between more columns


@dataclass(frozen=True, slots=True)
class Column:
    """A dated letter. `reach`: its distance from the first, in pixels, if all stand as close as their marks allow."""

    letter: LetterRef
    reach: float


def columns(lines: Iterable[Series], step: float) -> list[Column]:
    """Return the letters of a chart in order of date; none if it draws bands. `step`: pixels between two scores."""
    every = list(lines)
    if distribution.draws_bands(every):
        return []
    radii: dict[LetterRef, dict[int, float]] = defaultdict(dict)
    for line in every:
        for dot in (*line.dots, *line.hollow):
            outer = 1 if line.holder is Holder.CABINET else distribution.OUTER
            own = radii[dot.letter]
            for score, count in zip(SCORES, dot.position.counts, strict=True):
                if count:
                    own[score] = max(own.get(score, 0), outer * distribution.radius(count, step))
    found: list[Column] = []
    for letter in sorted(radii, key=lambda letter: (letter.day or date.min, letter.key)):
        before = ((each.reach, _apart(radii[each.letter], radii[letter])) for each in found[-BACK:])
        found.append(Column(letter, max((reach + apart for reach, apart in before), default=0)))
    return found


def _apart(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return the least distance of two columns, in pixels; one column's marks are given as radius by score."""
    return max([APART, *(one[score] + other[score] + CLEAR for score in one.keys() & other.keys())])


def shifts(found: Sequence[Column], day: float, across: float) -> dict[int, float]:
    """Return, by letter, how many pixels from its day it stands.

    `day` and `across`: pixels of a day and of the time axis. `shifts` in timeline.js does the same at every zoom.
    """
    return dict(_settled(found, day, min(FARTHEST, PART * across), 1.0))


def _settled(found: Sequence[Column], day: float, farthest: float, room: float) -> Iterator[tuple[int, float]]:
    """Yield letters with their shifts; a crowd that would reach too far gets less room, at last none."""
    for inside in _blocks(found, day, room):
        at = [_place(column, day) for column in inside]
        first = sum(place - room * column.reach for place, column in zip(at, inside, strict=True)) / len(inside)
        far = [first + room * column.reach - place for place, column in zip(at, inside, strict=True)]
        if max(map(abs, far)) <= farthest or room <= 0:
            yield from ((column.letter.pk, round(each, 1)) for column, each in zip(inside, far, strict=True))
        else:
            yield from _settled(inside, day, farthest, room - CLOSER)


def _blocks(found: Sequence[Column], day: float, room: float) -> list[list[Column]]:
    """Return runs of columns that stand shoulder to shoulder.

    Isotonic regression (pool adjacent violators): of all places in order of date and apart, the nearest to the days by
    least squares.
    """
    blocks: list[tuple[float, list[Column]]] = []  # sum of the places less the reach, and which columns
    for column in found:
        total, inside = _place(column, day) - room * column.reach, [column]
        while blocks and blocks[-1][0] / len(blocks[-1][1]) >= total / len(inside):
            before, earlier = blocks.pop()
            total, inside = before + total, earlier + inside
        blocks.append((total, inside))
    return [inside for _total, inside in blocks]


def _place(column: Column, day: float) -> float:
    return (column.letter.day or date.min).toordinal() * day


def stand_aside(dots: Iterable[Dot], moved: Mapping[int, float]) -> dict[LetterRef, tuple[int, int]]:
    """Return the letters that stand aside of their day, each with its lowest score and the sentences there.

    A leader shows the day.
    """
    found: dict[LetterRef, tuple[int, int]] = {}
    for dot in dots:
        if abs(moved.get(dot.letter.pk, 0)) >= LEADER:
            lowest = dot.position.lowest
            own = lowest, dot.position.counts[SCORES.index(lowest)]
            found[dot.letter] = min(own, found.get(dot.letter, own))
    return found
