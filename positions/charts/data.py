"""Data of a topic's chart for one request, read once: page, figure, drawing and downloads show the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from letters.example_notice import showing_examples
from letters.many_ids import any_of
from letters.models import Letter
from positions import models
from positions.charts.distribution import BINNED
from positions.charts.spec import ChartSpec, EventMark, span
from positions.codebook.store import axes
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.timeline_letter import LetterRef
from positions.labels.palette import Look, look_of
from positions.models import Assignment, Topic
from positions.open_data.records.position import LetterPosition
from positions.stances import letter_counts
from positions.stances.read_letters import read_letters
from positions.stances.visibility import may_see_proposals
from positions.timelines import line_dots, query
from positions.timelines.filters import PositionFilter
from positions.timelines.line_dots import LineDots, UndatedDots
from positions.timelines.query import TimelineData
from positions.timelines.topic_sums import TopicSums, is_large, spoken_on, topic_sums


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
    is_large: bool = False

    @cached_property
    def reading(self) -> TimelineData:
        if self.given is not None:
            return self.given
        return query.read([self.topic], self.asked.qs, self.how)

    def reading_of(self, key: str) -> TimelineData:
        """Read the same data with every letter hidden but the one with this key."""
        letter = self.asked.qs.filter(key=key)
        return query.read([self.topic], letter, self.how) if self.sums is None else self.reading_among(letter)

    def reading_among(self, letters: QuerySet[Letter]) -> TimelineData:
        """Read what these few letters say, without the others; their steps are not those of the whole."""
        found = query.look_up([self.topic], replace(self.how, proposals=True, least=1), letters)
        return query.restricted({self.topic.slug: found}, None, self.how)

    @cached_property
    def sums(self) -> TopicSums | None:
        """The letters summed up by day, where they are too many to read each; None otherwise, for another day and for
        one coder.
        """
        if self.given is not None or not self.is_large or self.how.by_letter:
            return None
        return topic_sums(self.topic, self.asked.holders, self.asked.qs, self.how)

    @cached_property
    def holdings(self) -> Holdings:
        """Count the letters held and read, of those that pass the filter."""
        return letter_counts.holdings(self.asked.qs, self.how)

    @cached_property
    def how(self) -> query.TimelineOptions:
        return replace(self.asked.asked, proposals=self.asked.asked.proposals and self.proposals)

    @cached_property
    def letter_lines(self) -> list[Series]:
        """Every letter, also of a large topic."""
        return [self.reading.series(self.topic.slug, holder) for holder in self.asked.holders]

    def letter_positions(self, name: str = "") -> Iterator[LetterPosition]:
        """Yield the rows of downloads, with this topic's name: `CHART_ROW`, or `COMPARISON_ROW` with a name. Of a large
        topic never more than some of the letters are in memory.
        """
        for line in self.letter_lines if self.sums is None else self.sums.lines.values():
            for accepted in (True, False):
                for dot in LineDots(self.topic, line, self.asked.qs, self.how, (accepted,)):
                    yield LetterPosition(name, line.holder, dot)
            for dot in UndatedDots(self.topic, line, self.asked.qs, self.how):
                yield LetterPosition(name, line.holder, dot)

    @property
    def in_parts(self) -> bool:
        """True if the rows of downloads are read in parts: of so many letters a file is sent while it is made."""
        return self.sums is not None and self.sums.letters > line_dots.AT_ONCE

    @cached_property
    def lines(self) -> list[Series]:
        """The lines to draw: with a dot per letter, or where there are more than `BINNED`, with sums by day."""
        if self.sums is None:
            return self.letter_lines
        if self.sums.letters > BINNED:
            return list(self.sums.lines.values())
        found = self.reading_of_dots()
        return [line.with_dots(found.series(self.topic.slug, line.holder)) for line in self.sums.lines.values()]

    def reading_of_dots(self) -> TimelineData:
        """Read the letters that may have a dot. Only for a topic that is summed up."""
        return self.reading_among(self.asked.qs.filter(pk__in=spoken_on(self.topic, self.how, self.how.least)))

    def spoken(self, letters: QuerySet[Letter]) -> QuerySet[Letter]:
        """Those of these letters in which anybody says anything on the topic."""
        if self.sums is not None:
            return letters.filter(pk__in=spoken_on(self.topic, self.how))
        there = query.read([self.topic], self.letters, self.how).letters_on(self.topic.slug)
        return letters.filter(any_of("pk", (letter.pk for letter in there)))

    @property
    def number(self) -> int:
        """Return the number of letters with a position that are shown, dated or not."""
        if self.sums is not None:
            return self.sums.letters
        return len({dot.letter.pk for dot in self.dots + self.undated})

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
        return [dot for line in self.undated_lines for dot in line.undated]

    @cached_property
    def undated_lines(self) -> list[Series]:
        """The lines with their undated letters, of which each is read in any case."""
        if self.sums is None or not self.sums.undated:
            return self.lines
        found = self.reading_among(self.spoken(self.asked.qs.filter(document_date=None)))
        return [found.series(self.topic.slug, holder) for holder in self.asked.holders]

    @property
    def without_position(self) -> list[LetterRef]:
        """The dated letters that are read and take no position of the cabinet, unless the cabinet is not shown or a
        choice hides positions. One query.
        """
        line = next((line for line in self.letter_lines if line.holder is Holder.CABINET), None)
        if line is None or line.one_coder:
            return []
        shown = {dot.letter.pk for line in self.letter_lines for dot in (*line.dots, *line.hollow)}
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
            bands=self.main.cabinets,
            held=self.holdings,
            highest_shares=self.sums.highest_shares if self.sums and self.sums.letters > BINNED else (),
        )


def topic_chart_data(request: HttpRequest, slug: str) -> TopicChartData:
    topic, axis, is_large = _get_topic_or_404(slug)
    letters = Assignment.objects.letters_seen_by(request.user, query.published())
    asked = PositionFilter(request.GET, queryset=letters, request=request)
    asked.is_valid()
    return TopicChartData(topic, axis, asked, may_see_proposals(request), timezone.localdate(), letters, None, is_large)


def unfiltered(shown: TopicChartData) -> TopicChartData:
    """Return the same topic without a filter."""
    asked = PositionFilter(QueryDict(), queryset=shown.letters, request=shown.asked.request)
    return replace(shown, asked=asked, given=None)


def events(topic: Topic) -> list[EventMark]:
    """Return the events of this topic and of all topics; none while example letters are shown."""
    if showing_examples():
        return []
    shown = models.Event.objects.filter(Q(topics=topic) | Q(topics=None), is_shown=True).distinct()
    return [EventMark(each.date, each.name, each.weight) for each in shown]


def _get_topic_or_404(slug: str) -> tuple[Topic, CodebookTopic, bool]:
    topic, axis = Topic.objects.filter(slug=slug).annotate(is_large=is_large()).first(), axes().get(slug)
    if topic is None or axis is None:
        raise Http404
    return topic, axis, topic.is_large
