from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters import choices
from positions import changing, choosing
from positions.axes import axes
from positions.domain.lines import Change
from positions.filters import ChangeFilter
from positions.models import Topic
from positions.timelines import published, read

PER_PAGE = 20


@require_safe
def changes_page(request: HttpRequest) -> HttpResponse:
    """Every step between letters in a row. Its queries do not grow with the letters."""
    asked = ChangeFilter(request.GET, queryset=published())
    topics = asked.topics
    order = asked.chosen.get("order") or changing.NEWEST
    reading = read(topics, asked.qs, asked.asked)
    found = changing.steps(reading, topics, kinds=asked.kinds, order=order, holder=asked.holders[0])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "here": "changes",
        "filter": asked,
        "page": page,
        "steps": page.object_list,
        "order": order,
        "axes": axes(),
        "all_topics": Topic.objects.all(),
        "kinds": list(Change),
        "chosen_topics": asked.chosen.get("topic") or [],
        "chosen_kinds": asked.kinds,
        "chips": choosing.chips(asked, quiet=("sort", "publication", "order", "by", "a", "b")),
        "problems": choices.problems(asked),
    }
    return render(request, "positions/changes.html", context)
