"""The cabinet's line on a topic: its letters, how long each holds, and the steps between them (codebook, 5).

Only letters with a date and a cabinet that are not thin are on a line. Those of one day are pooled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.timeline.positions import Position, pooled
from positions.domain.timeline.steps import Difference, Kind, Towards, Verdict, difference
from positions.domain.timeline.timeline_letter import LetterRef
from positions.domain.timeline.typical_quote import Names, Quote, typical

MONTHS_HELD = 12
LEAST_YEAR = 365  # days: so long a letter holds in any year
WITHIN = {verdict: Kind(verdict.value) for verdict in Verdict}  # of one cabinet


@dataclass(frozen=True, slots=True)
class Point:
    """One letter on a line: dated, of a known cabinet and not thin.

    `open`: number of open proposals on the topic in it.
    """

    letter: LetterRef
    position: Position
    quotes: tuple[Quote, ...]
    typicals: tuple[Quote, ...]
    open: int = 0


class Pool(NamedTuple):
    """The letters of one cabinet and day that are not thin, their sentences pooled; in order of key.

    `open`: number of open proposals on the topic in them. Where letters were read as sums (`summed_series`), `points`
    and `typicals` are empty.
    """

    day: date
    cabinet: str
    points: tuple[Point, ...]
    position: Position
    typicals: tuple[Quote, ...]
    open: int = 0

    @property
    def letters(self) -> list[LetterRef]:
        return [point.letter for point in self.points]

    @property
    def stances(self) -> tuple[int, ...]:
        return tuple(quote.stance for point in self.points for quote in point.quotes)

    @property
    def typical(self) -> Quote:
        return self.typicals[0]

    @property
    def others(self) -> tuple[Quote, ...]:
        """The quote from the other side, if the position goes both ways."""
        return self.typicals[1:]

    @property
    def quoted(self) -> LetterRef:
        """The letter that contains the typical quote."""
        return next(point.letter for point in self.points if self.typical in point.quotes)


@dataclass(frozen=True, slots=True)
class Step:
    """The step from the letters `before` to those of one day (`after`); `before` is None where a line begins.

    `difference` is None if `before` is. `provisional`: number of open proposals on the topic on both sides.
    `gap_months`: whole months between the two if the line had lapsed, else None.
    """

    kind: Kind
    after: Pool
    before: Pool | None = None
    difference: Difference | None = None
    gap_months: int | None = None

    @property
    def verdict(self) -> Verdict | None:
        return self.difference.verdict if self.difference else None

    @property
    def towards(self) -> Towards | None:
        return self.difference.towards if self.difference else None

    @property
    def provisional(self) -> int:
        return self.after.open + (self.before.open if self.before else 0)


class Segment(NamedTuple):
    """The line from `start` up to `end` at the pool's height; it is broken if the next segment starts later."""

    start: date
    end: date
    pool: Pool

    def follows(self, before: Segment) -> bool:
        """Return whether the line continues from `before` without a break."""
        return before.end == self.start and before.pool.cabinet == self.pool.cabinet


class Run(NamedTuple):
    """The line from one break to the next, in columns: where each level starts, its height, and the end of the last."""

    starts: Sequence[date]
    heights: Sequence[float]
    end: date

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> Run:
        heights = [segment.pool.position.height for segment in segments]
        return cls([segment.start for segment in segments], heights, segments[-1].end)

    def between(self, first: date, last: date) -> Run | None:
        """Return the part between two days; None if it has none."""
        if self.end < first or self.starts[0] > last:
            return None
        start, stop = max(bisect_left(self.starts, first) - 1, 0), bisect_right(self.starts, last)
        end = self.end if stop == len(self.starts) else self.starts[stop]
        starts = [max(self.starts[start], first), *self.starts[start + 1 : stop]]
        return Run(starts, self.heights[start:stop], min(end, last))


