"""The plot of a chart as room for labels: its scales, and the boxes that are taken by what is drawn in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Literal

from positions.charts import columns, distribution
from positions.charts.distribution import ScoreMark
from positions.charts.spec import TOP, ChartSpec, is_main
from positions.charts.step_line import thinned
from positions.domain.timeline.lines import unbroken
from positions.domain.timeline.series import Dot, Series
from positions.labels.languages import in_language

LINE = 14  # pixels: height of a line of a label
FONTS = {"step": 11, "gap": 11, "name": 12}  # pixels, by kind of label
CLEAR = 3  # pixels kept free around a label
STROKE = 12  # pixels: half the length of the longest stroke at a mean
POLE, POLE_LETTER = 20, 8.0  # pixels: height of a pole's name in its corner, and a character of it
BUCKET = 50  # pixels: width of the columns by which boxes are looked up

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
Height = Callable[[float | Fraction], float]
Side = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class PlotArea:
    """Scales of a plot, in pixels from its left upper corner or that of the drawing; `letter` is a character's width.

    `step` is the distance of two scores by which marks are drawn, which may differ from that of `y`. `moved`: letters
    that stand aside of their day (`columns.shifts`).
    """

    x: Callable[[date], float]
    y: Height
    step: float
    letter: float
    moved: Mapping[int, float]

    def at(self, dot: Dot) -> tuple[float, float]:
        """Return between which places a letter stands: a larger chart moves it nearer to its day."""
        assert dot.letter.day
        return self.at_day(dot.letter.day, dot.letter.pk)

    def at_day(self, day: date, letter: int | None) -> tuple[float, float]:
        x, shift = self.x(day), self.moved.get(letter, 0) if letter else 0
        return x + min(shift, 0), x + max(shift, 0)

    def bounds(self, picture: ChartSpec) -> Box:
        return self.x(picture.start), self.y(TOP), self.x(picture.end), self.y(-TOP)


def box_at(left: float, top: float, wide: float, high: float) -> Box:
    return left, top, left + wide, top + high


def within(box: Box, bounds: Box) -> bool:
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


@dataclass(frozen=True, slots=True)
class PlotLabel:
    """A label and its place. `day` and `score` are the point to which it is tied in a chart that zooms, `side` is where
    its lines are aligned. Quiet labels have not the topic's colour.
    """

    kind: str  # "step", "gap" or "name"
    lines: tuple[str, ...]
    box: Box
    day: date
    score: float
    side: Side
    quiet: bool = False

    def place(self) -> float:
        """Return where the side is, in pixels."""
        left, _top, right, _bottom = self.box
        return {"left": left, "middle": (left + right) / 2, "right": right}[self.side]


class Boxes:
    """Boxes that are taken, looked up by columns of the plot."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._columns: dict[int, list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for column in self._across(box):
            self._columns[column].append(box)

    def free(self, box: Box) -> bool:
        """Return whether no taken box lies within `CLEAR` pixels."""
        left, top, right, bottom = box[0] - CLEAR, box[1] - CLEAR, box[2] + CLEAR, box[3] + CLEAR
        return not any(
            other[0] < right and left < other[2] and other[1] < bottom and top < other[3]
            for column in self._across((left, top, right, bottom))
            for other in self._columns.get(column, ())
        )

    def _across(self, box: Box) -> range:
        return range(int(box[0] // BUCKET), int(box[2] // BUCKET) + 1)


class Room:
    """The plot with the labels that have found a place so far."""

    def __init__(self, picture: ChartSpec, area: PlotArea) -> None:
        self.placed: list[PlotLabel] = []
        self._picture, self._area, self._bounds = picture, area, area.bounds(picture)

    @cached_property
    def _taken(self) -> Boxes:
        """Marks and labels; looked up for the first label, as strokes are: many charts have none to place."""
        return Boxes(_marks(self._picture, self._area))

    @cached_property
    def _strokes(self) -> Boxes:
        return Boxes(_strokes_and_leaders(self._picture, self._area))

    def place(self, candidates: Iterable[PlotLabel], *, over_strokes: bool = False) -> None:
        """Take the first candidate that lies over nothing, or, with `over_strokes`, over no mark and no label."""
        tried = [each for each in candidates if within(each.box, self._bounds) and self._taken.free(each.box)]
        found = next(
            (each for each in tried if self._strokes.free(each.box)), tried[0] if tried and over_strokes else None
        )
        if found:
            self._taken.add(found.box)
            self.placed.append(found)


def _strokes_and_leaders(picture: ChartSpec, area: PlotArea) -> Iterator[Box]:
    """Yield what is drawn in the plot but for marks, bands of cabinets, rules and the stems of events."""
    yield from _leaders(picture, area)
    for line in picture.lines:
        yield from _strokes(picture, line, area)
        if not distribution.draws_bands(picture.lines):
            yield from _strokes_of_letters(line, area)


def _marks(picture: ChartSpec, area: PlotArea) -> Iterator[Box]:
    """Yield what no label may hide: the letters' marks with their numbers, or bands, and the names of the poles."""
    yield from _poles(picture, area)
    many = distribution.draws_bands(picture.lines)
    for line in picture.lines:
        yield from _bands(picture, line, area) if many else _marks_of(picture, line, area)


def _poles(picture: ChartSpec, area: PlotArea) -> Iterator[Box]:
    left, top, _right, bottom = area.bounds(picture)
    high, low = (2 + len(in_language(pole)) for pole in (picture.axis.high_pole, picture.axis.low_pole))
    yield left, top, left + 8 + high * POLE_LETTER, top + POLE
    yield left, bottom - POLE, left + 8 + low * POLE_LETTER, bottom


def _leaders(picture: ChartSpec, area: PlotArea) -> Iterator[Box]:
    bottom = area.y(-TOP)
    for dot in picture.dots:
        if dot.letter.day and abs(area.moved.get(dot.letter.pk, 0)) >= columns.LEADER:
            left, right = area.at(dot)
            yield left - 1, area.y(dot.position.lowest), right + 1, bottom


def _bands(picture: ChartSpec, line: Series, area: PlotArea) -> Iterator[Box]:
    for accepted in (False, True):
        for band in distribution.score_bands(line.by_day(accepted=accepted), picture.start, picture.end):
            high, low = area.y(band.score + band.half), area.y(band.score - band.half)
            yield area.x(band.start), high, area.x(band.end), low


def _marks_of(picture: ChartSpec, line: Series, area: PlotArea) -> Iterator[Box]:
    day, main = _day(picture, area), is_main(line, picture.lines)
    for mark in chain.from_iterable(
        distribution.score_marks(line.dots, line.hollow, step=area.step, day=day, moved=area.moved)
    ):
        yield _mark(mark, area)
        if main and mark.number == "beside":
            yield _number(mark, area)


def _strokes_of_letters(line: Series, area: PlotArea) -> Iterator[Box]:
    """Yield the strokes at means and those of letters that go both ways."""
    for dot in line.dots:
        if distribution.has_mean(dot):
            (left, right), y = area.at(dot), area.y(dot.position.mean)
            yield left - STROKE, y - 2, right + STROKE, y + 2
    for dot in distribution.both_sides(line.dots):
        left, right = area.at(dot)
        yield left - 1, area.y(dot.position.highest), right + 1, area.y(dot.position.lowest)


def _day(picture: ChartSpec, area: PlotArea) -> float:
    return (area.x(picture.end) - area.x(picture.start)) / ((picture.end - picture.start).days or 1)


def _mark(mark: ScoreMark, area: PlotArea) -> Box:
    r = distribution.OUTER * distribution.radius(mark.sentences, area.step)
    (left, right), y = area.at(mark.dot), area.y(mark.score)
    return left - r, y - r, right + r, y + r


def _number(mark: ScoreMark, area: PlotArea) -> Box:
    (left, right), y = area.at(mark.dot), area.y(mark.score)
    away = distribution.radius(mark.sentences, area.step)
    return left, y - away - LINE, right + away + distribution.LETTER * (len(str(mark.sentences)) + 1), y


def _strokes(picture: ChartSpec, line: Series, area: PlotArea) -> Iterator[Box]:
    """Yield the levels of the line and the strokes between them; of many only those that show."""
    many = distribution.draws_bands(picture.lines)
    for run in unbroken(line.segments(picture.until)):
        before = None
        for segment in thinned(run, lambda day: round(area.x(day))) if many else run:
            start, y = area.x(segment.start), area.y(segment.pool.position.height)
            yield start, y - 1, area.x(segment.end), y + 1
            if before is not None:
                yield start - 1, min(y, before), start + 1, max(y, before)
            before = y
