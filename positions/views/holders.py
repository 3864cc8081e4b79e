"""Page of a topic that sets the cabinet beside adviser, allies, NATO and others in the same letters."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from letters.search.filter_choices import Feed
from positions.charts.data import TopicChartData, unfiltered
from positions.letter_page.holders_in_letter import voices
from positions.models import Topic
from positions.views.topic import of_topic

PER_PAGE = 20


@of_topic
def topic_holders(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Show all letters, whatever the address asks: a filter would make a voice look silent."""
    found = voices(shown.topic, shown.axis, unfiltered(shown).reading)
    context = {
        "here": "topics",
        "topics": Topic.objects.all(),
        "topic": shown.topic,
        "axis": shown.axis,
        "look": shown.look.number,
        "follow": [Feed(_("Nieuwe standpunten"), reverse("feed-topic-stances", args=[shown.topic.slug]))],
        "by_mail": urlencode({"topic": shown.topic.slug}),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "positions/holders/page.html", context)
