from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from letters.models import Content, Letter
from letters.origins import Origin, origins_of
from letters.views.finding import of_letter


@of_letter
def original(request: HttpRequest, letter: Letter, document: int) -> HttpResponse:
    """The bytes as they came, to save: a browser never shows them from our address, whatever they are."""
    origin = _get_origin_or_404(letter, document)
    content = get_object_or_404(Content, pk=origin.document.pk)
    return HttpResponse(
        bytes(content.data),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, origin.name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-cache",
        },
    )


def _get_origin_or_404(letter: Letter, document: int) -> Origin:
    for origin in origins_of(letter):
        if origin.document.pk == document:
            return origin
    raise Http404
