"""Rows of the table of a large topic in order of date, of which those of one page are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import overload

from positions.charts import table
from positions.charts.data import TopicChartData
from positions.charts.table import SilentRow, TableRow
from positions.domain.scale import Holder
from positions.domain.timeline.series import Series
from positions.stances.read_letters import read_letters
from positions.timelines.day_counts import DayCounts
from positions.timelines.topic_sums import TopicSums

Row = TableRow | SilentRow


class DatedRows(Sequence[Row]):
    """The rows of `table.rows` in order of date. How many there are is known from the sums; of a slice, the letters of
    its days are read.
    """

    def __init__(self, shown: TopicChartData, sums: TopicSums, order: str) -> None:
        self._shown, self._sums, self._order = shown, sums, order
        self._numbers = _numbers(sums)

    def __len__(self) -> int:
        return self._numbers.total()

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        before, days = self._numbers.days_of(start, stop, backwards=self._order.startswith("-"))
        return self._rows_of(days)[start - before : stop - before]

    def _rows_of(self, days: Sequence[date]) -> list[Row]:
        shown, slug = self._shown, self._shown.topic.slug
        letters = shown.asked.qs.filter(document_date__in=days)
        reading = shown.reading_among(letters)
        lines = [self._with_steps(reading.series(slug, holder)) for holder in shown.asked.holders]
        there = {dot.letter.pk for line in lines for dot in (*line.dots, *line.hollow)}
        cabinet = [line for line in lines if line.holder is Holder.CABINET]
        read = read_letters(letters, shown.how) if cabinet and self._sums.silent else ()
        gone = there.union(*(line.hidden for line in cabinet))
        silent = [letter for letter in read if letter.pk not in gone]
        return table.rows(lines, shown.axis, self._order, table.silent_rows(silent, reading.sayings.get(slug, [])))

    def _with_steps(self, line: Series) -> Series:
        return self._sums.lines[line.holder].with_steps_of(line)


def _numbers(sums: TopicSums) -> DayCounts:
    """Return the number of rows of each day."""
    found = DayCounts()
    for line in sums.lines.values():
        found.add(line.by_day(accepted=True))
        found.add(line.by_day(accepted=False))
    if Holder.CABINET in sums.lines:
        found.update(sums.silent)
    return found
