"""What a reader asked to see of a topic, read once: page, figure, drawing and downloads all show the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from letters.context import showing_examples
from letters.models import Cabinet
from positions import models, timelines
from positions.axes import axes
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Dot, Series
from positions.filters import PositionFilter
from positions.looks import Look, look_of
from positions.models import Topic
from positions.pictures import Band, Event, Picture, span
from positions.timelines import Reading
from positions.visibility import may_see_proposals


@dataclass
class Showing:
    """One topic with the filter from the address. A query each for topic, codebook, series, cabinets and events."""

    topic: Topic
    axis: Axis
    asked: PositionFilter
    proposals: bool  # whether this reader may see them at all
    today: date
    given: Reading | None = None  # where several topics were read at once

    @cached_property
    def reading(self) -> Reading:
        if self.given is not None:
            return self.given
        return timelines.read([self.topic], self.asked.qs, self._how)

    def reading_of(self, key: str) -> Reading:
        """The same, of the letter with this key alone."""
        return timelines.look_up([self.topic], self.asked.qs.filter(key=key), self._how)

    @property
    def _how(self) -> timelines.Asked:
        return replace(self.asked.asked, proposals=self.asked.asked.proposals and self.proposals)

    @cached_property
    def lines(self) -> list[Series]:
        return [self.reading.series(self.topic.slug, holder) for holder in self.asked.holders]

    @property
    def main(self) -> Series:
        return self.lines[0]

    @property
    def dots(self) -> list[Dot]:
        """Every dot that is shown, of all holders, in order of date; those without a date are `undated`."""
        found = [dot for line in self.lines for dot in (*line.dots, *line.hollow)]
        return sorted(found, key=lambda dot: (dot.letter.day or date.min, dot.letter.key))

    @property
    def undated(self) -> list[Dot]:
        return [dot for line in self.lines for dot in line.undated]

    @property
    def look(self) -> Look:
        return look_of(self.topic.position)

    @property
    def until(self) -> date:
        """Lines that still hold end here: today, or the day as of which is asked."""
        as_of: date | None = self.asked.form.cleaned_data.get("as_of")
        return min(as_of or self.today, self.today)

    @cached_property
    def picture(self) -> Picture:
        start, end = span(self.lines, self.until)
        chosen = self.asked.form.cleaned_data
        return Picture(
            title=self.topic.name,
            axis=self.axis,
            look=self.look,
            lines=tuple(self.lines),
            start=chosen.get("after") or start,
            end=max(chosen.get("before") or end, chosen.get("after") or start),
            until=self.until,
            bands=tuple(bands()),
            events=tuple(events(self.topic)),
        )


def showing(request: HttpRequest, slug: str) -> Showing:
    topic, axis = _get_topic_or_404(slug)
    asked = PositionFilter(request.GET, queryset=timelines.published(), request=request)
    asked.is_valid()
    return Showing(topic, axis, asked, may_see_proposals(request), timezone.localdate())


def unfiltered(shown: Showing) -> Showing:
    """The same topic, of all letters."""
    asked = PositionFilter(QueryDict(), queryset=timelines.published())
    return Showing(shown.topic, shown.axis, asked, shown.proposals, shown.today)


def bands() -> list[Band]:
    """The cabinets of this world, real or invented, each its own letters' own."""
    cabinets = Cabinet.objects.filter(is_example=showing_examples())
    return [Band(each.name, each.start, each.end, each.demissionary_from) for each in cabinets]


def events(topic: Topic) -> list[Event]:
    """What is marked on the time axis, as it matters to this topic or to all; nothing beside invented letters."""
    if showing_examples():
        return []
    shown = models.Event.objects.filter(Q(topics=topic) | Q(topics=None), is_shown=True).distinct()
    return [Event(each.date, each.name) for each in shown]


def holder_of(value: str) -> Holder | None:
    return Holder(value) if value in list(Holder) else None


def _get_topic_or_404(slug: str) -> tuple[Topic, Axis]:
    topic, axis = Topic.objects.filter(slug=slug).first(), axes().get(slug)
    if topic is None or axis is None:
        raise Http404
    return topic, axis
