"""Data of a topic's chart for one request, read once: page, figure, drawing and downloads show the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from letters.example_notice import showing_examples
from letters.models import Letter
from positions import models
from positions.charts.spec import ChartSpec, EventMark, span
from positions.codebook.store import axes
from positions.domain.codebook.types import CodebookTopic
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.letters import LetterRef
from positions.domain.timeline.series import Dot, Series
from positions.labels.palette import Look, look_of
from positions.models import Assignment, Topic
from positions.stances import holdings
from positions.stances.read_letters import read_letters
from positions.stances.visibility import may_see_proposals
from positions.timelines import query
from positions.timelines.filters import PositionFilter
from positions.timelines.query import TimelineData


@dataclass
class TopicChartData:
    """One topic with the filter of the request. One query each for topic, codebook, series, cabinets and events."""

    topic: Topic
    axis: CodebookTopic
    asked: PositionFilter
    proposals: bool  # whether this reader may see proposals at all
    today: date
    letters: QuerySet[Letter]  # letters whose stances this reader may see
    given: TimelineData | None = None  # shared data, if several topics were read at once

    @cached_property
    def reading(self) -> TimelineData:
        if self.given is not None:
            return self.given
        return query.read([self.topic], self.asked.qs, self.how)

    def reading_of(self, key: str) -> TimelineData:
        """Read the same data with every letter hidden but the one with this key."""
        return query.read([self.topic], self.asked.qs.filter(key=key), self.how)

    @cached_property
    def holdings(self) -> Holdings:
        """Count the letters held and read, of those that pass the filter."""
        return holdings.holdings(self.asked.qs, self.how)

    @cached_property
    def how(self) -> query.TimelineOptions:
        return replace(self.asked.asked, proposals=self.asked.asked.proposals and self.proposals)

    @cached_property
    def lines(self) -> list[Series]:
        return [self.reading.series(self.topic.slug, holder) for holder in self.asked.holders]

    @property
    def main(self) -> Series:
        return self.lines[0]

    @property
    def dots(self) -> list[Dot]:
        """Every dated dot that is shown, of all holders, in order of date; for the others see `undated`."""
        found = [dot for line in self.lines for dot in (*line.dots, *line.hollow)]
        return sorted(found, key=lambda dot: (dot.letter.day or date.min, dot.letter.key))

    @property
    def undated(self) -> list[Dot]:
        return [dot for line in self.lines for dot in line.undated]

    @property
    def without_position(self) -> list[LetterRef]:
        """The dated letters that are read and take no position of the cabinet, unless the cabinet is not shown or a
        choice hides positions. One query.
        """
        line = self.picture.cabinet_line
        if line is None or line.one_coder:
            return []
        shown = {dot.letter.pk for dot in self.dots}
        read = read_letters(self.asked.qs, self.how)
        return [letter for letter in read if letter.pk not in shown | line.hidden]

    @property
    def look(self) -> Look:
        return look_of(self.topic.position)

    @property
    def until(self) -> date:
        """Day at which lines that still hold end: today, or the as-of day."""
        as_of: date | None = self.asked.form.cleaned_data.get("as_of")
        return min(as_of or self.today, self.today)

    @cached_property
    def picture(self) -> ChartSpec:
        return replace(self.without_events, events=tuple(events(self.topic)))

    @cached_property
    def without_events(self) -> ChartSpec:
        start, end = span(self.lines, self.until)
        chosen = self.asked.form.cleaned_data
        return ChartSpec(
            title=self.topic.name,
            axis=self.axis,
            look=self.look,
            lines=tuple(self.lines),
            start=chosen.get("after") or start,
            end=max(chosen.get("before") or end, chosen.get("after") or start),
            until=self.until,
            bands=self.reading.cabinets,
            held=self.holdings,
        )


def topic_chart_data(request: HttpRequest, slug: str) -> TopicChartData:
    topic, axis = _get_topic_or_404(slug)
    letters = Assignment.objects.letters_seen_by(request.user, query.published())
    asked = PositionFilter(request.GET, queryset=letters, request=request)
    asked.is_valid()
    return TopicChartData(topic, axis, asked, may_see_proposals(request), timezone.localdate(), letters)


def unfiltered(shown: TopicChartData) -> TopicChartData:
    """Return the same topic without a filter."""
    asked = PositionFilter(QueryDict(), queryset=shown.letters, request=shown.asked.request)
    return TopicChartData(shown.topic, shown.axis, asked, shown.proposals, shown.today, shown.letters)


def events(topic: Topic) -> list[EventMark]:
    """Return the events of this topic and of all topics; none while example letters are shown."""
    if showing_examples():
        return []
    shown = models.Event.objects.filter(Q(topics=topic) | Q(topics=None), is_shown=True).distinct()
    return [EventMark(each.date, each.name, each.weight) for each in shown]


def _get_topic_or_404(slug: str) -> tuple[Topic, CodebookTopic]:
    topic, axis = Topic.objects.filter(slug=slug).first(), axes().get(slug)
    if topic is None or axis is None:
        raise Http404
    return topic, axis
