"""Records of the positions of letters on several topics, of which those that are asked for are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import overload

from django.db.models import QuerySet

from letters.models import Letter
from positions.domain.scale import Holder
from positions.domain.timeline.series import Dot
from positions.models import Topic
from positions.open_data.records.position import LetterPosition
from positions.timelines.line_dots import LineDots, UndatedDots
from positions.timelines.query import TimelineOptions
from positions.timelines.topic_sums import lines_of

Part = tuple[str, Holder, Sequence[Dot]]


class LetterPositions(Sequence[LetterPosition]):
    """The positions in these letters by topic and holder, each in order of date, undated letters last."""

    def __init__(
        self, topics: Sequence[Topic], holders: Sequence[Holder], letters: QuerySet[Letter], asked: TimelineOptions
    ) -> None:
        lines = {holder: lines_of(topics, letters, asked, holder) for holder in holders}
        self._parts: list[Part] = [
            (topic.slug, holder, kind(topic, lines[holder][topic], letters, asked))
            for topic in topics
            for holder in holders
            for kind in (LineDots, UndatedDots)
        ]
        self._ends = list(accumulate((len(dots) for *_of, dots in self._parts), initial=0))

    def __len__(self) -> int:
        return self._ends[-1]

    @overload
    def __getitem__(self, place: int) -> LetterPosition: ...
    @overload
    def __getitem__(self, place: slice) -> list[LetterPosition]: ...
    def __getitem__(self, place: int | slice) -> LetterPosition | list[LetterPosition]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        return [
            LetterPosition(topic, holder, dot)
            for (topic, holder, dots), (first, end) in zip(self._parts, pairwise(self._ends), strict=True)
            if start < end and stop > first
            for dot in dots[max(start - first, 0) : stop - first]
        ]
