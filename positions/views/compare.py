"""Comparison page: topics across years or cabinets, and two periods side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters.records.table_files import table_of_objects
from letters.search import filter_choices
from letters.search.filter_choices import Feed
from positions.charts import page_context, presets, quotes
from positions.charts.legend import legend
from positions.charts.page_context import with_chart
from positions.charts.small_multiples_data import SmallMultiplesData, read
from positions.domain.timeline.periods import Cell, Slot
from positions.labels.position_words import difference_words
from positions.models import Stance, Topic
from positions.open_data.export_formats import asked_table, table_file
from positions.stances import chips
from positions.timelines import comparison
from positions.timelines.comparison import PeriodComparison
from positions.timelines.filters import ChangeFilter, CompareFilter

QUIET = ("sort", "publication", "order", "by", "a", "b", "topic", "holder", "proposals")  # have controls of their own
OWN = (*page_context.OWN, "a", "b")


@dataclass(frozen=True, slots=True)
class PeriodSide:
    cell: Cell
    quote: Stance | None

    @property
    def place(self) -> str:
        return quotes.place_of(self.quote, self.quote.revision.letter.key) if self.quote else ""


@dataclass(frozen=True, slots=True)
class PeriodPair:
    """A topic in two periods; `difference` in words, "" unless both have a position. It is no step (codebook, 5)."""

    topic: Topic
    first: PeriodSide
    second: PeriodSide

    @property
    def difference(self) -> str:
        before, after = self.first.cell.position, self.second.cell.position
        return difference_words(before.mean, after.mean) if before and after else ""


@with_chart
@require_safe
def compare_page(request: HttpRequest) -> HttpResponse:
    shown = read(request)
    asked = shown.asked
    by = asked.chosen.get("by") or comparison.YEAR
    found = comparison.compared(shown.reading, shown.topics, by, shown.holder, shown.holdings, summed=shown.periods)
    if form := asked_table(request):
        return table_file(table_of_objects(comparison.COLUMNS, comparison.records(found)), "vergelijking", form)
    a, b = two_periods(found, asked.chosen.get("a"), asked.chosen.get("b"))
    context: dict[str, Any] = {
        "here": "compare",
        "card": reverse("compare-card"),
        "filter": asked,
        "holder": shown.holder.value,
        "found": found,
        "by": by,
        "undated": shown.holdings.undated,
        "a": a,
        "b": b,
        "pairs": pairs(found, a, b, shown) if a and b and a != b else [],
        "axes": shown.axes,
        "chips": chips.chips(asked, quiet=QUIET),
        "problems": [*filter_choices.problems(asked), *unknown_periods(found, asked)],
        "follow": [Feed(_("Veranderingen hierin"), reverse("feed-changes"), feed_query(asked))],
        **over_time(request, shown),
        **switches(request, shown),
    }
    return render(request, "positions/compare/page.html", context)


def feed_query(asked: CompareFilter) -> str:
    """Return the choices for the feed of changes, without those of how the page sets them out."""
    return filter_choices.query_for(set(ChangeFilter.base_filters) - {"proposals"}, asked)


def over_time(request: HttpRequest, shown: SmallMultiplesData) -> dict[str, Any]:
    """Return the context of the chart of all topics, with the quotes of the letter opened in it."""
    if not shown.pictures:
        return {}
    opened = shown.of_topic(request.GET.get("over"))
    chart = page_context.of_topics(request, shown)
    return {
        "chart": chart,
        "summaries": shown.summaries(),
        "legend": legend(shown.pictures).on_page(chart.wide, chart.narrow),
        "quotes": opened and quotes.quotes(request, opened, request.GET.get("brief", "")),
    }


def switches(request: HttpRequest, shown: SmallMultiplesData) -> dict[str, Any]:
    """Return the controls for topics, holder and proposals, and the parameters that the form of two periods keeps."""
    data, asked = request.GET, shown.asked
    return {
        "topics": presets.topics(data, Topic.objects.all(), shown.topics),
        "holders": presets.one_holder(data, shown.holder),
        "proposals": presets.proposals(data, asked.asked.proposals) if shown.proposals else None,
        "kept": [(name, value) for name, values in data.lists() if name not in OWN for value in values],
    }


def two_periods(found: PeriodComparison, a: str | None, b: str | None) -> tuple[Slot | None, Slot | None]:
    """Return the requested periods; else the first and the last with a position."""
    filled = found.filled
    first = found.named(a) or (filled[0] if filled else None)
    return first, found.named(b) or (filled[-1] if filled else None)


def unknown_periods(found: PeriodComparison, asked: CompareFilter) -> list[str]:
    periods = [asked.chosen.get(name) for name in ("a", "b")]
    return [
        _("In “%(period)s” is in deze brieven niets te vergelijken.") % {"period": period}
        for period in periods
        if period and not found.named(period)
    ]


def pairs(found: PeriodComparison, a: Slot, b: Slot, shown: SmallMultiplesData) -> list[PeriodPair]:
    topics = [row.topic for row in found.rows]
    first, second = (shown.with_quotes({topic: found.cell(topic, slot) for topic in topics}, slot) for slot in (a, b))
    cells = [(topic, first[topic], second[topic]) for topic in topics]
    quotes = comparison.quotes(c.typical.stance for __, *both in cells for c in both if c.typical)
    return [PeriodPair(topic, _side(first, quotes), _side(second, quotes)) for topic, first, second in cells]


def _side(cell: Cell, quotes: Mapping[int, Stance]) -> PeriodSide:
    return PeriodSide(cell, quotes.get(cell.typical.stance) if cell.typical else None)
