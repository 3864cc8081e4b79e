"""What hangs on the chart of several topics: figure, drawing, data, embedding."""

from __future__ import annotations

import json
from functools import wraps
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.streaming import write_table
from positions import charts, panels
from positions.multiples import COLUMNS, Multiples, multiples
from positions.themes import theme_of
from positions.views import charted
from positions.views.charted import View, framed_by_anybody, with_chart
from positions.views.topic import saved


def of_several(view: View) -> View:
    """Give the view what is shown of the topics that the address asks for."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        return view(request, multiples(request))

    return found


@of_several
def compare_figure(request: HttpRequest, shown: Multiples) -> HttpResponse:
    """As `topic_figure`; `columns=1` is for a phone."""
    columns = panels.PHONE if request.GET.get("columns") == "1" else panels.DESK
    found = charts.as_json(panels.figure(shown.pictures, theme_of(request.GET.get("theme")), columns))
    return HttpResponse(found, content_type="application/json", headers={"Access-Control-Allow-Origin": "*"})


@of_several
def compare_drawing(request: HttpRequest, shown: Multiples) -> HttpResponse:
    columns = panels.PHONE if request.GET.get("size") == "narrow" else panels.DESK
    found = panels.standing_alone(shown.pictures, columns, theme_of(request.GET.get("theme")))
    return saved(HttpResponse(found, content_type="image/svg+xml"), "vergelijking.svg", attached=False)


@of_several
def compare_csv(request: HttpRequest, shown: Multiples) -> HttpResponse:
    """One line a letter and topic; the table of periods is the page's own."""
    out = StringIO()
    write_table(shown.records(), COLUMNS, out)
    return saved(HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8"), "vergelijking-brieven.csv")


@of_several
def compare_json(request: HttpRequest, shown: Multiples) -> HttpResponse:
    found = {
        "topics": [_topic(shown, slug) for slug in (topic.slug for topic in shown.lines)],
        "holder": shown.holder.value,
        "asked": {name: request.GET.getlist(name) for name in request.GET},
        "positions": list(shown.records()),
    }
    written = json.dumps(found, ensure_ascii=False)
    return saved(HttpResponse(written, content_type="application/json"), "vergelijking-brieven.json")


def _topic(shown: Multiples, slug: str) -> dict[str, Any]:
    axis = shown.axes[slug]
    return {"topic": slug, "low": axis.low_pole.nl, "high": axis.high_pole.nl, "lowest": -2, "highest": 2}


@framed_by_anybody
@with_chart
@of_several
def compare_embed(request: HttpRequest, shown: Multiples) -> HttpResponse:
    summaries = [(topic.name, words) for topic, words in shown.summaries()]
    chart = charted.of_topics(request, shown)
    context = {"chart": chart, "summaries": summaries, "drawn": bool(shown.pictures), "hollow": shown.hollow}
    return render(request, "positions/embed.html", context)
