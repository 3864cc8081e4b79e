"""Labels within the plot: the cabinet's steps beside its line, and the gaps in it. Each stands where nothing is drawn.

A label that finds no room is left out: hover, table and list have the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from textwrap import wrap
from typing import Literal

from positions.charts import columns, distribution
from positions.charts.distribution import ScoreMark
from positions.charts.spec import TOP, ChartSpec, is_main
from positions.domain.timeline.line_gaps import LineGap
from positions.domain.timeline.lines import Step
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.steps import Kind, Verdict
from positions.labels import summaries
from positions.labels.languages import in_language
from positions.labels.position_words import gap_words, whole_step_words

LINE = 14  # pixels: height of a line of a label
FONT = 11  # pixels
CLEAR = 3  # pixels kept free around a label
STROKE = 12  # pixels: half the length of the longest stroke at a mean
MOST_LINES = {"step": 3, "gap": 4}
POLE, POLE_LETTER = 20, 8.0  # pixels: height of a pole's name in its corner, and a character of it
NAME = 36  # pixels: how far from its last mark a holder's name stands, its height included
BUCKET = 50  # pixels: width of the columns by which boxes are looked up
HEIGHTS = (0.5, -0.5, 1.5, -1.5, 0, 1, -1)  # scores at which the words of a gap are tried
ORDER = (Verdict.REVERSED, Verdict.MOVED, None, Verdict.UNCLEAR, Verdict.REAFFIRMED)  # None: gaps

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
Height = Callable[[float | Fraction], float]


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
        x = self.x(dot.letter.day)
        shift = self.moved.get(dot.letter.pk, 0)
        return x + min(shift, 0), x + max(shift, 0)

    def bounds(self, picture: ChartSpec) -> Box:
        return self.x(picture.start), self.y(TOP), self.x(picture.end), self.y(-TOP)


@dataclass(frozen=True, slots=True)
class LineLabel:
    """`day` and `score`: the point to which the label is tied, for a chart that zooms. `side` is the one that it is
    aligned at.
    """

    kind: str  # "step" or "gap"
    lines: tuple[str, ...]
    box: Box
    day: date
    score: float
    side: Literal["left", "middle", "right"]

    def place(self) -> float:
        """Return where the side is, in pixels."""
        left, _top, right, _bottom = self.box
        return {"left": left, "middle": (left + right) / 2, "right": right}[self.side]


def line_labels(picture: ChartSpec, area: PlotArea) -> list[LineLabel]:
    """Place steps and gaps, the weightiest first; with bands in place of marks only gaps."""
    taken = Boxes(obstacles(picture, area))
    bounds = area.bounds(picture)
    placed = []
    for candidates in _wanted(picture, area):
        found = next((each for each in candidates if _within(each.box, bounds) and taken.free(each.box)), None)
        if found:
            taken.add(found.box)
            placed.append(found)
    return placed


def _wanted(picture: ChartSpec, area: PlotArea) -> Iterator[Iterator[LineLabel]]:
    """Yield the places where each label may stand. The beginning of a line is not named: it can be seen."""
    line = picture.cabinet_line
    if line is None:
        return
    steps = [] if distribution.draws_bands(picture.lines) else line.steps_shown
    told = [step for step in steps if step.kind is not Kind.NEW and picture.start <= step.after.day <= picture.end]
    for verdict in ORDER:
        if verdict is None:
            yield from (_of_gap(each, area) for each in picture.gaps())
        else:
            yield from (_of_step(each, picture, area) for each in reversed(told) if each.verdict is verdict)


def _of_step(step: Step, picture: ChartSpec, area: PlotArea) -> Iterator[LineLabel]:
    """Try above and below the new level, right and left of the step, then beside the riser."""
    assert step.before
    day, mean, before = step.after.day, step.after.position.mean, step.before.position.mean
    x, y, middle = area.x(day), area.y(mean), (mean + before) / 2
    for lines in wrappings(whole_step_words(step, picture.axis), MOST_LINES["step"]):
        wide, high = _size(lines, area)
        right, left = x + CLEAR + 2, x - CLEAR - 2 - wide
        above, below = y - high - CLEAR - 2, y + CLEAR + 2
        for top in (above, below):
            yield LineLabel("step", lines, _box(right, top, wide, high), day, float(mean), "left")
            yield LineLabel("step", lines, _box(x + STROKE + CLEAR, top, wide, high), day, float(mean), "left")
            yield LineLabel("step", lines, _box(left, top, wide, high), day, float(mean), "right")
        beside = area.y(middle) - high / 2
        yield LineLabel("step", lines, _box(right, beside, wide, high), day, float(middle), "left")
        yield LineLabel("step", lines, _box(left, beside, wide, high), day, float(middle), "right")


def _of_gap(found: LineGap, area: PlotArea) -> Iterator[LineLabel]:
    """Try the middle of the gap at several heights, as long as it is wide enough for the words."""
    day = found.start + (found.end - found.start) / 2
    room = area.x(found.end) - area.x(found.start) - 2 * CLEAR
    for lines in wrappings(gap_words(found.gap, found.held), MOST_LINES["gap"]):
        wide, high = _size(lines, area)
        if wide <= room:
            for score in HEIGHTS:
                box = _box(area.x(day) - wide / 2, area.y(score) - high / 2, wide, high)
                yield LineLabel("gap", lines, box, day, score, "middle")


def _box(left: float, top: float, wide: float, high: float) -> Box:
    return left, top, left + wide, top + high


def wrappings(words: str, most: int) -> Iterator[tuple[str, ...]]:
    """Yield the words on one line, then on two up to `most`, as even as can be."""
    yield (words,)
    for number in range(2, most + 1):
        for width in range(max(len(words) // number, 4), len(words)):
            lines = wrap(words, width, break_long_words=False, break_on_hyphens=False)
            if len(lines) == number and max(map(len, lines)) <= width:
                yield tuple(lines)
                break
            if len(lines) < number:
                break


def _size(lines: tuple[str, ...], area: PlotArea) -> tuple[float, float]:
    return max(map(len, lines)) * area.letter, len(lines) * LINE


def _within(box: Box, bounds: Box) -> bool:
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


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


def obstacles(picture: ChartSpec, area: PlotArea) -> Iterator[Box]:
    """Yield what is drawn in the plot but for bands of cabinets, rules and the stems of events."""
    yield from _poles(picture, area)
    yield from _leaders(picture, area)
    many = distribution.draws_bands(picture.lines)
    for line in picture.lines:
        yield from _bands(picture, line, area) if many else _marks(picture, line, area)
        yield from _strokes(picture, line, area)
    if len(picture.lines) > 1:
        yield from _names(picture, area)


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
    for dots in (line.hollow, line.dots):
        for band in distribution.score_bands(dots, picture.start, picture.end):
            high, low = area.y(band.score + band.half), area.y(band.score - band.half)
            yield area.x(band.start), high, area.x(band.end), low


def _marks(picture: ChartSpec, line: Series, area: PlotArea) -> Iterator[Box]:
    """Yield marks with their numbers, the strokes at means and those of letters that go both ways."""
    day, main = _day(picture, area), is_main(line, picture.lines)
    for dots in (line.dots, line.hollow):
        for mark in distribution.score_marks(dots, step=area.step, day=day, moved=area.moved):
            yield _mark(mark, area)
            if main and mark.number == "beside":
                yield _number(mark, area)
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
    before = None
    for segment in line.segments(picture.until):
        y = area.y(segment.mean)
        yield area.x(segment.start), y - 1, area.x(segment.end), y + 1
        if before and segment.follows(before):
            ends = sorted((y, area.y(before.mean)))
            yield area.x(segment.start) - 1, ends[0], area.x(segment.start) + 1, ends[1]
        before = segment


def _names(picture: ChartSpec, area: PlotArea) -> Iterator[Box]:
    for line, last, above in picture.ends():
        if last.letter.day:
            x, wide = area.x(last.letter.day), len(summaries.holder_words(line)) * area.letter
            y = area.y(last.position.highest if above else last.position.lowest)
            yield (x - wide, y - NAME, x, y) if above else (x - wide, y, x, y + NAME)
