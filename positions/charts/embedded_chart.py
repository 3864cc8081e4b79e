"""A chart as an oEmbed answer (https://oembed.com), by which other sites make a chart of a pasted address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from positions.charts.page_context import FRAME_HEIGHTS, frame, of_filter
from positions.charts.publication import WIDE as CARD
from positions.models import Topic

WIDTH = 800  # pixels, unless the site has less room
# Names of the pages that have a chart, without and with their embedded form.
OF_TOPIC, OF_TOPICS = ("topic", "topic-embed"), ("compare", "compare-embed")


@dataclass(frozen=True, slots=True)
class EmbeddedChart:
    """The chart at an address: `view` is the prefix of the names of its URLs, `query` its filter."""

    view: str
    args: tuple[str, ...]
    title: str
    query: str
    language: str

    def address(self, what: str) -> str:
        with translation.override(self.language):
            path = reverse(f"{self.view}-{what}", args=self.args)
        return f"{path}?{self.query}" if self.query else path


def chart_at(request: HttpRequest, address: str) -> EmbeddedChart | None:
    """Return the chart at an absolute address of this site; None if there is none. One query at most."""
    try:
        asked = urlsplit(address)
        language = get_language_from_path(asked.path) or translation.get_language()
        with translation.override(language):
            match = resolve(asked.path)
            if asked.scheme not in ("http", "https") or asked.netloc.lower() != request.get_host().lower():
                return None
            query = of_filter(QueryDict(asked.query))
            if match.url_name in OF_TOPICS:
                return EmbeddedChart("compare", (), _("Onderwerpen naast elkaar"), query, language)
            topic = Topic.objects.filter(slug=match.kwargs["slug"]).first() if match.url_name in OF_TOPIC else None
            return EmbeddedChart("topic", (topic.slug,), topic.name, query, language) if topic else None
    except (Resolver404, ValueError):
        return None


def answer(chart: EmbeddedChart, site: str, *, width: int | None, height: int | None) -> dict[str, Any]:
    """Return the answer of type "rich". `width` and `height` are the most that the asking site has room for."""
    most = FRAME_HEIGHTS[chart.view]
    wide, high = min(WIDTH, width or WIDTH), min(most, height or most)
    title = f"{chart.title} · Standpunt"
    found = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Standpunt",
        "provider_url": f"{site}/",
        "html": str(frame(f"{site}{chart.address('embed')}", title, width=wide, height=high)),
        "width": wide,
        "height": high,
    }
    if CARD.width <= (width or CARD.width) and CARD.height <= (height or CARD.height):
        found |= {
            "thumbnail_url": f"{site}{chart.address('card')}",
            "thumbnail_width": CARD.width,
            "thumbnail_height": CARD.height,
        }
    return found


def as_xml(found: Mapping[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in found.items():
        ElementTree.SubElement(root, name).text = str(value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
