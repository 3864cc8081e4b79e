"""Page metadata for link previews of letters and stances."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from tracker.site.page_metadata import shortened


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Context of `positions/shared/_metadata.html`. `address` is the page's canonical URL, without filters."""

    title: str
    description: str
    address: str
    kind: str = "article"


def meta_of(request: HttpRequest, title: str, description: str, path: str) -> PageMetadata:
    return PageMetadata(shortened(title), shortened(description), request.build_absolute_uri(path))
