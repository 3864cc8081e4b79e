"""Page metadata: Open Graph card and Schema.org data."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from letters.labels.citation_styles import plain

LONGEST = 200
# As in `json_script`: no value can close the element or open another.
_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def shortened(text: str) -> str:
    words = plain(text)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def block_text(context: RequestContext, block: str) -> str:
    """Return the text of another template block without markup; it is escaped where it is inserted."""
    found = context.render_context[BLOCK_CONTEXT_KEY].get_block(block)
    return shortened(unescape(strip_tags(found.render(context)))) if found else ""


def page_address(context: RequestContext) -> str:
    """Return the absolute URL of the page, without its query string."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(request.path)


def card_picture(context: RequestContext) -> str:
    """Return the absolute URL of the page's card: the path that its view gives as `card`, else that of any page."""
    request: HttpRequest = context["request"]
    page = request.path.removeprefix(reverse("home")).strip("/")
    return request.build_absolute_uri(context.get("card") or reverse("page-card", args=[page]))


def site_data(context: RequestContext) -> dict[str, Any]:
    request: HttpRequest = context["request"]
    return {"@type": "WebSite", "name": "Standpunt", "url": request.build_absolute_uri("/")}


def page_data(context: RequestContext, kind: str) -> dict[str, Any]:
    """Return the page as a Schema.org object of type `kind`, from its blocks `title` and `description`."""
    return {
        "@type": kind,
        "name": block_text(context, "title"),
        "description": block_text(context, "description"),
        "url": page_address(context),
        "inLanguage": get_language(),
    }


def json_ld(data: dict[str, Any]) -> SafeString:
    """Return a JSON-LD script element; None values are left out."""
    written = json.dumps({"@context": "https://schema.org", **_known(data)}).translate(_SAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))


def _known(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _known(value) for name, value in data.items() if value not in (None, "", [])}
    return [_known(each) for each in data] if isinstance(data, list) else data
