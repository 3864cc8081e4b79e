"""Page of a topic that sets the cabinet beside adviser, allies, NATO and others in the same letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from letters.search.filter_choices import Feed
from positions.charts.data import TopicChartData, unfiltered
from positions.letter_page import holders_by_day
from positions.letter_page.holders_in_letter import LetterVoices, voices
from positions.models import Topic
from positions.views.topic import of_topic

PER_PAGE = 20


@of_topic
def topic_holders(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Show all letters, whatever the address asks: a filter would make a voice look silent."""
    found, page = on_page(shown, request.GET.get("page"))
    context = {
        "here": "topics",
        "topics": Topic.objects.all(),
        "topic": shown.topic,
        "axis": shown.axis,
        "look": shown.look.number,
        "follow": [Feed(_("Nieuwe standpunten"), reverse("feed-topic-stances", args=[shown.topic.slug]))],
        "by_mail": urlencode({"topic": shown.topic.slug}),
        "page": page,
        "found": found,
        "days": page[0].days if shown.is_large and page else (),
    }
    return render(request, "positions/holders/page.html", context)


def on_page(shown: TopicChartData, number: str | None) -> tuple[Sequence[LetterVoices], Page[Any]]:
    """Return the letters of a page, and the page: of these letters, or of a large topic of their days."""
    every = unfiltered(shown)
    if shown.is_large:
        page = Paginator(holders_by_day.pages(every), 1).get_page(number)
        return holders_by_day.voices_of(every, page), page
    of_letters = Paginator(voices(shown.topic, shown.axis, every.reading), PER_PAGE).get_page(number)
    return list(of_letters), of_letters
