"""The steps that were decided on last, for their feed: of many steps only those are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import accumulate, repeat
from operator import mul

from django.db.models import Max

from positions.domain.scale import Holder
from positions.domain.timeline.lines import Step
from positions.models import Review, Topic
from positions.open_data.atom import EPOCH
from positions.timelines.changes import StepList, TopicStep

FEW = 200  # of so many steps, all are read
WINDOW, TIMES = 1000, 4  # decisions that are looked through first, and by how much more each time after that

Timed = tuple[datetime, TopicStep]
Found = tuple[Topic, Step]


def decided_last(steps: StepList, most: int) -> list[Timed]:
    """Return at most so many steps, each with the time of the last decision that it depends on, newest first."""
    if len(steps) <= FEW:
        return _timed(list(steps))[:most]
    waiting = _by_place(steps.found)
    candidates = dict[int, Found]()
    for window in _decisions(steps):
        for topic, day, cabinet in (row[2:] for row in window):
            candidates |= {id(each[1]): each for each in waiting.pop((topic, day, cabinet), ())}
        if len(candidates) >= most or not window:
            found = _timed(steps.read(list(candidates.values())))
            # A decision that no longer counts brought in a step that others may precede: those are further back.
            sure = [each for each in found if not window or each[0] >= window[-1][1]]
            if len(sure) >= most or not window:
                return sure[:most]
    return []


def _by_place(found: list[Found]) -> dict[tuple[int, date, str], list[Found]]:
    """Return the steps by topic, day and cabinet of the letters that they depend on."""
    places = defaultdict[tuple[int, date, str], list[Found]](list)
    for topic, step in found:
        for pool in filter(None, (step.before, step.after)):
            places[topic.pk, pool.day, pool.cabinet].append((topic, step))
    return places


def _decisions(steps: StepList) -> Iterator[list[tuple[int, datetime, int, date, str]]]:
    """Yield decisions on these topics in windows, the last first: id, time, topic, and the letter's day and cabinet.

    The last window is empty.
    """
    topics = {topic.pk for topic, _step in steps.found}
    about = Review.objects.filter(stance__topic__in=topics, stance__holder=Holder.CABINET).order_by("-pk")
    columns = "pk", "at", "stance__topic", "stance__revision__letter__document_date"
    rows = about.values_list(*columns, "stance__revision__letter__cabinet__name")
    last = None
    for size in accumulate(repeat(TIMES), mul, initial=WINDOW):
        window = list((rows if last is None else rows.filter(pk__lt=last))[:size])
        yield window
        if not window:
            return
        last = window[-1][0]


def _timed(steps: list[TopicStep]) -> list[Timed]:
    """Return the steps with their times, the last decided first. One query."""
    decided = _decided({pk for each in steps for pk in rests_on(each.step)})
    timed = [(max(decided.get(pk, EPOCH) for pk in rests_on(each.step)), each) for each in steps]
    return sorted(timed, key=lambda each: each[0], reverse=True)


def rests_on(step: Step) -> tuple[int, ...]:
    return (*step.after.stances, *(step.before.stances if step.before else ()))


def _decided(stances: set[int]) -> dict[int, datetime]:
    rows = Review.objects.filter(stance__in=stances).order_by().values_list("stance").annotate(last=Max("at"))
    return dict(rows)
