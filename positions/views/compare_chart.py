"""Responses of the comparison chart: figure, drawing, data, embedding."""

from __future__ import annotations

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.records.table_files import pieces, table_of
from positions.charts import page_context, plotly, png, publication, small_multiples, table, topic_publications
from positions.charts.legend import legend
from positions.charts.page_context import embeddable, site, with_chart
from positions.charts.publication import FORMS, WIDE
from positions.charts.small_multiples_data import SmallMultiplesData, read
from positions.domain.timeline import RULES
from positions.labels.palette import LIGHT, theme_of
from positions.open_data.export_formats import streamed, table_file
from positions.open_data.records.position import COMPARISON_ROW
from positions.views.topic import View, saved


def of_several(view: View) -> View:
    """Pass the data of the requested topics to the view."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        return view(request, read(request), **rest)

    return found


@of_several
def compare_figure(request: HttpRequest, shown: SmallMultiplesData) -> HttpResponse:
    """Return the figure, as `topic_figure` does; `columns=1` is for narrow screens."""
    columns = small_multiples.PHONE if request.GET.get("columns") == "1" else small_multiples.DESK
    found = plotly.as_json(small_multiples.figure(shown.pictures, theme_of(request.GET.get("theme")), columns))
    return HttpResponse(found, content_type="application/json")


@of_several
def compare_drawing(request: HttpRequest, shown: SmallMultiplesData) -> HttpResponse:
    """Return the drawing alone or the picture to topic_publications, as `topic_drawing` does."""
    theme, asked = theme_of(request.GET.get("theme")), request.GET.get("size", "")
    if asked in FORMS:
        found = publication.render(
            topic_publications.of_topics(shown, theme, site(request), FORMS[asked]), FORMS[asked], theme
        )
    else:
        columns = small_multiples.PHONE if asked == "narrow" else small_multiples.DESK
        found = small_multiples.standing_alone(shown.pictures, columns, theme)
    return saved(HttpResponse(found, content_type="image/svg+xml"), "vergelijking.svg", attached=False)


@of_several
def compare_image(request: HttpRequest, shown: SmallMultiplesData) -> HttpResponse:
    """Return the picture to publish as PNG, as `topic_image` does."""
    theme, form = theme_of(request.GET.get("theme")), FORMS.get(request.GET.get("size", ""), WIDE)
    found = png.png(
        publication.render(topic_publications.of_topics(shown, theme, site(request), form), form, theme), zoom=1.5
    )
    return saved(HttpResponse(found, content_type="image/png"), "vergelijking.png", attached=False)


@of_several
def compare_card(request: HttpRequest, shown: SmallMultiplesData) -> HttpResponse:
    """Return the wide picture as PNG, for link previews (Open Graph)."""
    found = png.png(publication.render(topic_publications.of_topics(shown, LIGHT, site(request), WIDE), WIDE, LIGHT))
    return HttpResponse(found, content_type="image/png")


@of_several
def compare_table(request: HttpRequest, shown: SmallMultiplesData, form: str) -> HttpResponseBase:
    """Return one row per letter and topic; the table of periods is a download of the page itself."""
    table, name = table_of(COMPARISON_ROW, shown.letter_positions()), "vergelijking-brieven"
    return streamed(pieces(table, form), name, form) if shown.in_parts else table_file(table, name, form)


@of_several
def compare_json(request: HttpRequest, shown: SmallMultiplesData) -> HttpResponse:
    gaps = {each.axis.slug: table.gap_records(each.gaps()) for each in shown.pictures}
    found = {
        "topics": [_topic(shown, slug) for slug in (topic.slug for topic in shown.lines)],
        "holder": shown.holder.value,
        "asked": {name: request.GET.getlist(name) for name in request.GET},
        "rules": RULES,
        "gaps": gaps,
        "positions": COMPARISON_ROW.objects(list(shown.letter_positions())),
    }
    written = json.dumps(found, ensure_ascii=False)
    return saved(HttpResponse(written, content_type="application/json"), "vergelijking-brieven.json")


def _topic(shown: SmallMultiplesData, slug: str) -> dict[str, Any]:
    axis = shown.axes[slug]
    return {"topic": slug, "low": axis.low_pole.nl, "high": axis.high_pole.nl, "lowest": -2, "highest": 2}


@embeddable
@with_chart
@of_several
def compare_embed(request: HttpRequest, shown: SmallMultiplesData) -> HttpResponse:
    summaries = [(topic.name, words) for topic, words in shown.summaries()]
    chart = page_context.of_topics(request, shown)
    context = {
        "chart": chart,
        "summaries": summaries,
        "drawn": bool(shown.pictures),
        "legend": legend(shown.pictures).on_page(chart.wide, chart.narrow),
    }
    return render(request, "positions/charts/embed.html", context)
