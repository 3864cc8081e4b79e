"""Home page: introduction, position per topic, latest changes, latest letters."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from letters.models import Letter
from positions.charts import svg
from positions.charts.scales import TINY
from positions.charts.small_multiples_data import with_common_time_axis
from positions.charts.spec import ChartSpec
from positions.codebook.store import axes
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.series import Series
from positions.labels import summaries
from positions.models import Assignment, Topic
from positions.models.assignments import letters_without
from positions.stances import letter_counts
from positions.stances.visibility import may_see_proposals
from positions.timelines import changes, query
from positions.timelines.changes import NEWS, Wanted
from positions.timelines.query import TimelineOptions
from positions.timelines.topic_sums import is_large, lines_of

NEWEST, CHANGES = 5, 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page. The number of queries is constant."""
    topics = list(Topic.objects.annotate(is_large=is_large()))
    hidden = Assignment.objects.hidden_letters(request.user)
    letters = letters_without(query.published(), hidden)
    asked = TimelineOptions(proposals=may_see_proposals(request), hidden=hidden)
    held = letter_counts.holdings(letters, asked)
    lines = lines_of(topics, letters, asked)
    context = {
        "here": "home",
        "card": reverse("compare-card"),
        "cards": cards(lines, held),
        "steps": changes.steps(lines, letters, asked, Wanted(NEWS, settled=True), most=CHANGES)[:CHANGES],
        "axes": axes(),
        "newest": Letter.objects.published().letters().named().prefetch_related("dossiers")[:NEWEST],
        "every": letter_counts.holdings(query.published()),
        "said": any(line.by_day(accepted=True) for line in lines.values()),
        "proposed": any(line.by_day(accepted=False) for line in lines.values()),
    }
    return render(request, "positions/home/page.html", context)


def cards(lines: dict[Topic, Series], held: Holdings) -> list[dict[str, Any]]:
    """Return a card with a chart per topic, on a common time axis; none if there is nothing to draw."""
    every = axes()
    drawn = {topic: line for topic, line in lines.items() if topic.slug in every and line.days}
    pictures = with_common_time_axis(drawn, every, timezone.localdate(), held)
    return [_card(topic, drawn[topic], picture) for topic, picture in pictures.items()]


def _card(topic: Topic, line: Series, picture: ChartSpec) -> dict[str, Any]:
    return {
        "topic": topic,
        "look": picture.look.number,
        "drawing": svg.render(picture, TINY, name=topic.slug),
        "summary": summaries.summary(line, picture.axis, picture.until, picture.held),
    }
