"""Several topics over the same years on one scale, read once: for the page that compares, its chart and downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from positions import spoken, tabling, timelines
from positions.axes import axes
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Series
from positions.filters import CompareFilter
from positions.looks import look_of
from positions.models import Topic
from positions.pictures import Picture, span
from positions.readings import Showing, bands
from positions.timelines import Reading
from positions.visibility import may_see_proposals

COLUMNS = ("topic", *tabling.COLUMNS)


@dataclass
class Multiples:
    """The topics that the address asks for, of one holder. A query each for topics, codebook, series and cabinets."""

    asked: CompareFilter
    proposals: bool  # whether this reader may see them at all
    today: date

    @cached_property
    def topics(self) -> list[Topic]:
        return self.asked.topics

    @property
    def holder(self) -> Holder:
        return self.asked.holders[0]

    @cached_property
    def axes(self) -> dict[str, Axis]:
        return axes()

    @cached_property
    def reading(self) -> Reading:
        asked = replace(self.asked.asked, proposals=self.asked.asked.proposals and self.proposals)
        return timelines.read(self.topics, self.asked.qs, asked)

    @cached_property
    def lines(self) -> dict[Topic, Series]:
        return {topic: self.reading.series(topic.slug, self.holder) for topic in self.topics if topic.slug in self.axes}

    @property
    def until(self) -> date:
        as_of: date | None = self.asked.chosen.get("as_of")
        return min(as_of or self.today, self.today)

    @cached_property
    def pictures(self) -> list[Picture]:
        """A panel a topic; none where none of them has anything to draw."""
        if not any(line.dots or line.hollow for line in self.lines.values()):
            return []
        chosen = self.asked.chosen
        found = over_the_same_years(self.lines, self.axes, self.until, chosen.get("after"), chosen.get("before"))
        return [replace(picture, by_topic=True) for picture in found.values()]

    @property
    def hollow(self) -> bool:
        return any(line.hollow for line in self.lines.values())

    def summaries(self) -> list[tuple[Topic, str]]:
        """What each line says last, in a sentence."""
        return [(topic, spoken.summary(line, self.axes[topic.slug], self.until)) for topic, line in self.lines.items()]

    def records(self) -> Iterator[dict[str, Any]]:
        """Plain values for files, the topic first."""
        for topic, line in self.lines.items():
            for record in tabling.records([line]):
                yield {"topic": topic.slug, **record}

    def of_topic(self, slug: str | None) -> Showing | None:
        """One of the topics by itself, as its own page has it; it is not read again."""
        for topic in self.lines:
            if topic.slug == slug:
                return Showing(topic, self.axes[topic.slug], self.asked, self.proposals, self.today, given=self.reading)
        return None


def multiples(request: HttpRequest) -> Multiples:
    asked = CompareFilter(request.GET, queryset=timelines.published(), request=request)
    asked.is_valid()
    return Multiples(asked, may_see_proposals(request), timezone.localdate())


def over_the_same_years(
    lines: Mapping[Topic, Series], every: Mapping[str, Axis], until: date, after: date | None = None,
    before: date | None = None,
) -> dict[Topic, Picture]:  # fmt: skip
    """A picture a topic, all between the same days: those that are asked for, else those of all the lines together."""
    start, end = span(lines.values(), until)
    start, end = after or start, max(before or end, after or start)
    cabinets = tuple(bands())
    return {
        topic: Picture(
            title=topic.name, axis=every[topic.slug], look=look_of(topic.position), lines=(line,), start=start,
            end=end, until=until, bands=cabinets,
        )
        for topic, line in lines.items()
    }  # fmt: skip
