"""The page for a request that is refused: says which limit was passed, where it is one of ours."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

CHUNK = 1024 * 1024


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400. The rest of a form with too many files is read away: else the browser shows no answer at all."""
    too_many = isinstance(exception, TooManyFilesSent)
    if too_many:
        _read_away(request)
    context = {"most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES if too_many else None}
    return HttpResponse(render_to_string("400.html", context), status=400)


def _read_away(request: HttpRequest) -> None:
    stream = getattr(request, "_stream", None)
    try:
        while stream is not None and stream.read(CHUNK):
            pass
    except (OSError, ValueError):
        return
