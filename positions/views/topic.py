"""Topic page: timeline, figure, drawing, a letter's quotes, data, embedding."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters.records.table_files import pieces, table_of
from letters.search import filter_choices
from letters.search.filter_choices import Feed
from letters.search.letter_filter import LetterFilter
from positions.charts import page_context, plotly, png, presets, publication, scales, svg, topic_publications
from positions.charts import quotes as chart_quotes
from positions.charts import table as chart_table
from positions.charts.data import TopicChartData, topic_chart_data, unfiltered
from positions.charts.dated_rows import DatedRows
from positions.charts.distribution import draws_bins
from positions.charts.legend import legend
from positions.charts.page_context import embeddable, query, site, with_chart
from positions.charts.publication import FORMS, WIDE
from positions.domain.scale import Holder
from positions.domain.timeline import RULES
from positions.labels import summaries
from positions.labels.languages import in_language
from positions.labels.palette import LIGHT, theme_of
from positions.models import Topic
from positions.open_data.export_formats import streamed, table_file
from positions.open_data.filters import AsOfStanceFilter
from positions.open_data.records.position import CHART_ROW
from positions.reliability import agreement
from positions.stances import chips
from positions.timelines import query as timeline_query
from positions.timelines.filters import ChangeFilter, PositionFilter

QUIET = ("sort", "publication", "holder", "proposals")  # have controls of their own on the page
View = Callable[..., HttpResponseBase]


def of_topic(view: View) -> View:
    """Pass the chart data of the topic with this slug to the view; 404 if there is no such topic."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
        return view(request, topic_chart_data(request, slug), **rest)

    return found


