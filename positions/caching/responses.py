"""Complete responses that are the same for everybody, cached until the data change, and for a moment more while another
reader's request makes the next (`positions.caching.stale_while_revalidate`). Records of the API are made from the same
state of the data as the pages that are being made meanwhile.

Only responses to requests without a session or a pending message are cached. Everything else that a page depends on is
part of the key: absolute URL, language, day, and the compression that the client accepts: Brotli, else gzip.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import brotli
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response

from positions.caching.in_process import InProcessCache, in_process
from positions.caching.processor_queue import Turns
from positions.caching.stale_while_revalidate import StaleWhileRevalidate
from positions.caching.version import scope_of

AT_ONCE = 2  # answers that a process makes at a time; what is kept waits for none of them
MOST = 48 * 1024 * 1024  # bytes per process
MOST_RECORDS = 4000  # API records per process: some 10 MB
OVERHEAD = 2048  # bytes that a response takes beside its body
BROTLI, GZIP = "br", "gzip"
NEVER = re.compile(r"q=0(\.0{0,3})?")  # a weight by which a client refuses an encoding
QUALITY = 5  # of Brotli, 0 to 11: smaller than gzip's default, in about its time
SMALL = 200  # bytes that are not worth compressing, as for Django's gzip

View = Callable[..., HttpResponseBase]
Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """A rendered response. `marks` are the attributes that view decorators set on it for middleware to read."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    marks: dict[str, Any]

    def to(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response, or 304 if the client's copy is current."""
        response = _whole_or_unchanged(request, self)
        vars(response).update(self.marks)
        return response


@conditional_page
def _whole_or_unchanged(request: HttpRequest, answer: CachedResponse) -> HttpResponseBase:
    return HttpResponse(answer.body, headers=dict(answer.headers))


TURNS = Turns(AT_ONCE)
ANSWERS: StaleWhileRevalidate[CachedResponse] = StaleWhileRevalidate(
    MOST, lambda answer: len(answer.body) + OVERHEAD, TURNS
)
RECORDS: InProcessCache[Response] = in_process(MOST_RECORDS, lambda found: 1 + len(found.data.get("results", ())))
_BLANK = frozenset(vars(TemplateResponse(HttpRequest(), "")))


class NotCacheable(Exception):
    """Response that must not be cached: specific to one reader, or not a 200. It is returned as it is."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def cached(view: View) -> View:
    """Serve a view from the cache, with ETag and 304. Requests with a session are rendered each time."""
    for_one = gzip_page(conditional_page(view))

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        if not is_public_request(request):
            return for_one(request, *args, **rest)

        def make() -> CachedResponse:
            return to_cached(request, view(request, *args, **rest))

        try:
            answer = ANSWERS(scope_of(rest), cache_key(request), make)
        except NotCacheable as made:
            return _zipped(request, made.response)
        return answer.to(request)

    return answered


def cached_records(get: Method) -> Method:
    """Cache the records of an API view, after throttling; the response is serialized each time."""

    @wraps(get)
    def answered(self: Any, request: Request, *args: Any, **rest: Any) -> Response:
        if not is_public_request(request._request):
            return get(self, request, *args, **rest)  # type: ignore[no-any-return]

        def make() -> Response:
            with TURNS.taken():
                return get(self, request, *args, **rest)  # type: ignore[no-any-return]

        found = RECORDS(scope_of(rest), cache_key(request._request), make)
        return Response(found.data, headers=dict(found.items()))

    return cast(Method, answered)


def from_shared_state(view: View) -> View:
    """Answer from the state of the data that pages are being made from at this moment, at most five seconds old, so
    that many readers at once have it looked through once. Alone, and with a session, the state is that of now.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        if not is_public_request(request):
            return view(request, *args, **rest)
        with ANSWERS.shared_state(scope_of(rest)):
            return view(request, *args, **rest)

    return answered


def is_public_request(request: HttpRequest) -> bool:
    return request.method == "GET" and not {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & set(
        request.COOKIES
    )


def cache_key(request: HttpRequest) -> Hashable:
    return request.build_absolute_uri(), translation.get_language(), timezone.localdate(), encoding_for(request)


def encoding_for(request: HttpRequest) -> str:
    """Return the best compression that the client accepts; "" if none."""
    accepted = set()
    for each in request.headers.get("Accept-Encoding", "").split(","):
        name, _sep, weight = each.partition(";")
        if not NEVER.fullmatch(weight.strip()):
            accepted.add(name.strip().lower())
    return next((name for name in (BROTLI, GZIP) if name in accepted), "")


@gzip_page
def _zipped(_request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    return response


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Compress a response that is the same for everybody: it holds no secret that its length could betray."""
    if encoding_for(request) != BROTLI or response.has_header("Content-Encoding"):
        return cast(HttpResponse, _zipped(request, response))
    if len(response.content) >= SMALL:
        response.content = brotli.compress(response.content, quality=QUALITY)
        response["Content-Encoding"] = BROTLI
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def to_cached(request: HttpRequest, response: HttpResponseBase) -> CachedResponse:
    """Render the response for the cache. Raises NotCacheable; a page with a CSRF token belongs to one reader."""
    if isinstance(response, SimpleTemplateResponse):
        response = response.render()
    if response.status_code != 200 or response.cookies or "CSRF_COOKIE" in request.META:
        raise NotCacheable(response)
    if not isinstance(response, HttpResponse):  # a streaming response
        raise NotCacheable(response)
    response = _compressed(request, response)
    response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    marks = {name: value for name, value in vars(response).items() if name not in _BLANK}
    return CachedResponse(response.content, tuple(response.items()), marks)
