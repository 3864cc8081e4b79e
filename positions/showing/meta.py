"""What other programs show of a page: its card when somebody shares it, and the same as data (Schema.org)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from letters.domain.citing import plain

LONGEST = 200
# As `json_script` does: nothing in a value ends the element or begins another.
_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Meta:
    """For `positions/_meta.html`. `address` is the page's own, without filters."""

    title: str
    description: str
    address: str
    kind: str = "article"


def meta_of(request: HttpRequest, title: str, description: str, path: str) -> Meta:
    return Meta(shortened(title), shortened(description), request.build_absolute_uri(path))


def shortened(text: str) -> str:
    words = plain(text)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def json_ld(data: dict[str, Any]) -> SafeString:
    """A block of data that no browser runs; what is None is left out."""
    written = json.dumps({"@context": "https://schema.org", **_known(data)}).translate(_SAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))


def _known(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _known(value) for name, value in data.items() if value not in (None, "", [])}
    return [_known(each) for each in data] if isinstance(data, list) else data
