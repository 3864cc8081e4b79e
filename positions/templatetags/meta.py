"""What other programs show of a page, made of what the page says itself: one place for all that extend base.html."""

from __future__ import annotations

from html import unescape
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from positions.packaging import licence
from positions.showing.meta import json_ld, shortened

register = template.Library()
MEDIA = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}


@register.simple_tag(takes_context=True)
def words_of(context: RequestContext, block: str) -> str:
    """The words of another block of the page, as it fills it; escaped again where they are put."""
    found = context.render_context[BLOCK_CONTEXT_KEY].get_block(block)
    return shortened(unescape(strip_tags(found.render(context)))) if found else ""


@register.simple_tag(takes_context=True)
def page_address(context: RequestContext) -> str:
    """The page's own, without what is chosen in it."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(request.path)


@register.simple_tag(takes_context=True)
def page_data(context: RequestContext, kind: str = "WebPage", **files: str) -> SafeString:
    """The page for Schema.org; `files` are addresses of its data by form (`csv`, `json`, `zip`)."""
    request: HttpRequest = context["request"]
    site = {"@type": "WebSite", "name": "Standpunt", "url": request.build_absolute_uri("/")}
    data: dict[str, Any] = {
        "@type": kind,
        "name": words_of(context, "title"),
        "description": words_of(context, "description"),
        "url": page_address(context),
        "inLanguage": get_language(),
        "license": (licence().get("path") or licence()["name"]) if files else None,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": MEDIA[form], "contentUrl": request.build_absolute_uri(address)}
            for form, address in files.items()
        ],
    }
    return json_ld(data | ({"includedInDataCatalog": site} if files else {"isPartOf": site}))
