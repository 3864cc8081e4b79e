from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters.filters import LetterFilter
from positions import changing, feeds, known, sayings
from positions.api.asking import problems
from positions.feeds import Entry
from positions.filters import ChangeFilter, KnownStanceFilter
from positions.freshness import fresh
from positions.models import Topic
from positions.timelines import Asked, published, read
from positions.views.data import refused


@require_safe
@fresh
def letters_feed(request: HttpRequest) -> HttpResponse:
    asked = LetterFilter(request.GET, queryset=known.letters())
    if wrong := problems(request.GET, asked):
        return refused(wrong)
    return answered(request, feeds.letter_entries(asked.qs), _("nieuwe brieven"), reverse("letters"))


@require_safe
@fresh
def stances_feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Accepted stances alone: a proposal is no news."""
    topic = _get_topic_or_404(slug)
    accepted = sayings.current(proposals=False).visible_to(request.user)
    asked = KnownStanceFilter(request.GET, queryset=accepted.filter(topic=topic) if topic else accepted)
    if wrong := problems(request.GET, asked):
        return refused(wrong)
    page = reverse("topic", args=[slug]) if topic else reverse("search")
    return answered(request, feeds.stance_entries(asked.qs), _("nieuwe standpunten"), page, topic)


@require_safe
@fresh
def changes_feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    topic = _get_topic_or_404(slug)
    asked = ChangeFilter(request.GET, queryset=known.seen_by(request.user, published()))
    if wrong := problems(request.GET, asked):
        return refused(wrong)
    topics, chosen = [topic] if topic else asked.topics, asked.asked
    reading = read(topics, asked.qs, Asked(chosen.as_of, False, chosen.coder, chosen.least))
    steps = changing.steps(reading, topics, kinds=asked.kinds, holder=asked.holders[0])
    return answered(request, feeds.change_entries(steps), _("veranderingen"), reverse("changes"), topic)


def answered(
    request: HttpRequest, entries: list[Entry], what: str, page: str, topic: Topic | None = None
) -> HttpResponse:
    site = request.build_absolute_uri("/")[:-1]
    about, title, own = f"feed{request.get_full_path()}", feeds.title_of(what, topic), request.get_full_path()
    written = feeds.atom(entries, about=about, title=title, site=site, path=page, own=own)
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


def _get_topic_or_404(slug: str) -> Topic | None:
    return get_object_or_404(Topic, slug=slug) if slug else None