@with_chart
@of_topic
def topic_page(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    context = {**about(request, shown), **controls(shown), **table(request, shown)}
    return render(request, "positions/topic/page.html", context)


@of_topic
def topic_figure(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Return the figure for our script, which also an embedded page reads: its origin is opaque."""
    width = plotly.PHONE if request.GET.get("size") == "narrow" else plotly.WIDTH
    found = plotly.figure(shown.picture, theme_of(request.GET.get("theme")), width=width)
    return HttpResponse(plotly.as_json(found), content_type="application/json")


@of_topic
def topic_drawing(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Return the drawing alone, or with a form (`size=wide`, `square`, `phone`) the picture to publish."""
    theme, asked = theme_of(request.GET.get("theme")), request.GET.get("size", "")
    if asked in FORMS:
        found = publication.render(topic_publications.of_topic(shown, theme, site(request)), FORMS[asked], theme)
    else:
        found = svg.standing_alone(shown.picture, scales.NARROW if asked == "narrow" else scales.WIDE, theme)
    return saved(HttpResponse(found, content_type="image/svg+xml"), f"{shown.topic.slug}.svg", attached=False)


@of_topic
def topic_image(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Return the picture to publish as PNG, half as fine again as its size; `size` as for `topic_drawing`."""
    theme, form = theme_of(request.GET.get("theme")), FORMS.get(request.GET.get("size", ""), WIDE)
    found = png.png(publication.render(topic_publications.of_topic(shown, theme, site(request)), form, theme), zoom=1.5)
    return saved(HttpResponse(found, content_type="image/png"), f"{shown.topic.slug}.png", attached=False)


@of_topic
def topic_card(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Return the wide picture as PNG, for link previews (Open Graph)."""
    found = png.png(publication.render(topic_publications.of_topic(shown, LIGHT, site(request)), WIDE, LIGHT))
    return HttpResponse(found, content_type="image/png")


@of_topic
def topic_letter(request: HttpRequest, shown: TopicChartData, key: str) -> HttpResponse:
    """Show one letter's quotes on the topic: a page, or with `paneel` only the panel beside the chart."""
    quotes = chart_quotes.quotes(request, shown, key)
    if quotes is None and chart_quotes.quotes(request, unfiltered(shown), key) is None:
        raise Http404
    template = (
        "positions/charts/_quotes.html" if quotes and request.GET.get("paneel") else "positions/topic/letter.html"
    )
    context = {
        "shown": shown,
        "quotes": quotes,
        "back": query(request),
        "problems": filter_choices.problems(shown.asked),
    }
    return render(request, template, context)


@of_topic
def topic_table(request: HttpRequest, shown: TopicChartData, form: str) -> HttpResponseBase:
    table, name = table_of(CHART_ROW, shown.letter_positions()), shown.topic.slug
    return streamed(pieces(table, form), name, form) if shown.in_parts else table_file(table, name, form)


@of_topic
def topic_json(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    axis = shown.axis
    found = {
        "topic": shown.topic.slug,
        "name": shown.topic.name,
        "axis": {"low": in_language(axis.low_pole), "high": in_language(axis.high_pole), "lowest": -2, "highest": 2},
        "asked": {name: request.GET.getlist(name) for name in request.GET},
        "rules": RULES,
        "gaps": chart_table.gap_records(shown.without_events.gaps()),
        "positions": CHART_ROW.objects(list(shown.letter_positions())),
    }
    return saved(
        HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/json"), f"{shown.topic.slug}.json"
    )


@embeddable
@with_chart
@of_topic
def topic_embed(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Show the chart for embedding in other sites, with its headline and a link back."""
    return render(request, "positions/charts/embed.html", about(request, shown))


def about(request: HttpRequest, shown: TopicChartData) -> dict[str, Any]:
    """Return the context that page and embedding share."""
    drawn = any(line.days for line in shown.lines)
    chart = page_context.of_topic(request, shown)
    return {
        "here": "topics",
        "card": reverse("topic-card", args=[shown.topic.slug]),
        "shown": shown,
        "topic": shown.topic,
        "axis": shown.axis,
        "look": shown.look.number,
        "summaries": [
            (summaries.holder_words(line), summaries.summary(line, shown.axis, shown.until, shown.holdings))
            for line in shown.lines
        ],
        "letters": shown.number,
        "events": shown.picture.events_shown(),
        "gaps": shown.picture.gaps() if drawn else [],
        "mark": agreement.mark_of(shown.topic),
        "legend": legend([shown.picture]).on_page(chart.wide, chart.narrow),
        "proposed": any(line.proposed for line in shown.lines),
        "drawn": drawn,
        "binned": draws_bins(shown.lines),
        "chart": chart,
        "query": query(request),
    }


def controls(shown: TopicChartData) -> dict[str, Any]:
    """Return the context of controls, presets, filters and chips."""
    data, asked = shown.asked.data, shown.asked
    ends = timeline_query.published().aggregate(first=Min("document_date"), last=Max("document_date"))
    first, last = ends["first"] or shown.today, ends["last"] or shown.today
    here = PositionFilter(data, queryset=shown.spoken(shown.letters))
    here.is_valid()
    return {
        "topics": Topic.objects.all(),
        "holders": presets.holders(data, asked.holders),
        "proposals": presets.proposals(data, asked.asked.proposals) if shown.proposals else None,
        "everything": presets.everything(data),
        "cabinets": presets.cabinets(data, shown.picture.bands, first, last),
        "years": presets.years(data, first, last),
        "form": asked.form,
        "facets": filter_choices.facets(here),
        "chips": chips.chips(asked, quiet=QUIET),
        "problems": filter_choices.problems(asked),
        "follow": feeds(shown),
        "by_mail": urlencode({"topic": shown.topic.slug}),
        "by_mail_words": _("Van elke stap over dit onderwerp: verdere keuzes tellen niet mee.")
        if any(value for name, value in asked.chosen.items() if name not in QUIET or name == "holder")
        else "",
    }


def feeds(shown: TopicChartData) -> list[Feed]:
    """Return the feeds of the topic, with the page's filter as far as they have it."""
    asked, slug = shown.asked, [shown.topic.slug]
    changes = filter_choices.query_for(set(ChangeFilter.base_filters) - {"proposals"}, asked)
    stances = filter_choices.query_for({*AsOfStanceFilter.base_filters, *LetterFilter.base_filters}, asked)
    if not asked.chosen.get("holder"):  # the page shows the cabinet, a feed everybody
        stances = urlencode({"holder": Holder.CABINET.value}) + (f"&{stances}" if stances else "")
    steps = Feed(_("Veranderingen"), reverse("feed-topic-changes", args=slug), changes)
    if (asked.chosen.get("least") or 1) > 1:  # which letters have so many sentences is no filter of stances
        return [steps]
    return [steps, Feed(_("Nieuwe standpunten"), reverse("feed-topic-stances", args=slug), stances)]


def table(request: HttpRequest, shown: TopicChartData) -> dict[str, Any]:
    order, problems = chart_table.order_of(shown.asked.data)
    several = len(shown.lines) > 1
    names = [name for name in chart_table.KEYS if name != chart_table.WHO or several]
    page = Paginator(rows(shown, order), chart_table.PER_PAGE).get_page(shown.asked.data.get("page"))
    return {
        "heads": chart_table.heads(shown.asked.data, order, names),
        "page": page,
        "several": several,
        "undated": chart_table.undated(shown.undated_lines, shown.axis),
        "order_problems": problems,
        "quotes": chart_quotes.quotes(request, shown, shown.asked.data.get("brief", "")),
    }


def rows(shown: TopicChartData, order: str) -> Sequence[chart_table.TableRow | chart_table.SilentRow]:
    """Return the rows of the table. Of a large topic those of a page are read, in any other order than by date all."""
    if not any(line.days for line in shown.lines):
        return []
    if shown.sums is not None and order.lstrip("-") == chart_table.DATE:
        return DatedRows(shown, shown.sums, order)
    sayings = shown.reading.sayings.get(shown.topic.slug, [])
    silent = chart_table.silent_rows(shown.without_position, sayings)
    return chart_table.rows(shown.letter_lines, shown.axis, order, silent)


def saved(response: HttpResponse, name: str, *, attached: bool = True) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    return response
