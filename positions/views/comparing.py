"""Topics across years or cabinets, and two periods side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TextIO, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters import choices
from letters.streaming import write_table
from positions import choosing, comparing, quoting, switching
from positions.comparing import Comparison
from positions.domain.periods import Cell
from positions.filters import CompareFilter
from positions.models import Stance, Topic
from positions.multiples import Multiples, multiples
from positions.views import charted
from positions.views.charted import with_chart

QUIET = ("sort", "publication", "order", "by", "a", "b", "topic", "holder", "proposals")  # have a place of their own
OWN = (*charted.OWN, "a", "b")


@dataclass(frozen=True, slots=True)
class Side:
    cell: Cell
    quote: Stance | None

    @property
    def place(self) -> str:
        return quoting.place_of(self.quote, self.quote.revision.letter.key) if self.quote else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A topic in two periods; `moved` where it has a position in both."""

    topic: Topic
    first: Side
    second: Side

    @property
    def moved(self) -> Fraction | None:
        if self.first.cell.mean is None or self.second.cell.mean is None:
            return None
        return self.second.cell.mean - self.first.cell.mean


@with_chart
@require_safe
def compare_page(request: HttpRequest) -> HttpResponse:
    shown = multiples(request)
    asked = shown.asked
    by = asked.chosen.get("by") or comparing.YEAR
    found = comparing.compared(shown.reading, shown.topics, by, shown.holder)
    if request.GET.get("format") == "csv":
        return as_csv(found)
    a, b = two_periods(found, asked.chosen.get("a"), asked.chosen.get("b"))
    context: dict[str, Any] = {
        "here": "compare",
        "filter": asked,
        "holder": shown.holder.value,
        "found": found,
        "by": by,
        "a": a,
        "b": b,
        "pairs": pairs(found, a, b) if a and b and a != b else [],
        "axes": shown.axes,
        "chips": choosing.chips(asked, quiet=QUIET),
        "problems": [*choices.problems(asked), *unknown_periods(found, asked)],
        **over_time(request, shown),
        **switches(request, shown),
    }
    return render(request, "positions/compare.html", context)


def over_time(request: HttpRequest, shown: Multiples) -> dict[str, Any]:
    """The chart of all topics, and the quotes of the letter that is opened in it."""
    if not shown.pictures:
        return {}
    opened = shown.of_topic(request.GET.get("over"))
    return {
        "chart": charted.of_topics(request, shown),
        "summaries": shown.summaries(),
        "hollow": shown.hollow,
        "quotes": opened and quoting.quotes(opened, request.GET.get("brief", "")),
    }


def switches(request: HttpRequest, shown: Multiples) -> dict[str, Any]:
    """Which topics, whose positions, with proposals or without; what the form of two periods keeps of the rest."""
    data, asked = request.GET, shown.asked
    return {
        "topics": switching.topics(data, Topic.objects.all(), shown.topics),
        "holders": switching.one_holder(data, shown.holder),
        "proposals": switching.proposals(data, asked.asked.proposals) if shown.proposals else None,
        "kept": [(name, value) for name, values in data.lists() if name not in OWN for value in values],
    }


def two_periods(found: Comparison, a: str | None, b: str | None) -> tuple[str | None, str | None]:
    """Those that are asked for; else the first and the last in which anything was said."""
    filled = found.filled
    first = a if a in found.slots else (filled[0] if filled else None)
    second = b if b in found.slots else (filled[-1] if filled else None)
    return first, second


def unknown_periods(found: Comparison, asked: CompareFilter) -> list[str]:
    periods = [asked.chosen.get(name) for name in ("a", "b")]
    return [
        _("In “%(period)s” is in deze brieven niets te vergelijken.") % {"period": period}
        for period in periods
        if period and period not in found.slots
    ]


def as_csv(found: Comparison) -> HttpResponse:
    """One line a topic and period; what is empty was not said."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="vergelijking.csv"'
    write_table(comparing.records(found), comparing.COLUMNS, cast(TextIO, response))
    return response


def pairs(found: Comparison, a: str, b: str) -> list[Pair]:
    cells = [(row.topic, found.cell(row.topic, a), found.cell(row.topic, b)) for row in found.rows]
    quotes = comparing.quotes(c.typical for __, *both in cells for c in both if c and c.typical)
    return [
        Pair(topic, Side(first, quotes.get(first.typical or 0)), Side(second, quotes.get(second.typical or 0)))
        for topic, first, second in cells
        if first and second
    ]
