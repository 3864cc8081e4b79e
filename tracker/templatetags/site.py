"""Template tags of `base.html`: menus and page metadata."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import Context, RequestContext
from django.utils.safestring import SafeString

from tracker.site import page_metadata
from tracker.site.menu import FOOTER, HEADER, Menu

register = template.Library()
register.simple_tag(page_metadata.block_text, takes_context=True)
register.simple_tag(page_metadata.page_address, takes_context=True)
register.simple_tag(page_metadata.card_picture, takes_context=True)


@register.inclusion_tag("_menu.html", takes_context=True)
def header_menu(context: Context) -> dict[str, Any]:
    return shown(HEADER, context)


@register.inclusion_tag("_menu.html", takes_context=True)
def footer_menu(context: Context) -> dict[str, Any]:
    return shown(FOOTER, context)


def shown(menu: Menu, context: Context) -> dict[str, Any]:
    """Return the template context of a menu. Without a request (error pages) the user is anonymous."""
    return {"entries": menu.seen_by(context.get("user") or AnonymousUser()), "here": context.get("here")}


@register.simple_tag(takes_context=True)
def web_page_data(context: RequestContext) -> SafeString:
    """Return the page as Schema.org data, as part of the site."""
    page = page_metadata.page_data(context, "WebPage")
    return page_metadata.json_ld(page | {"isPartOf": page_metadata.site_data(context)})
