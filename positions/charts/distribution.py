"""Distribution of letters in a chart: a mark per score, its area by the number of sentences; with many letters, bands.

Plain geometry, shared by the Plotly figure and the SVG, so that both draw the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

from positions.domain.scale import SCORES
from positions.domain.timeline.positions import Form
from positions.domain.timeline.series import Dot, Series

MANY = 250  # letters; above it bands replace the marks
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


def radius(sentences: int, step: float) -> float:
    """Return a mark's radius in pixels: its area grows with the number of sentences, up to `FULL`.

    `step`: pixels between two scores.
    """
    return round(step * WIDEST * sqrt(min(sentences, FULL) / FULL), 1)


NOT_SHIFTED: Mapping[int, float] = {}


def score_marks(
    dots: Iterable[Dot], *, step: float, day: float, moved: Mapping[int, float] = NOT_SHIFTED
) -> list[ScoreMark]:
    """Return the marks of dated letters, in order of date. `step` and `day`: pixels between two scores and two days.

    A number is written in a mark that has room for it, or beside a smaller one where no other mark stands. `moved`: as
    `columns.shifts` returns it.
    """
    found = [
        ScoreMark(dot, score, count, shift=moved.get(dot.letter.pk, 0))
        for dot in dots
        if dot.letter.day
        for score, count in zip(SCORES, dot.position.counts, strict=True)
        if count
    ]
    by_score = defaultdict[int, list[ScoreMark]](list)
    for mark in found:
        by_score[mark.score].append(mark)
    written = {id(mark): _number(mark, row[place + 1 :], step, day) for row in by_score.values()
               for place, mark in enumerate(row)}  # fmt: skip
    return [replace(mark, number=written[id(mark)]) for mark in found]


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


def score_bands(dots: Iterable[Dot], start: date, end: date) -> Iterator[ScoreBand]:
    """Yield bands of equal stretches of time, those without a letter left out."""
    length = max((end - start) / SLICES, timedelta(days=1))
    slices = defaultdict[int, Counter[int]](Counter)
    for dot in dots:
        if dot.letter.day and start <= dot.letter.day <= end:
            slices[min((dot.letter.day - start) // length, SLICES - 1)].update(
                dict(zip(SCORES, dot.position.counts, strict=True))
            )
    for place, counts in sorted(slices.items()):
        first = start + place * length
        for score, count in sorted(counts.items()):
            if count:
                yield ScoreBand(first, min(first + length, end), score, Fraction(count, counts.total()))


def draws_bands(lines: Iterable[Series]) -> bool:
    """True if the letters are too many for marks of their own."""
    return len({dot.letter.pk for line in lines for dot in (*line.dots, *line.hollow)}) > MANY