def pools(points: Iterable[Point], names: Names, cabinets: Sequence[CabinetTerm]) -> list[Pool]:
    """Pool the points by day and cabinet, in order of day, then of the cabinets' start."""
    turns = {cabinet.name: cabinet.start for cabinet in cabinets}
    ordered = sorted(points, key=lambda point: _when(point, turns))
    days = groupby(ordered, key=lambda point: (point.letter.day, point.letter.cabinet))
    return [_pool(day, cabinet, tuple(same), names) for (day, cabinet), same in days if day and cabinet]


def _pool(day: date, cabinet: str, points: tuple[Point, ...], names: Names) -> Pool:
    if len(points) == 1:
        return Pool(day, cabinet, points, points[0].position, points[0].typicals, points[0].open)
    together = pooled([point.position for point in points])
    quotes = [quote for point in points for quote in point.quotes]
    waiting = sum(point.open for point in points)
    return Pool(day, cabinet, points, together, typical(quotes, together, names), waiting)


def steps(line: Sequence[Pool], cabinets: Sequence[CabinetTerm]) -> list[Step]:
    """Return one step per pool, in the order of the line."""
    return [step_between(before, pool) for before, pool in with_before(line, cabinets)]


def with_before(line: Iterable[Pool], cabinets: Sequence[CabinetTerm]) -> Iterator[tuple[Pool | None, Pool]]:
    """Yield each pool with the one that its step starts from: its cabinet's last, else that of the cabinet before."""
    last: dict[str, Pool] = {}
    earlier = before_each(cabinets)
    for pool in line:
        yield last.get(pool.cabinet) or last.get(earlier.get(pool.cabinet, "")), pool
        last[pool.cabinet] = pool


def step_between(before: Pool | None, after: Pool) -> Step:
    if before is not None and before.cabinet == after.cabinet:
        return _within(before, after)
    return _first(before, after)


def before_each(cabinets: Sequence[CabinetTerm]) -> Mapping[str, str]:
    """Map each cabinet's name to that of its direct predecessor."""
    names = [cabinet.name for cabinet in sorted(cabinets, key=lambda cabinet: cabinet.start)]
    return dict(zip(names[1:], names, strict=False))


def segments(line: Sequence[Pool], cabinets: Sequence[CabinetTerm], until: date) -> list[Segment]:
    """Return the segments up to `until`: a pool holds until the cabinet's next, for a year, or until it ends."""
    ends = {cabinet.name: min(cabinet.end or until, until) for cabinet in cabinets}
    following: dict[str, date] = {}
    found = []
    for pool in reversed(line):
        day, cabinet = pool.day, pool.cabinet
        end = min(ends.get(cabinet, until), following.get(cabinet, until))
        following[cabinet] = day
        if _lapsed(day, end):
            end = _a_year_after(day)
        if day <= end:
            found.append(Segment(day, end, pool))
    return found[::-1]


def unbroken(every: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Yield the segments between which the line is not broken."""
    run: list[Segment] = []
    for segment in every:
        if run and not segment.follows(run[-1]):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _within(before: Pool, after: Pool) -> Step:
    found = difference(before.position, after.position)
    return Step(WITHIN[found.verdict], after, before, found, _gap_months(before.day, after.day))


def _first(before: Pool | None, after: Pool) -> Step:
    """Return the step of a cabinet's first letter on the topic, from the last one of its predecessor."""
    if before is None or _lapsed(before.day, after.day):
        return Step(Kind.NEW, after)
    return Step(Kind.ACROSS, after, before, difference(before.position, after.position))


def _gap_months(before: date, after: date) -> int | None:
    if not _lapsed(before, after):
        return None
    return (after.year - before.year) * 12 + after.month - before.month - (after.day < before.day)


def _lapsed(before: date, after: date) -> bool:
    return (after - before).days > LEAST_YEAR and after > _a_year_after(before)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + MONTHS_HELD // 12)
    except ValueError:
        last = day.year + MONTHS_HELD // 12 > date.max.year
        return date.max if last else date(day.year + MONTHS_HELD // 12, 3, 1)


def _when(point: Point, turns: Mapping[str, date]) -> tuple[date, date, str, str]:
    cabinet = point.letter.cabinet or ""
    return point.letter.day or date.min, turns.get(cabinet, date.max), cabinet, point.letter.key
