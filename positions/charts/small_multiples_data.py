"""Data of several topics over the same years, read once for the comparison page, its chart and downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from letters.models import Letter
from positions.charts import table
from positions.charts.data import TopicChartData
from positions.charts.spec import ChartSpec, span
from positions.codebook.store import axes
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.series import Series
from positions.labels import summaries
from positions.labels.palette import look_of
from positions.models import Assignment, Topic
from positions.open_data.records.position import LetterPosition
from positions.stances import letter_counts
from positions.stances.visibility import may_see_proposals
from positions.timelines import query
from positions.timelines.filters import CompareFilter
from positions.timelines.query import TimelineData


@dataclass
class SmallMultiplesData:
    """The requested topics of one holder. One query each for topics, codebook, series and cabinets."""

    asked: CompareFilter
    proposals: bool  # whether this reader may see proposals at all
    today: date
    letters: QuerySet[Letter]  # letters whose stances this reader may see

    @cached_property
    def topics(self) -> list[Topic]:
        return self.asked.topics

    @property
    def holder(self) -> Holder:
        return self.asked.holders[0]

    @cached_property
    def axes(self) -> dict[str, CodebookTopic]:
        return axes()

    @cached_property
    def reading(self) -> TimelineData:
        asked = replace(self.asked.asked, proposals=self.asked.asked.proposals and self.proposals)
        return query.read(self.topics, self.asked.qs, asked)

    @cached_property
    def holdings(self) -> Holdings:
        """Count the letters held and read, of those that pass the filter."""
        return letter_counts.holdings(self.asked.qs, self.asked.asked)

    @cached_property
    def lines(self) -> dict[Topic, Series]:
        return {topic: self.reading.series(topic.slug, self.holder) for topic in self.topics if topic.slug in self.axes}

    @property
    def until(self) -> date:
        as_of: date | None = self.asked.chosen.get("as_of")
        return min(as_of or self.today, self.today)

    @cached_property
    def pictures(self) -> list[ChartSpec]:
        """One chart per topic; empty if no topic has anything to draw."""
        if not any(line.dots or line.hollow for line in self.lines.values()):
            return []
        chosen = self.asked.chosen
        found = with_common_time_axis(
            self.lines, self.axes, self.until, self.holdings, after=chosen.get("after"), before=chosen.get("before")
        )
        return [replace(picture, by_topic=True) for picture in found.values()]

    def summaries(self) -> list[tuple[Topic, str]]:
        """Return each topic with its headline."""
        return [
            (topic, summaries.summary(line, self.axes[topic.slug], self.until, self.holdings))
            for topic, line in self.lines.items()
        ]

    def letter_positions(self) -> Iterator[LetterPosition]:
        """Yield the rows of downloads (`COMPARISON_ROW`)."""
        for topic, line in self.lines.items():
            yield from table.letter_positions([line], topic.slug)

    def of_topic(self, slug: str | None) -> TopicChartData | None:
        """Return the chart data of one of the topics, without reading it again."""
        for topic in self.lines:
            if topic.slug == slug:
                return TopicChartData(
                    topic,
                    self.axes[topic.slug],
                    self.asked,
                    self.proposals,
                    self.today,
                    self.letters,
                    given=self.reading,
                )
        return None


def read(request: HttpRequest) -> SmallMultiplesData:
    letters = Assignment.objects.letters_seen_by(request.user, query.published())
    asked = CompareFilter(request.GET, queryset=letters, request=request)
    asked.is_valid()
    return SmallMultiplesData(asked, may_see_proposals(request), timezone.localdate(), letters)


def with_common_time_axis(
    lines: Mapping[Topic, Series], every: Mapping[str, CodebookTopic], until: date, held: Holdings, *,
    after: date | None = None, before: date | None = None,
) -> dict[Topic, ChartSpec]:  # fmt: skip
    """Return a chart per topic between the same days: the requested ones, else the span of all lines together."""
    start, end = span(lines.values(), until)
    start, end = after or start, max(before or end, after or start)
    return {
        topic: ChartSpec(
            title=topic.name, axis=every[topic.slug], look=look_of(topic.position), lines=(line,), start=start,
            end=end, until=until, bands=line.cabinets, held=held,
        )
        for topic, line in lines.items()
    }  # fmt: skip
