"""The first page: what this is, where each topic stands, what moved last, what came in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters.models import Letter
from positions import changing, coverage, drawing, spoken, timelines
from positions.axes import axes
from positions.changing import Step
from positions.domain.entries import Topic as Axis
from positions.domain.lines import Change
from positions.domain.series import Series
from positions.models import Topic
from positions.multiples import over_the_same_years
from positions.phrases import change_words
from positions.pictures import Picture
from positions.timelines import Asked
from positions.visibility import may_see_proposals

MOVED = (Change.HARDENED, Change.SOFTENED, Change.REVERSED)
NEWEST, CHANGES = 5, 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The number of queries does not depend on how many letters or topics there are."""
    topics = list(Topic.objects.all())
    reading = timelines.read(topics, timelines.published(), Asked(proposals=may_see_proposals(request)))
    lines = {topic: reading.series(topic.slug) for topic in topics}
    years = coverage.by_year(topics)
    context = {
        "here": "home",
        "cards": cards(lines),
        "steps": [said(step) for step in changing.steps(reading, topics, kinds=MOVED)[:CHANGES]],
        "newest": Letter.objects.published().letters().named().prefetch_related("dossiers")[:NEWEST],
        "coverage": coverage.total(years),
        "said": any(line.dots for line in lines.values()),
        "proposed": any(line.hollow for line in lines.values()),
    }
    return render(request, "positions/home.html", context)


def cards(lines: dict[Topic, Series]) -> list[dict[str, Any]]:
    """Each topic with its drawing, all over the same years; none before there is anything to draw."""
    every = axes()
    drawn = {topic: line for topic, line in lines.items() if topic.slug in every and (line.dots or line.hollow)}
    pictures = over_the_same_years(drawn, every, timezone.localdate())
    return [_card(topic, every[topic.slug], drawn[topic], picture) for topic, picture in pictures.items()]


def said(step: Step) -> dict[str, Any]:
    """A step in words, with both quotes."""
    assert step.dot.before
    before, after = step.numbers
    return {
        "topic": step.topic,
        "dot": step.dot,
        "words": _("%(change)s, van %(before)s naar %(after)s") % {
            "change": change_words(step.change),
            "before": before,
            "after": after,
        },
        "days": (spoken.day_beside(step.dot.before.letter), spoken.day_beside(step.dot.letter)),
        "marked": step.marked(),
    }  # fmt: skip


def _card(topic: Topic, axis: Axis, line: Series, picture: Picture) -> dict[str, Any]:
    return {
        "topic": topic,
        "look": picture.look.number,
        "drawing": drawing.drawing(picture, drawing.TINY, name=topic.slug),
        "summary": spoken.summary(line, axis, picture.until),
    }
