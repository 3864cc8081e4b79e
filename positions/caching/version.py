"""Data version: one query identifies the state of all data that is shown; ETags and cache keys are made from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition

from positions.models import DataVersion

SHAPE = 6  # increase it when the same data are rendered in another form
# Every transaction that wrote shown data has a row (`DataVersion`), visible as soon as its writes are. A late one may
# have a lower number than existing rows: the sums grow all the same.
SQL = "SELECT max(at), count(*), sum(transaction), sum(writes), max(transaction) FROM positions_alteration"
MANY, ENOUGH = 2000, 200  # rows: prune above MANY, to the newest ENOUGH

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the data that a response depends on: a topic (slug), a letter (key), both, or all data."""

    topic: str = ""
    letter: str = ""


WHOLE = Scope()


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the data; `changed` is None while there are no data."""

    digest: str
    changed: datetime | None


_held: ContextVar[Version | None] = ContextVar("version", default=None)


def version(scope: Scope = WHOLE) -> Version:
    """Return the version of this scope; today always that of all data. One query; none within `pinned`."""
    return _held.get() or _asked(scope)


def scope_of(arguments: Mapping[str, Any]) -> Scope:
    """Return the scope of a view's URL arguments: `slug` is a topic, `key` a letter."""
    return Scope(topic=arguments.get("slug", ""), letter=arguments.get("key", ""))


@contextmanager
def pinned(known: Version) -> Iterator[None]:
    """Use this version for every scope inside the block, even if newer data arrive meanwhile."""
    token = _held.set(known)
    try:
        yield
    finally:
        _held.reset(token)


def prune() -> int:
    """Delete the oldest rows above `MANY`; returns how many. This counts as one change of the data."""
    newest = list(DataVersion.objects.order_by("-transaction").values_list("transaction", flat=True)[: MANY + 1])
    if len(newest) <= MANY:
        return 0
    return DataVersion.objects.filter(transaction__lt=newest[ENOUGH - 1]).delete()[0]


def conditional(view: View) -> View:
    """Add ETag and Last-Modified from the data version, and answer 304 without calling the view if they match."""
    conditional = condition(etag_of, lambda request, *args, **rest: version(scope_of(rest)).changed)(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        with pinned(version(scope_of(rest))):
            response: HttpResponseBase = conditional(request, *args, **rest)
        if response.status_code >= 400:  # errors are not revalidated
            del response["ETag"], response["Last-Modified"]
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept", "Cookie"])
        return response

    return answered


def etag_of(request: HttpRequest, *args: Any, **rest: Any) -> str:
    """Return a weak ETag: the same records may be serialized in another form. The language is part of the URL."""
    asked = (version(scope_of(rest)).digest, request.build_absolute_uri(), request.user.pk)
    return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:32]}"'


def _asked(scope: Scope) -> Version:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        row = cursor.fetchone()
    said = f"{SHAPE} {settings.POSITIONS_SHOW_PROPOSALS} {row}"
    return Version(hashlib.sha256(said.encode()).hexdigest()[:32], row[0])
