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
from positions import choosing, comparing
from positions.axes import axes
from positions.comparing import Comparison
from positions.domain.periods import Cell
from positions.filters import CompareFilter
from positions.models import Stance, Topic
from positions.timelines import published, read


@dataclass(frozen=True, slots=True)
class Side:
    cell: Cell
    quote: Stance | None


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


@require_safe
def compare_page(request: HttpRequest) -> HttpResponse:
    asked = CompareFilter(request.GET, queryset=published())
    topics = asked.topics
    by = asked.chosen.get("by") or comparing.YEAR
    found = comparing.compared(read(topics, asked.qs, asked.asked), topics, by, asked.holders[0])
    if request.GET.get("format") == "csv":
        return as_csv(found)
    a, b = two_periods(found, asked.chosen.get("a"), asked.chosen.get("b"))
    context: dict[str, Any] = {
        "here": "compare",
        "filter": asked,
        "found": found,
        "by": by,
        "a": a,
        "b": b,
        "pairs": pairs(found, a, b) if a and b else [],
        "axes": axes(),
        "all_topics": Topic.objects.all(),
        "chosen_topics": asked.chosen.get("topic") or [],
        "chips": choosing.chips(asked, quiet=("sort", "publication", "order", "by", "a", "b")),
        "problems": [*choices.problems(asked), *unknown_periods(found, asked)],
    }
    return render(request, "positions/compare.html", context)


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
