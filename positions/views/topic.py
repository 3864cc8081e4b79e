"""A topic through time: the page, and what hangs on it (figure, drawing, a letter's quotes, data, embedding)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from io import StringIO
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from letters import choices
from letters.streaming import write_table
from positions import agreements, charts, choosing, drawing, quoting, sharing, spoken, switching, tabling, timelines
from positions.bilingual import in_language
from positions.filters import PositionFilter
from positions.models import Stance, Topic
from positions.readings import Showing, showing, unfiltered
from positions.themes import theme_of
from positions.views import charted
from positions.views.charted import framed_by_anybody, query, with_chart

QUIET = ("sort", "publication", "holder", "proposals")  # have switches of their own on the page
View = Callable[..., HttpResponse]


def of_topic(view: View) -> View:
    """Give the view what is shown of the topic with this slug; 404 where there is no such topic."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        return view(request, showing(request, slug), **rest)

    return found


@with_chart
@of_topic
def topic_page(request: HttpRequest, shown: Showing) -> HttpResponse:
    return render(request, "positions/topic.html", {**about(request, shown), **controls(shown), **table(shown)})


@of_topic
def topic_figure(request: HttpRequest, shown: Showing) -> HttpResponse:
    """Public numbers for our own script; an embedded page, which has no origin of its own, asks for them too."""
    found = charts.figure(shown.picture, theme_of(request.GET.get("theme")))
    return HttpResponse(
        charts.as_json(found), content_type="application/json", headers={"Access-Control-Allow-Origin": "*"}
    )


@of_topic
def topic_drawing(request: HttpRequest, shown: Showing) -> HttpResponse:
    size = drawing.NARROW if request.GET.get("size") == "narrow" else drawing.WIDE
    found = drawing.standing_alone(shown.picture, size, theme_of(request.GET.get("theme")))
    return saved(HttpResponse(found, content_type="image/svg+xml"), f"{shown.topic.slug}.svg", attached=False)


@of_topic
def topic_card(request: HttpRequest, shown: Showing) -> HttpResponse:
    """For cards of other programs (Open Graph)."""
    return HttpResponse(sharing.png(shown.picture), content_type="image/png")


@of_topic
def topic_letter(request: HttpRequest, shown: Showing, key: str) -> HttpResponse:
    """What one letter says on the topic: a page, or with `paneel` the part of it that stands beside the chart."""
    quotes = quoting.quotes(shown, key)
    if quotes is None and quoting.quotes(unfiltered(shown), key) is None:
        raise Http404
    template = "positions/_quotes.html" if quotes and request.GET.get("paneel") else "positions/topic_letter.html"
    context = {"shown": shown, "quotes": quotes, "back": query(request), "problems": choices.problems(shown.asked)}
    return render(request, template, context)


@of_topic
def topic_csv(request: HttpRequest, shown: Showing) -> HttpResponse:
    out = StringIO()
    write_table(tabling.records(shown.lines), tabling.COLUMNS, out)
    return saved(HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8"), f"{shown.topic.slug}.csv")


@of_topic
def topic_json(request: HttpRequest, shown: Showing) -> HttpResponse:
    axis = shown.axis
    found = {
        "topic": shown.topic.slug,
        "name": shown.topic.name,
        "axis": {"low": in_language(axis.low_pole), "high": in_language(axis.high_pole), "lowest": -2, "highest": 2},
        "asked": {name: request.GET.getlist(name) for name in request.GET},
        "positions": list(tabling.records(shown.lines)),
    }
    return saved(
        HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/json"), f"{shown.topic.slug}.json"
    )


@framed_by_anybody
@with_chart
@of_topic
def topic_embed(request: HttpRequest, shown: Showing) -> HttpResponse:
    """For other people's pages: the chart, what it says in a sentence, and the way here."""
    return render(request, "positions/embed.html", about(request, shown))


def about(request: HttpRequest, shown: Showing) -> dict[str, Any]:
    """What page and embedded page both have."""
    letters = {dot.letter.pk for dot in shown.dots + shown.undated}
    return {
        "here": "topics",
        "shown": shown,
        "topic": shown.topic,
        "axis": shown.axis,
        "look": shown.look.number,
        "summaries": [
            (spoken.holder_words(line), spoken.summary(line, shown.axis, shown.until)) for line in shown.lines
        ],
        "letters": len(letters),
        "events": shown.picture.events_shown(),
        "mark": agreements.mark_of(shown.topic),
        "hollow": any(line.hollow for line in shown.lines),
        "drawn": bool(shown.dots),
        "chart": charted.of_topic(request, shown),
        "query": query(request),
    }


def controls(shown: Showing) -> dict[str, Any]:
    """Switches, presets, filters and chips."""
    data, asked = shown.asked.data, shown.asked
    ends = timelines.published().aggregate(first=Min("document_date"), last=Max("document_date"))
    first, last = ends["first"] or shown.today, ends["last"] or shown.today
    said = Stance.objects.filter(topic=shown.topic).order_by().values("revision__letter")
    here = PositionFilter(data, queryset=timelines.published().filter(pk__in=said))
    here.is_valid()
    return {
        "topics": Topic.objects.all(),
        "holders": switching.holders(data, asked.holders),
        "proposals": switching.proposals(data, asked.asked.proposals) if shown.proposals else None,
        "everything": switching.everything(data),
        "cabinets": switching.cabinets(data, shown.picture.bands, first, last),
        "years": switching.years(data, first, last),
        "form": asked.form,
        "groups": choices.groups(here),
        "chips": choosing.chips(asked, quiet=QUIET),
        "problems": choices.problems(asked),
    }


def table(shown: Showing) -> dict[str, Any]:
    order, problems = tabling.order_of(shown.asked.data)
    several = len(shown.lines) > 1
    names = [name for name in tabling.KEYS if name != tabling.WHO or several]
    page = Paginator(tabling.rows(shown.lines, shown.axis, order), tabling.PER_PAGE).get_page(
        shown.asked.data.get("page")
    )
    return {
        "heads": tabling.heads(shown.asked.data, order, names),
        "page": page,
        "several": several,
        "undated": tabling.undated(shown.lines, shown.axis),
        "order_problems": problems,
        "quotes": quoting.quotes(shown, shown.asked.data.get("brief", "")),
    }


def saved(response: HttpResponse, name: str, *, attached: bool = True) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    return response
