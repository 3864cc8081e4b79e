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
from positions.charts.data import TopicChartData
from positions.charts.distribution import draws_bins
from positions.charts.spec import ChartSpec, span
from positions.codebook.store import axes
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.periods import Cell, Slot
from positions.domain.timeline.series import Series
from positions.domain.timeline.summed_series import SummedSeries
from positions.labels import summaries
from positions.labels.palette import look_of
from positions.models import Assignment, Topic
from positions.open_data.records.position import LetterPosition
from positions.stances import letter_counts
from positions.stances.visibility import may_see_proposals
from positions.timelines import query
from positions.timelines.filters import CompareFilter
from positions.timelines.line_dots import AT_ONCE
from positions.timelines.period_quotes import typical_quotes
from positions.timelines.period_sums import TopicPeriods, letters_with_position, period_sums
from positions.timelines.query import TimelineData, TimelineOptions
from positions.timelines.topic_sums import lines_of


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
    def how(self) -> TimelineOptions:
        return replace(self.asked.asked, proposals=self.asked.asked.proposals and self.proposals)

    @cached_property
    def summed(self) -> list[Topic]:
        """The topics on which there are so many letters that their sums are read."""
        return [topic for topic in self.topics if topic.is_large and not self.how.by_letter]  # type: ignore[attr-defined]

    @cached_property
    def reading(self) -> TimelineData:
        """The sayings on the other topics."""
        small = [topic for topic in self.topics if topic not in self.summed]
        found = query.read(small, self.asked.qs, self.how) if small else TimelineData()
        return found if small else replace(found, cabinets=query.terms())

    @cached_property
    def holdings(self) -> Holdings:
        """Count the letters held and read, of those that pass the filter."""
        return letter_counts.holdings(self.asked.qs, self.asked.asked)

    @cached_property
    def lines(self) -> dict[Topic, Series]:
        """The lines to draw: with a dot per letter, or where there are more than `BINNED`, with sums by day."""
        known = [topic for topic in self.topics if topic.slug in self.axes]
        found = lines_of(known, self.asked.qs, self.how, self.holder)
        return {topic: self._with_dots(topic, line) for topic, line in found.items()}

    def _with_dots(self, topic: Topic, line: Series) -> Series:
        if not isinstance(line, SummedSeries) or draws_bins([line]):
            return line
        return line.with_dots(self._chart_of(topic).reading_of_dots().series(topic.slug, self.holder))

    @property
    def until(self) -> date:
        as_of: date | None = self.asked.chosen.get("as_of")
        return min(as_of or self.today, self.today)

    @cached_property
    def pictures(self) -> list[ChartSpec]:
        """One chart per topic; empty if no topic has anything to draw."""
        if not any(line.days for line in self.lines.values()):
            return []
        chosen = self.asked.chosen
        found = with_common_time_axis(
            self.lines, self.axes, self.until, self.holdings, after=chosen.get("after"), before=chosen.get("before")
        )
        return [replace(picture, by_topic=True) for picture in found.values()]

    @cached_property
    def periods(self) -> dict[Topic, TopicPeriods]:
        """The sums of each of the large topics, by year and cabinet."""
        return period_sums(self.summed, self.holder, self.asked.qs, self.how.least) if self.summed else {}

    def accepted_letters(self) -> tuple[int, date | None, date | None]:
        """Return how many dated letters have an accepted position on any of the topics, and the first and last day."""
        if self.summed:
            return letters_with_position(self.lines, self.holder, self.asked.qs, self.how.least)
        days = {dot.letter.pk: dot.letter.day for line in self.lines.values() for dot in line.dots if dot.letter.day}
        return len(days), min(days.values(), default=None), max(days.values(), default=None)

    def with_quotes(self, cells: Mapping[Topic, Cell], slot: Slot) -> dict[Topic, Cell]:
        """Return the cells of a period, those of large topics with their typical quotes."""
        large = {topic: cell.position for topic, cell in cells.items() if topic in self.summed and cell.position}
        found = typical_quotes(slot, large, self.holder, self.asked.qs, self.how) if large else {}
        return {topic: replace(cell, typical=found.get(topic, cell.typical)) for topic, cell in cells.items()}

    def summaries(self) -> list[tuple[Topic, str]]:
        """Return each topic with its headline."""
        return [
            (topic, summaries.summary(line, self.axes[topic.slug], self.until, self.holdings))
            for topic, line in self.lines.items()
        ]

    def letter_positions(self) -> Iterator[LetterPosition]:
        """Yield the rows of downloads (`COMPARISON_ROW`)."""
        for topic in self.lines:
            yield from self._chart_of(topic).letter_positions(topic.slug)

    @property
    def in_parts(self) -> bool:
        """True if the rows of downloads of a topic are read in parts, as in `TopicChartData`."""
        return any(isinstance(line, SummedSeries) and line.letters > AT_ONCE for line in self.lines.values())

    def of_topic(self, slug: str | None) -> TopicChartData | None:
        """Return the chart data of one of the topics, without reading it again."""
        return next((self._chart_of(topic) for topic in self.lines if topic.slug == slug), None)

    def _chart_of(self, topic: Topic) -> TopicChartData:
        given = None if topic in self.summed else self.reading
        axis, is_large = self.axes[topic.slug], topic in self.summed
        return TopicChartData(topic, axis, self.asked, self.proposals, self.today, self.letters, given, is_large)


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
