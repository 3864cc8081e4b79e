"""Whole answers that are the same for everybody, kept until the data changes (`positions.keeping`).

Kept is only what a visitor is sent who brings nothing along: no session, no message that waits. What a page shows
beside the data has to be in the name: address and site, language, day, and whether the reader takes it compressed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response

from positions import freshness
from positions.freshness import Version
from positions.keeping import Keeper

MOST = 48 * 1024 * 1024  # bytes a process
MOST_RECORDS = 4000  # of the API: some 10 MB
OVERHEAD = 2048  # bytes that an answer takes beside its body

View = Callable[..., HttpResponseBase]
Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Answer:
    """`marks` is what decorators of the view wrote on the response for middleware to see."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    marks: dict[str, Any]

    def to(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or 304 to whoever has it already."""
        whole = HttpResponse(self.body, headers=dict(self.headers))
        changed = parse_http_date_safe(whole.get("Last-Modified", ""))
        found = get_conditional_response(request, etag=whole["ETag"], last_modified=changed, response=whole)
        response: HttpResponseBase = found or whole
        vars(response).update(self.marks)
        return response


ANSWERS = Keeper[Answer](MOST, lambda answer: len(answer.body) + OVERHEAD)
RECORDS = Keeper[Response](MOST_RECORDS, lambda response: 1 + len(response.data.get("results", ())))
_BLANK = frozenset(vars(TemplateResponse(HttpRequest(), "")))


class NotKept(Exception):
    """This reader's own, or no page: sent, and forgotten."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def kept(view: View) -> View:
    """Send what is kept, else make it; to whoever has it already 304. To others than visitors it is made each time."""
    compressed = gzip_page(view)
    for_one = gzip_page(conditional_page(view))

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        if not is_anybodys(request):
            return for_one(request, *args, **rest)
        known = freshness.version()

        def make() -> Answer:
            with freshness.held(known):
                return answer_of(request, compressed(request, *args, **rest))

        try:
            answer = ANSWERS.get(name_of(request, known), make)
        except NotKept as made:
            return made.response
        return answer.to(request)

    return answered


def kept_records(get: Method) -> Method:
    """The same for a view of the API, after it has counted the reader: its records are kept, and written each time."""

    @wraps(get)
    def answered(self: Any, request: Request, *args: Any, **rest: Any) -> Response:
        if not is_anybodys(request._request):
            return get(self, request, *args, **rest)  # type: ignore[no-any-return]
        name = name_of(request._request, freshness.version())
        found = RECORDS.get(name, lambda: get(self, request, *args, **rest))
        return Response(found.data, headers=dict(found.items()))

    return cast(Method, answered)


def is_anybodys(request: HttpRequest) -> bool:
    return request.method == "GET" and not {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & set(
        request.COOKIES
    )


def name_of(request: HttpRequest, known: Version) -> Hashable:
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    where = (request.build_absolute_uri(), translation.get_language(), timezone.localdate())
    return (known.digest, *where, zipped)


def answer_of(request: HttpRequest, response: HttpResponseBase) -> Answer:
    """Raises NotKept; a page with a token in it (CSRF) is one reader's, whoever they are."""
    if isinstance(response, SimpleTemplateResponse):
        response = response.render()
    if response.status_code != 200 or response.cookies or "CSRF_COOKIE" in request.META:
        raise NotKept(response)
    if not isinstance(response, HttpResponse):  # it streams
        raise NotKept(response)
    response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    marks = {name: value for name, value in vars(response).items() if name not in _BLANK}
    return Answer(response.content, tuple(response.items()), marks)
