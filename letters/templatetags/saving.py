"""The control by which a reader keeps a page as it is filtered: its address, copied, mailed or followed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

register = template.Library()

LONGEST_SUBJECT = 150  # characters
_NOT_IN_A_SUBJECT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


@register.inclusion_tag("letters/shared/_save.html", takes_context=True)
def save_view(context: RequestContext, title: str) -> dict[str, Any]:
    """Show the control. The page gives, where there is any, `follow` (feeds of what it lists, as filtered), `by_mail`
    (query string of the page of following), `by_mail_words` (what that holds, if not all that the page shows) and
    `not_followed` (why a feed or mail is not there).
    """
    address = view_address(context["request"])
    subject = subject_of(title, [chip.text for chip in context.get("chips") or ()])
    given = ("follow", "by_mail", "by_mail_words", "not_followed", "mailing")
    return {
        **{name: context.get(name) for name in given},
        "address": address,
        "mail": f"mailto:?subject={quote(subject, safe='')}&body={quote(address, safe='')}",
    }


def view_address(request: HttpRequest) -> str:
    """Return the absolute address of the page with its choices, from the first page of the list on."""
    chosen = request.GET.copy()
    chosen.pop("page", None)
    for name, values in list(chosen.lists()):
        chosen.setlist(name, [value for value in values if value])
    query = chosen.urlencode()
    return request.build_absolute_uri(request.path) + (f"?{query}" if query else "")


def subject_of(title: str, choices: list[str]) -> str:
    """Return what the page shows in one line: "Standpunt: Brieven (Dossier: 28 676)"."""
    said = ", ".join(unescape(strip_tags(words)) if isinstance(words, SafeString) else words for words in choices)
    line = _NOT_IN_A_SUBJECT.sub(" ", f"Standpunt: {title}" + (f" ({said})" if said else "")).strip()
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"
