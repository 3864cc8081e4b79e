"""Every request under a name of its own in the logs, counted and timed by page."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from tracker import metrics
from tracker.logs import about

log = logging.getLogger("tracker.requests")
QUIET = {"healthz", "readyz", "metrics"}
METHODS = ("GET", "HEAD", "POST")


class RequestLog:
    """Middleware. The address is logged without its query: that may hold what somebody searched for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        with about(request_id=uuid.uuid4().hex[:12]):
            response = self.get_response(request)
            match = request.resolver_match
            page = (match.url_name or "admin") if match else "none"
            letter = match.kwargs.get("key") if match else None
            seconds = time.monotonic() - started
            metrics.count_request(page, response.status_code, seconds)
            if page not in QUIET:
                facts = {"page": page, "status": response.status_code, "ms": round(seconds * 1000)}
                log.info(
                    "%s %s", request.method, request.path, extra={**facts, **({"letter": letter} if letter else {})}
                )
        return response


class KnownMethods:
    """Middleware: nothing here is put, patched or deleted over HTTP, and no view needs to say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
