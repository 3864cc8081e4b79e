"""Distribution of letters in a chart: a mark per score, its area by the number of sentences; with many letters, bands.

Plain geometry, shared by the Plotly figure and the SVG, so that both draw the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, pairwise
from math import sqrt
from typing import Any

from positions.domain.scale import SCORES
from positions.domain.timeline.day_sums import DaySums
from positions.domain.timeline.positions import Form, Position
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.summed_series import SummedSeries

MANY = 250  # letters; above it bands replace the marks
BINNED = 1500  # letters; above it a point stands for a stretch of time
FULL = 30  # sentences; marks of more are no larger
WIDEST = 0.36  # radius of the largest mark, in steps of the score axis
ROOM_FOR_NUMBER = 7.5  # pixels: radius of a mark that holds its number
ROOM_BESIDE = 50  # pixels between two scores, from which numbers stand beside small marks
LETTER = 7.0  # pixels: width of a digit, and room around a number beside a mark
INK, PALE = 0.55, 0.22  # opacity of a letter's marks, and of a thin letter's
SLICES = 60  # of the time shown, for bands
OUTER = 1.3  # radii from the middle of a marker that is no circle to its end
BAND = 0.42  # half the height of a band in which every sentence has the score, in steps of the score axis


@dataclass(frozen=True, slots=True)
class ScoreMark:
    """The sentences of one letter at one score; `number` is where their number is written: "in", "beside" or "".

    `shift`: pixels from the letter's day to the mark (`charts.columns`).
    """

    dot: Dot
    score: int
    sentences: int
    number: str = ""
    shift: float = 0

    @property
    def day(self) -> date:
        assert self.dot.letter.day
        return self.dot.letter.day

    @property
    def ringed(self) -> bool:
        """True for the zero of a weighed position."""
        return self.score == 0 and self.dot.position.form is Form.WEIGHED

    @property
    def opacity(self) -> float:
        return PALE if self.dot.position.thin else INK


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """Share of the sentences that have `score`, of all in the letters from `start` up to `end`."""

    start: date
    end: date
    score: int
    share: Fraction

    @property
    def half(self) -> float:
        """Half its height, in steps of the score axis."""
        return round(float(self.share) * BAND, 3)


@dataclass(frozen=True, slots=True)
class TimeSlice:
    """The letters from `start` up to `end`: how many, how many of them thin, and all their sentences together, which
    are no position of the codebook. `first` and `last` are the days of the first and the last letter in it.
    """

    start: date
    end: date
    first: date
    last: date
    letters: int
    thin: int
    sentences: Position

    @property
    def scores(self) -> list[int]:
        """The scores that any sentence has."""
        return [score for score, count in zip(SCORES, self.sentences.counts, strict=True) if count]

    @property
    def commonest(self) -> int:
        """The score of most sentences; of two the one nearer to zero, then the lower."""
        return max(self.scores, key=lambda score: (self.sentences.counts[SCORES.index(score)], -abs(score)))


def radius(sentences: int, step: float) -> float:
    """Return a mark's radius in pixels: its area grows with the number of sentences, up to `FULL`.

    `step`: pixels between two scores.
    """
    return round(step * WIDEST * sqrt(min(sentences, FULL) / FULL), 1)


NOT_SHIFTED: Mapping[int, float] = {}


def score_marks(
    *groups: Iterable[Dot], step: float, day: float, moved: Mapping[int, float] = NOT_SHIFTED
) -> list[list[ScoreMark]]:
    """Return the marks of dated letters of one drawing, group by group, such as accepted ones and proposals. `step` and
    `day`: pixels between two scores and two days.

    A number is written in a mark that has room for it, or beside a smaller one where no other mark stands, of whatever
    group. `moved`: as `columns.shifts` returns it.
    """
    found = [_without_numbers(dots, moved) for dots in groups]
    by_score = defaultdict[int, list[ScoreMark]](list)
    for mark in sorted(chain.from_iterable(found), key=_place):
        by_score[mark.score].append(mark)
    written = {id(mark): _number(mark, row[place + 1 :], step, day) for row in by_score.values()
               for place, mark in enumerate(row)}  # fmt: skip
    return [[replace(mark, number=written[id(mark)]) for mark in marks] for marks in found]


def _place(mark: ScoreMark) -> tuple[date, float, bool]:
    """Return what marks are ordered by; of two at the same place the accepted one comes last, and keeps its number."""
    return mark.day, mark.shift, mark.dot.accepted


def _without_numbers(dots: Iterable[Dot], moved: Mapping[int, float]) -> list[ScoreMark]:
    return [
        ScoreMark(dot, score, count, shift=moved.get(dot.letter.pk, 0))
        for dot in dots
        if dot.letter.day
        for score, count in zip(SCORES, dot.position.counts, strict=True)
        if count
    ]


def _number(mark: ScoreMark, later: Sequence[ScoreMark], step: float, day: float) -> str:
    own = radius(mark.sentences, step)
    beside = own < ROOM_FOR_NUMBER
    if beside and step < ROOM_BESIDE:
        return ""
    room = own + LETTER * (len(str(mark.sentences)) + 1) if beside else LETTER / 2
    near = later[0] if later else None
    if near and (near.day - mark.day).days * day + near.shift - mark.shift < room + radius(near.sentences, step):
        return ""
    return "beside" if beside else "in"


def both_sides(dots: Iterable[Dot]) -> list[Dot]:
    """Return the letters whose position goes both ways: their lowest and highest marks are joined by a stroke."""
    return [dot for dot in dots if dot.position.form is Form.BOTH_WAYS]


def has_mean(dot: Dot) -> bool:
    """True if the letter's mean is drawn: not for thin letters and proposals."""
    return dot.accepted and not dot.position.thin


