"""Request middleware: log line with id, counts and timing by page; checks of methods and NUL characters."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from tracker.operations import metrics
from tracker.operations.logs import about
from tracker.site.page_language import address_in

log = logging.getLogger("tracker.operations.request_log")
QUIET = {"healthz", "readyz", "metrics"}
METHODS = ("GET", "HEAD", "POST")
UNANSWERED = "TRACE"
ADMIN = tuple(address_in(code, "/admin/") for code, _name in settings.LANGUAGES)


class RequestLog:
    """Middleware that logs each request. The query string is left out: it may hold a visitor's search words."""

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
    """Middleware that answers 405 to any method but GET, HEAD and POST, so that views need no check of their own.

    `Allow` has those of the three that the address answers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.allowed: dict[Callable[..., HttpResponse], list[str]] = {}  # by view, of those that told

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return self.get_response(request)
        response = self.get_response(request)  # by `process_view`, unless another middleware answers before that
        return response if response.status_code in (404, 405) else HttpResponseNotAllowed(METHODS)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse in place of the view, which is asked once what it allows, with a safe method that no view answers."""
        asked = request.method
        if asked in METHODS:
            return None
        if view not in self.allowed:
            request.method = UNANSWERED
            try:
                refusal = view(request, *args, **kwargs)
            except Exception:  # noqa: BLE001 - whatever keeps it from telling, the request is refused
                refusal = HttpResponse(status=500)
            request.method = asked
            if refusal.status_code == 405:
                self.allowed[view] = [method for method in METHODS if method in refusal["Allow"].split(", ")]
            elif refusal.status_code == 200:  # it answers whatever the method is, as pages of Django's admin do
                self.allowed[view] = list(METHODS)
            else:
                return HttpResponseNotAllowed(METHODS)
        return HttpResponseNotAllowed(self.allowed[view])


class RefuseNul:
    """Middleware that refuses NUL characters, which PostgreSQL text cannot hold.

    In a path: 404. In the query string: 400 within the admin, whose lists do not check it; other pages check their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        if request.path_info.startswith(ADMIN) and "\0" in unquote(request.META["QUERY_STRING"]):
            raise BadRequest("NUL in what is asked")
        return self.get_response(request)
