"""A series whose letters are read as sums by day and cabinet: the same line, steps and counts, but no dots.

For more letters than a chart can draw one by one. The sums are exact for all that the counting rules ask of a line
(codebook, 5): the five counts of a day's letters that are not thin decide mean, variance and form of their pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline import lines
from positions.domain.timeline.day_sums import NONE, DaySum, DaySums
from positions.domain.timeline.lines import Pool, Step
from positions.domain.timeline.positions import Position
from positions.domain.timeline.series import Dot, LastDay, Series, last_letter


@dataclass(frozen=True, slots=True)
class DayColumns:
    """The letters in which one holder takes a position, all accepted or all proposed, by day and cabinet: in order of
    day, those without one last, then of the cabinets' start.

    `shown`: those that a filter leaves, of which some days have none; `hidden`: number of the others; `left_out`: of
    those the ones that have too few sentences, and pass the filter otherwise. `line`: a column for each score with the
    sentences of the letters that are not thin, whether shown or not, None without any, and `line_singly` how many of
    these were judged singly; `line_shown`: how many of these letters are shown; `open`: proposals open in them.
    """

    shown: DaySums = NONE
    hidden: Sequence[int] = ()
    left_out: Sequence[int] = ()
    line: tuple[Sequence[int | None], ...] = ((),) * len(SCORES)
    line_singly: Sequence[int | None] = ()
    line_shown: Sequence[int] = ()
    open: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True)
class SummedSeries(Series):
    """`dots`, `hollow` and `undated` are empty whatever there is (but for `with_dots`), and so is `steps`: see `by_day`
    and `steps_on`.
    """

    letters: int = 0  # dated, accepted or proposed
    sums: DaySums = NONE
    hollow_sums: DaySums = NONE
    undated_sums: DaySums = NONE
    undated_proposed: int = 0  # letters
    days_mentioned: tuple[date | None, ...] = ()
    hidden_pools: frozenset[tuple[date, str]] = frozenset()
    some_left_out: bool = False

    def by_day(self, *, accepted: bool) -> DaySums:
        return self.sums if accepted else self.hollow_sums

    @property
    def days(self) -> list[date]:
        return [day for day in (*self.sums.days, *self.hollow_sums.days) if day]

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
        every = lines.steps(self.pools, self.cabinets)
        return [step for step in every if not self._hides(step.after)] if self._hides_any else every

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

    @property
    def _hides_any(self) -> bool:
        return bool(self.hidden_pools)

    def _hides(self, pool: Pool) -> bool:
        return (pool.day, pool.cabinet) in self.hidden_pools


def _stepped(dot: Dot, steps: Mapping[tuple[date, str], Step]) -> Dot:
    """Return the dot with the step of its day and cabinet; with none if it is thin or its cabinet unknown."""
    day, cabinet = dot.letter.day, dot.letter.cabinet
    step = steps.get((day, cabinet)) if day and cabinet and not dot.position.thin else None
    return dot if dot.step is step else replace(dot, step=step)


def summed_series(
    topic: str,
    holder: Holder,
    accepted: DayColumns,
    proposed: DayColumns,
    cabinets: Sequence[CabinetTerm],
    *,
    days_mentioned: Iterable[date | None],
    proposals: bool = True,
    one_coder: bool = False,
) -> SummedSeries:
    """Return the series of one holder. `days_mentioned`: the days, None for no date, of letters that a filter leaves
    and in which an accepted stance of any holder carries the topic.
    """
    line = _pools(accepted) if holder is Holder.CABINET else []
    shown, hollow = (
        each.shown.where(each.shown.letters) for each in (accepted, proposed if proposals else DayColumns())
    )
    sums, hollow_sums = (each.where(each.days) for each in (shown, hollow))
    days = accepted.shown.days
    return SummedSeries(
        topic,
        holder,
        pools=tuple(pool for pool, _shown in line),
        cabinets=tuple(cabinets),
        hidden_days=tuple(day for day, hidden in zip(days, accepted.hidden, strict=True) if day and hidden),
        one_coder=one_coder,
        letters=sum(sums.letters) + sum(hollow_sums.letters),
        sums=sums,
        hollow_sums=hollow_sums,
        undated_sums=shown.where(day is None for day in shown.days),
        undated_proposed=sum(hollow.letters) - sum(hollow_sums.letters),
        days_mentioned=tuple(days_mentioned),
        hidden_pools=frozenset((pool.day, pool.cabinet) for pool, shown in line if not shown),
        some_left_out=any(day and left_out for day, left_out in zip(days, accepted.left_out, strict=True)),
    )


def _pools(rows: DayColumns) -> list[tuple[Pool, int]]:
    """Return the pools in the order of `lines.pools`, each with the number of its letters that are shown."""
    positions = map(Position, zip(*rows.line, strict=True), rows.line_singly)  # type: ignore[arg-type]
    every = zip(rows.shown.days, rows.shown.cabinets, rows.line[0], positions, rows.open, rows.line_shown, strict=True)
    return [
        (Pool(day, cabinet, (), position, (), waiting or 0), shown)
        for day, cabinet, counted, position, waiting, shown in every
        if counted is not None and day and cabinet
    ]
