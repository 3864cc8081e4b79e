"""Cross-origin reading (CORS): any page of any site may read public data, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve
from django.utils.cache import patch_vary_headers

METHODS = "GET, HEAD, OPTIONS"
READABLE = "readable_anywhere"  # attribute of a view
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
# Headers that a script may read beside those that it always may.
EXPOSED = "Content-Disposition, ETag, Retry-After"


def readable_anywhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view whose answers are data: scripts of other sites may read what anybody may see of it."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        return view(request, *args, **rest)

    setattr(marked, READABLE, True)
    return marked


class CrossOrigin:
    """Middleware that answers OPTIONS for marked views, and opens their answers to GET and HEAD, errors too.

    Answers to a request with a session are for one reader, and pages (HTML) are for people: both stay closed. No cookie
    is ever asked for: with `*` a browser sends none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS" and is_readable(request):
            return HttpResponse(status=204, headers=PREFLIGHT)
        response = self.get_response(request)
        if request.method in ("GET", "HEAD") and is_readable(request) and not is_page(response):
            patch_vary_headers(response, ["Cookie"])
            if settings.SESSION_COOKIE_NAME not in request.COOKIES:
                response["Access-Control-Allow-Origin"] = "*"
                response["Access-Control-Expose-Headers"] = EXPOSED
        return response


def is_readable(request: HttpRequest) -> bool:
    try:
        found = request.resolver_match or resolve(request.path_info)
    except Http404:
        return False
    return getattr(found.func, READABLE, False)


def is_page(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and response.status_code == 200
