"""What a reader can turn on and off beside a chart with one click: each a link to the same page with that changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from positions.domain.scale import Holder
from positions.drawing import symbol
from positions.filters import NO
from positions.models import Topic
from positions.pictures import Band
from positions.reviewing.words import holder_name

PASSING = ("page", "brief", "over")  # what a change of choices does away with


@dataclass(frozen=True, slots=True)
class Switch:
    label: str
    address: str
    on: bool
    picture: SafeString | str = ""


def holders(data: QueryDict, chosen: Iterable[Holder]) -> list[Switch]:
    """Whose positions are drawn; the last one that is on cannot be turned off but by turning another on."""
    on = set(chosen)
    return [
        Switch(holder_name(holder), _with_holders(data, on ^ {holder}), holder in on, symbol(holder))
        for holder in Holder
    ]


def _with_holders(data: QueryDict, on: set[Holder]) -> str:
    values = [holder.value for holder in Holder if holder in on]
    return address(data, holder=[] if values in ([], [Holder.CABINET.value]) else values)


def one_holder(data: QueryDict, chosen: Holder) -> list[Switch]:
    """Whose positions are compared: one at a time."""
    return [
        Switch(holder_name(holder), _with_holders(data, {holder}), holder is chosen, symbol(holder))
        for holder in Holder
    ]


def topics(data: QueryDict, every: Iterable[Topic], chosen: Iterable[Topic]) -> list[Switch]:
    """Which topics are compared; the last one that is on leads to all of them."""
    on = {topic.slug for topic in chosen}
    listed = list(every)
    return [Switch(topic.name, _with_topics(data, listed, on ^ {topic.slug}), topic.slug in on) for topic in listed]


def _with_topics(data: QueryDict, every: Iterable[Topic], on: set[str]) -> str:
    names = [topic.slug for topic in every]
    return address(data, topic=[] if on in (set(), set(names)) else [name for name in names if name in on])


def proposals(data: QueryDict, shown: bool) -> Switch:
    return Switch(_("met voorstellen"), address(data, proposals=[NO] if shown else []), shown)


def everything(data: QueryDict) -> Switch:
    return Switch(_("Alles"), address(data, after=[], before=[]), not (data.get("after") or data.get("before")))


def cabinets(data: QueryDict, bands: Iterable[Band], first: date, last: date) -> list[Switch]:
    """Each cabinet that was in office between these days."""
    found = []
    for band in bands:
        if band.start <= last and (band.end is None or band.end > first):
            end = band.end - timedelta(days=1) if band.end else None
            found.append(_period(data, band.name, band.start, end))
    return found


def years(data: QueryDict, first: date, last: date) -> list[Switch]:
    return [_period(data, str(y), date(y, 1, 1), date(y, 12, 31)) for y in range(last.year, first.year - 1, -1)]


def _period(data: QueryDict, label: str, start: date, end: date | None) -> Switch:
    after, before = start.isoformat(), end.isoformat() if end else ""
    on = data.get("after", "") == after and data.get("before", "") == before
    return Switch(label, address(data, after=[after], before=[before] if before else []), on)


def address(data: QueryDict, **changes: list[str]) -> str:
    changed = data.copy()
    for name in PASSING:
        changed.pop(name, None)
    for name, values in changes.items():
        changed.pop(name, None)
        if values:
            changed.setlist(name, values)
    return f"?{changed.urlencode()}"
