"""The dots of one line, of which those that are asked for are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import overload

from django.db.models import QuerySet

from letters.models import Letter
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.summed_series import SummedSeries
from positions.models import Topic
from positions.timelines.day_counts import DayCounts
from positions.timelines.letters_of_days import letters_of_days
from positions.timelines.query import TimelineOptions, look_up, restricted

AT_ONCE = 5_000  # dots that are read at a time, if all are


class LineDots(Sequence[Dot]):
    """The dated dots of the line of these `letters`, in order of date: accepted, proposed, or both. Of a line of sums
    how many there are is known, and of a slice the letters of its days are read.
    """

    def __init__(
        self,
        topic: Topic,
        line: Series,
        letters: QuerySet[Letter],
        asked: TimelineOptions,
        accepted: Sequence[bool] = (True, False),
    ) -> None:
        self._topic, self._line, self._letters, self._asked, self._accepted = topic, line, letters, asked, accepted
        self._numbers = DayCounts()
        for state in accepted:
            self._numbers.add(line.by_day(accepted=state))

    def __len__(self) -> int:
        return self._numbers.total()

    @overload
    def __getitem__(self, place: int) -> Dot: ...
    @overload
    def __getitem__(self, place: slice) -> list[Dot]: ...
    def __getitem__(self, place: int | slice) -> Dot | list[Dot]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        if not isinstance(self._line, SummedSeries):
            return self._of(self._line)[start:stop]
        before, days = self._numbers.days_of(start, stop)
        if not days:
            return []
        proposed = True not in self._accepted
        found = letters_of_days(self._topic, self._line, days, self._letters, self._asked, proposed=proposed)
        return self._of(found)[start - before : stop - before]

    def __iter__(self) -> Iterator[Dot]:
        for start in range(0, len(self), AT_ONCE):
            yield from self[start : start + AT_ONCE]

    def _of(self, line: Series) -> list[Dot]:
        found = [dot for state in self._accepted for dot in (line.dots if state else line.hollow)]
        return sorted(found, key=lambda dot: (dot.letter.day or date.min, dot.letter.key))


class UndatedDots(Sequence[Dot]):
    """The dots without a date of the line of these `letters`: accepted, then proposed, each in order of key. Of a line
    of sums they are read when asked for, in five queries.
    """

    def __init__(self, topic: Topic, line: Series, letters: QuerySet[Letter], asked: TimelineOptions) -> None:
        self._topic, self._line, self._letters, self._asked = topic, line, letters, asked

    def __len__(self) -> int:
        line = self._line
        if isinstance(line, SummedSeries):
            return sum(each.letters for each in line.undated_accepted) + line.undated_proposed
        return len(line.undated)

    @overload
    def __getitem__(self, place: int) -> Dot: ...
    @overload
    def __getitem__(self, place: slice) -> list[Dot]: ...
    def __getitem__(self, place: int | slice) -> Dot | list[Dot]:
        return self._found[place] if len(self) or isinstance(place, int) else []

    def __iter__(self) -> Iterator[Dot]:
        return iter(self[:])

    @cached_property
    def _found(self) -> list[Dot]:
        topic, line = self._topic, self._line
        if isinstance(line, SummedSeries):
            undated = self._letters.filter(document_date=None)
            found = look_up([topic], replace(self._asked, proposals=True, least=1), undated)
            line = restricted({topic.slug: found}, None, self._asked).series(topic.slug, line.holder)
        return sorted(line.undated, key=lambda dot: (not dot.accepted, dot.letter.key))
