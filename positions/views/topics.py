"""Page of all topics: definition, poles, position now, and ways on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from positions.codebook.store import axes
from positions.labels import summaries
from positions.models import Assignment, Topic
from positions.stances import letter_counts
from positions.stances.visibility import may_see_proposals
from positions.timelines import query
from positions.timelines.query import TimelineOptions
from positions.timelines.topic_sums import is_large, lines_of


@require_safe
def topics_page(request: HttpRequest) -> HttpResponse:
    """Show all topics. The number of queries is constant."""
    topics, every = list(Topic.objects.annotate(is_large=is_large())), axes()
    letters = Assignment.objects.letters_seen_by(request.user, query.published())
    asked = TimelineOptions(
        proposals=may_see_proposals(request), hidden=Assignment.objects.hidden_letters(request.user)
    )
    lines, held = lines_of(topics, letters, asked), letter_counts.holdings(letters, asked)
    cards = [
        {
            "topic": topic,
            "axis": every[topic.slug],
            "summary": summaries.summary(lines[topic], every[topic.slug], timezone.localdate(), held),
        }
        for topic in topics
        if topic.slug in every
    ]
    return render(request, "positions/topics/page.html", {"here": "topics", "cards": cards})
