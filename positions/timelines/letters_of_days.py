"""The letters of a few days of a topic whose letters are summed up, as they are where every letter is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from letters.models import Letter
from positions.domain.scale import Holder
from positions.domain.timeline.series import Series
from positions.domain.timeline.summed_series import SummedSeries
from positions.models import StanceSummary, SummaryDue, Topic
from positions.models.assignments import letters_without
from positions.timelines.query import TimelineOptions, are_all, look_up, published


def letters_of_days(
    topic: Topic,
    line: SummedSeries,
    days: Collection[date],
    letters: QuerySet[Letter],
    asked: TimelineOptions,
    *,
    proposed: bool = False,
    pools: bool = False,
) -> Series:
    """Return the series of the line's holder on these days: its dots are those of `letters`, its pools of all letters.

    The dots have their steps on the line and, by version 1 of the counting rules, the change from the letter before,
    for which that one's day is read too. With `proposed` the letters with proposals alone are read, and the series has
    no other dots than its hollow ones. Without `pools` it has none, and what others say is read for shares alone. Six
    queries.
    """
    wanted = set(days)
    both = letters_without(published(), asked.hidden).filter(
        document_date__in=wanted if proposed else wanted.union(_days_before(line, wanted))
    )
    if proposed:
        both = both.filter(_with_proposals(topic, line.holder))
    reading = look_up([topic], replace(asked, proposals=True, least=1), both, holder=None if pools else line.holder)
    found = reading.series(topic.slug, line.holder) if pools else reading.dots(topic.slug, line.holder)
    shown = found.only(_chosen(letters, wanted), proposals=asked.proposals, least=asked.least)
    dots, hollow = (tuple(dot for dot in each if dot.letter.day in wanted) for each in (shown.dots, shown.hollow))
    if proposed:
        return replace(shown, dots=(), hollow=hollow)
    return line.with_steps_of(replace(shown, dots=dots, hollow=hollow))


def _with_proposals(topic: Topic, holder: Holder) -> Q:
    """Condition on letters: a proposal on the topic is open there, by what is summed up; or it is not summed up yet."""
    said = StanceSummary.objects.filter(topic=topic, holder=holder, accepted=False).order_by()
    return Q(pk__in=said.values("letter")) | Q(pk__in=SummaryDue.objects.order_by().values("letter"))


def _days_before(line: SummedSeries, days: Collection[date]) -> Iterator[date]:
    """Yield for each of these days the last one before it with an accepted position."""
    accepted = sorted({*filter(None, line.by_day(accepted=True).days), *line.hidden_days})
    for day in days:
        if place := bisect_left(accepted, day):
            yield accepted[place - 1]


def _chosen(letters: QuerySet[Letter], days: Collection[date]) -> set[int] | None:
    """Return the ids of these letters on these days; None for all that are published."""
    if are_all(letters):
        return None
    return set(letters.filter(document_date__in=days).order_by().values_list("pk", flat=True))
