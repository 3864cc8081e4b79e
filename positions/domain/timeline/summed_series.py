"""A series whose letters are read as sums by day and cabinet: the same line, steps and counts, but no dots.

For more letters than a chart can draw one by one. The sums are exact for all that the counting rules ask of a line
(codebook, 5): the five counts of a day's letters that are not thin decide mean, variance and form of their pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from letters.parser.cabinet_terms import CabinetTerm
from positions.domain.scale import Holder
from positions.domain.timeline import lines
from positions.domain.timeline.lines import Pool, Step
from positions.domain.timeline.positions import Position
from positions.domain.timeline.series import DaySum, Dot, LastDay, Series, last_letter

BY_DAY = itemgetter(0)


class DayRow(NamedTuple):
    """The letters of one day and cabinet in which one holder takes a position, all accepted or all proposed.

    `shown`: those that a filter leaves, None if there is none; `hidden`: number of the others; `left_out`: of those the
    ones that have too few sentences, and pass the filter otherwise. `line`: sentences of the letters that are not thin,
    whether shown or not, None without any; `line_shown`: whether one of them is shown; `open`: proposals open in them.
    """

    accepted: bool
    day: date | None
    cabinet: str | None
    shown: DaySum | None
    hidden: int = 0
    left_out: int = 0
    line: Position | None = None
    line_shown: bool = True
    open: int = 0


@dataclass(frozen=True, slots=True)
class SummedSeries(Series):
    """`dots`, `hollow` and `undated` are empty whatever there is (but for `with_dots`), and so is `steps`: see `by_day`
    and `steps_on`.
    """

    letters: int = 0  # dated, accepted or proposed
    sums: tuple[DaySum, ...] = ()
    hollow_sums: tuple[DaySum, ...] = ()
    undated_sums: tuple[DaySum, ...] = ()
    undated_proposed: int = 0  # letters
    days_mentioned: tuple[date | None, ...] = ()
    hidden_pools: frozenset[tuple[date, str]] = frozenset()
    some_left_out: bool = False

    def by_day(self, *, accepted: bool) -> Sequence[DaySum]:
        return self.sums if accepted else self.hollow_sums

    @property
    def days(self) -> list[date]:
        return [each.day for each in (*self.sums, *self.hollow_sums) if each.day]

    @property
    def undated_accepted(self) -> Sequence[DaySum]:
        return self.undated_sums

    @property
    def proposed(self) -> bool:
        return bool(self.hollow_sums or self.undated_proposed)

    @property
    def came_up(self) -> bool:
        return bool(self.days_mentioned)

    @property
    def mention_days(self) -> list[date]:
        return [day for day in self.days_mentioned if day]

    @property
    def leaves_out(self) -> bool:
        return self.some_left_out

    @property
    def last(self) -> LastDay | None:
        summed = (LastDay(each.day, each.sentences) for each in (*self.sums[-1:], *self.hollow_sums[-1:]))
        return last_letter(self) or next(summed, None)

    @property
    def steps_shown(self) -> list[Step]:
        return [step for step in lines.steps(self.pools, self.cabinets) if not self._hides(step.after)]

    def steps_on(self, wanted: Iterable[tuple[date | None, str | None]]) -> Mapping[tuple[date, str], Step]:
        """Return the steps of these days and cabinets, of those that are on the line."""
        asked = set(wanted)
        return {
            (after.day, after.cabinet): lines.step_between(before, after)
            for before, after in lines.with_before(self.pools, self.cabinets)
            if (after.day, after.cabinet) in asked
        }

    def newest_steps(self, wanted: Callable[[Step], bool], most: int) -> list[Step]:
        """Return the last steps that are shown and wanted, the last one first; no others are made."""
        pairs = reversed(list(lines.with_before(self.pools, self.cabinets)))
        made = (lines.step_between(before, after) for before, after in pairs if not self._hides(after))
        return list(islice(filter(wanted, made), most))

    def with_dots(self, found: Series) -> SummedSeries:
        """Return the series with the dots of another, which has all letters that are shown."""
        stepped = self.with_steps_of(found)
        return replace(self, dots=stepped.dots, hollow=found.hollow, undated=found.undated)

    def with_steps_of(self, few: Series) -> Series:
        """Return a series of some of the letters, each with its step among all."""
        steps = self.steps_on((dot.letter.day, dot.letter.cabinet) for dot in few.dots)
        return replace(few, dots=tuple(_stepped(dot, steps) for dot in few.dots))

    def _hides(self, pool: Pool) -> bool:
        return (pool.day, pool.cabinet) in self.hidden_pools


def _stepped(dot: Dot, steps: Mapping[tuple[date, str], Step]) -> Dot:
    """Return the dot with the step of its day and cabinet; with none if it is thin or its cabinet unknown."""
    day, cabinet = dot.letter.day, dot.letter.cabinet
    return replace(dot, step=steps.get((day, cabinet)) if day and cabinet and not dot.position.thin else None)


def summed_series(
    topic: str,
    holder: Holder,
    rows: Iterable[DayRow],
    cabinets: Sequence[CabinetTerm],
    *,
    days_mentioned: Iterable[date | None],
    proposals: bool = True,
    one_coder: bool = False,
) -> SummedSeries:
    """Return the series of one holder, whose rows these are. `days_mentioned`: the days, None for no date, of letters
    that a filter leaves and in which an accepted stance of any holder carries the topic.
    """
    accepted, hollow = list[DayRow](), list[DayRow]()
    for row in rows:
        (accepted if row.accepted else hollow).append(row)
    line = _pools(accepted, cabinets) if holder is Holder.CABINET else []
    shown = [row.shown for row in accepted if row.shown]
    proposed = [row.shown for row in hollow if row.shown and proposals]
    sums, hollow_sums = _dated(shown), _dated(proposed)
    return SummedSeries(
        topic,
        holder,
        pools=tuple(pool for pool, _row in line),
        cabinets=tuple(cabinets),
        hidden_days=tuple(row.day for row in accepted if row.day and row.hidden),
        one_coder=one_coder,
        letters=sum(each.letters for each in (*sums, *hollow_sums)),
        sums=sums,
        hollow_sums=hollow_sums,
        undated_sums=tuple(each for each in shown if not each.day),
        undated_proposed=sum(each.letters for each in proposed if not each.day),
        days_mentioned=tuple(days_mentioned),
        hidden_pools=frozenset((pool.day, pool.cabinet) for pool, row in line if not row.line_shown),
        some_left_out=any(row.left_out for row in accepted if row.day),
    )


def _dated(sums: Iterable[DaySum]) -> tuple[DaySum, ...]:
    return tuple(sorted((each for each in sums if each.day), key=BY_DAY))


def _pools(rows: Iterable[DayRow], cabinets: Sequence[CabinetTerm]) -> list[tuple[Pool, DayRow]]:
    """Return the pools in the order of `lines.pools`, each with its row."""
    turns = {cabinet.name: cabinet.start for cabinet in cabinets}
    found = [
        (Pool(row.day, row.cabinet, (), row.line, (), row.open), row)
        for row in rows
        if row.line and row.day and row.cabinet
    ]
    found.sort(key=lambda pair: (pair[0].day, turns.get(pair[0].cabinet, date.max), pair[0].cabinet))
    return found
