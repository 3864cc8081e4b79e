"""How fresh an answer is: everything that is shown hangs on one version of the data, which one query tells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date

from positions.models import Alteration

SHAPE = 2  # raise it when the same data is answered in another form
# Every transaction that wrote something that is shown has a row (`Alteration`), seen as soon as what it wrote. A late
# one may have a lower number than those that are there: it makes the sums grow all the same.
SQL = "SELECT max(at), count(*), sum(transaction), sum(writes), max(transaction) FROM positions_alteration"
MANY, ENOUGH = 2000, 200  # alterations: how many are too many to add up for each answer, and how many then stay

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Version:
    """`changed` is None while there is nothing yet."""

    digest: str
    changed: datetime | None


_held: ContextVar[Version | None] = ContextVar("version", default=None)


def version() -> Version:
    """What is shown now. One query; none within `held`."""
    return _held.get() or _asked()


@contextmanager
def held(known: Version) -> Iterator[None]:
    """Whatever is read in here goes as of this version, though something newer may come in meanwhile."""
    token = _held.set(known)
    try:
        yield
    finally:
        _held.reset(token)


def thin_out() -> int:
    """Forget the oldest alterations where there are many; returns how many. What is shown counts as changed once."""
    newest = list(Alteration.objects.order_by("-transaction").values_list("transaction", flat=True)[: MANY + 1])
    if len(newest) <= MANY:
        return 0
    return Alteration.objects.filter(transaction__lt=newest[ENOUGH - 1]).delete()[0]


def fresh(view: View) -> View:
    """Say how fresh the answer is, and answer 304 without making it again to whoever has it already."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        known = version()
        etag = etag_of(request, known)
        changed = int(known.changed.timestamp()) if known.changed else None
        response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=changed)
        if response is None:
            with held(known):
                response = view(request, *args, **rest)
            if response.status_code == 200:
                response["ETag"] = etag
                if changed is not None:
                    response["Last-Modified"] = http_date(changed)
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept", "Cookie"])
        return response

    return answered


def etag_of(request: HttpRequest, known: Version) -> str:
    """Weak: the same records may be written in another way. The language is part of the address."""
    asked = (known.digest, request.build_absolute_uri(), request.user.pk)
    return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:32]}"'


def _asked() -> Version:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        row = cursor.fetchone()
    said = f"{SHAPE} {settings.POSITIONS_SHOW_PROPOSALS} {row}"
    return Version(hashlib.sha256(said.encode()).hexdigest()[:32], row[0])
