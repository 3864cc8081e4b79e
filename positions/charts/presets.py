"""Chips beside a chart: each links to the same page with one filter changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from letters.parser.cabinets_in_office import CabinetTerm
from letters.search.filter_choices import Chip
from positions.charts.svg import symbol
from positions.domain.scale import Holder
from positions.labels.codes import holder_name
from positions.models import Topic
from positions.timelines.filters import NO

PASSING = ("page", "brief", "over")  # parameters that are dropped when the filter changes


def holders(data: QueryDict, chosen: Iterable[Holder]) -> list[Chip]:
    """Chips for the holders that are drawn; the last one that is on stays on."""
    on = set(chosen)
    return [
        Chip(holder_name(holder), _with_holders(data, on ^ {holder}), holder in on, picture=symbol(holder))
        for holder in Holder
    ]


def _with_holders(data: QueryDict, on: set[Holder]) -> str:
    values = [holder.value for holder in Holder if holder in on]
    return address(data, holder=[] if values in ([], [Holder.CABINET.value]) else values)


def one_holder(data: QueryDict, chosen: Holder) -> list[Chip]:
    """Chips for the holder that is compared: exactly one is on."""
    return [
        Chip(holder_name(holder), _with_holders(data, {holder}), holder is chosen, picture=symbol(holder))
        for holder in Holder
    ]


def topics(data: QueryDict, every: Iterable[Topic], chosen: Iterable[Topic]) -> list[Chip]:
    """Chips for the topics that are compared; turning the last one off selects all of them."""
    on = {topic.slug for topic in chosen}
    listed = list(every)
    return [Chip(topic.name, _with_topics(data, listed, on ^ {topic.slug}), topic.slug in on) for topic in listed]


def _with_topics(data: QueryDict, every: Iterable[Topic], on: set[str]) -> str:
    names = [topic.slug for topic in every]
    return address(data, topic=[] if on in (set(), set(names)) else [name for name in names if name in on])


def proposals(data: QueryDict, shown: bool) -> Chip:
    return Chip(_("met voorstellen"), address(data, proposals=[NO] if shown else []), shown)


def everything(data: QueryDict) -> Chip:
    return Chip(_("Alles"), address(data, after=[], before=[]), not (data.get("after") or data.get("before")))


def cabinets(data: QueryDict, bands: Iterable[CabinetTerm], first: date, last: date) -> list[Chip]:
    """Chips for the cabinets in office between these days."""
    found = []
    for band in bands:
        if band.start <= last and (band.end is None or band.end > first):
            end = band.end - timedelta(days=1) if band.end else None
            found.append(_period(data, band.name, band.start, end))
    return found


def years(data: QueryDict, first: date, last: date) -> list[Chip]:
    return [_period(data, str(y), date(y, 1, 1), date(y, 12, 31)) for y in range(last.year, first.year - 1, -1)]


def _period(data: QueryDict, label: str, start: date, end: date | None) -> Chip:
    after, before = start.isoformat(), end.isoformat() if end else ""
    on = data.get("after", "") == after and data.get("before", "") == before
    return Chip(label, address(data, after=[after], before=[before] if before else []), on)


def address(data: QueryDict, **changes: list[str]) -> str:
    changed = data.copy()
    for name in PASSING:
        changed.pop(name, None)
    for name, values in changes.items():
        changed.pop(name, None)
        if values:
            changed.setlist(name, values)
    return f"?{changed.urlencode()}"
