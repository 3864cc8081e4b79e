from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from letters.search import filter_choices
from letters.search.filter_choices import Feed
from positions.codebook.store import axes
from positions.labels.position_words import kind_words, verdict_words
from positions.models import Assignment, Topic
from positions.stances import chips
from positions.timelines import changes
from positions.timelines.changes import StepList
from positions.timelines.filters import ChangeFilter
from positions.timelines.query import published
from positions.timelines.topic_sums import lines_of

PER_PAGE = 20


@require_safe
def changes_page(request: HttpRequest) -> HttpResponse:
    """List the steps between consecutive letters. The number of queries does not grow with the letters."""
    asked = ChangeFilter(
        request.GET, queryset=Assignment.objects.letters_seen_by(request.user, published()), request=request
    )
    topics = asked.topics
    order = asked.chosen.get("order") or changes.NEWEST
    how = replace(asked.asked, proposals=False)  # of them a step only tells how many are open
    lines = lines_of(topics, asked.qs, how, asked.holders[0])
    wanted = asked.wanted()
    found = changes.steps(lines, asked.qs, how, wanted, order=order)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "here": "changes",
        "filter": asked,
        "page": page,
        "steps": page.object_list,
        "order": order,
        "other_steps": counts_of(changes.steps(lines, asked.qs, how, replace(wanted, verdicts=())))
        if not found and is_default(asked)
        else "",
        "axes": axes(),
        "all_topics": Topic.objects.all(),
        "verdicts": asked.form.fields["verdict"].choices,
        "towards": asked.form.fields["towards"].choices,
        "chosen_topics": asked.chosen.get("topic") or [],
        "chosen_verdicts": asked.chosen.get("verdict") or [verdict.value for verdict in wanted.verdicts],
        "chosen_towards": asked.chosen.get("towards") or [],
        "chips": chips.chips(asked, quiet=("sort", "publication", "order", "by", "a", "b")),
        "problems": filter_choices.problems(asked),
        "follow": [
            Feed(gettext("Deze veranderingen"), reverse("feed-changes"), filter_choices.query_for(asked.filters, asked))
        ],
        **by_mail(asked),
    }
    return render(request, "positions/changes/page.html", context)


def by_mail(asked: ChangeFilter) -> dict[str, str]:
    """Return the context by which the steps are followed by mail: of the one topic that is chosen, if any."""
    chosen = {name for name, value in asked.chosen.items() if value and name not in ("order", "sort")}
    topics = asked.chosen.get("topic") or []
    if len(topics) != 1:
        return {}
    words = gettext("Van elke stap over dit onderwerp: verdere keuzes tellen niet mee.") if chosen > {"topic"} else ""
    return {"by_mail": urlencode({"topic": topics[0]}), "by_mail_words": words}


def is_default(asked: ChangeFilter) -> bool:
    """Return whether the reader left it to the page which steps are listed."""
    return not (asked.chosen.get("verdict") or asked.chosen.get("step"))


def counts_of(found: StepList) -> str:
    """Return how often each verdict is there, in words: «bevestigd (3), nieuw (1)»; empty without steps."""
    steps = (step for _topic, step in found.found)
    counts = Counter(verdict_words(step.verdict) if step.verdict else kind_words(step.kind) for step in steps)
    return ", ".join(f"{words} ({n})" for words, n in counts.most_common())