def score_bands(sums: DaySums, start: date, end: date) -> Iterator[ScoreBand]:
    """Yield bands of equal stretches of time, those without a letter left out."""
    for part in time_slices(sums, start, end):
        for score, count in zip(SCORES, part.sentences.counts, strict=True):
            if count:
                yield ScoreBand(part.start, part.end, score, Fraction(count, part.sentences.sentences))


def time_slices(sums: DaySums, start: date, end: date) -> list[TimeSlice]:
    """Return the letters of equal stretches of time, in order, those without a letter left out.

    `sums` are dated, and in order of date.
    """
    length = max((end - start) / SLICES, timedelta(days=1))
    days: Sequence[Any] = sums.days  # none is None
    first, last = bisect_left(days, start), bisect_right(days, end)
    bounds = [bisect_left(days, place * length, first, last, key=lambda day: day - start) for place in range(SLICES)]
    return [
        _slice(start + place * length, length, end, sums[first:last])
        for place, (first, last) in enumerate(pairwise([*bounds, last]))
        if first < last
    ]


def _slice(first: date, length: timedelta, end: date, inside: DaySums) -> TimeSlice:
    days = [day for day in inside.days if day]
    letters, thin = sum(inside.letters), sum(inside.thin)
    return TimeSlice(first, min(first + length, end), min(days), max(days), letters, thin, inside.together())


def draws_bands(lines: Iterable[Series]) -> bool:
    """True if the letters are too many for marks of their own."""
    return _more_than(MANY, lines)


def draws_bins(lines: Iterable[Series]) -> bool:
    """True if the letters are too many for a point of their own: each band's stretch of time has one for all."""
    return _more_than(BINNED, lines)


def _more_than(number: int, lines: Iterable[Series]) -> bool:
    apart, summed = set[int](), 0
    for line in lines:
        apart.update(dot.letter.pk for dot in (*line.dots, *line.hollow))
        if isinstance(line, SummedSeries) and not line.dots and not line.hollow:
            summed += line.letters
    return len(apart) + summed > number
