"""Data version: one query identifies the state of all data that is shown; ETags and cache keys are made from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition

from positions.models import DataVersion, TopicVersion

SHAPE = 9  # increase it when the same data are rendered in another form
# Every transaction that wrote shown data has a row (`DataVersion`, `TopicVersion`), visible as soon as its writes are.
# A late one may have a lower number than existing rows: the sums grow all the same.
SQL = """
SELECT NULL, max(at), count(*), sum(transaction), sum(writes), max(transaction) FROM positions_alteration
UNION ALL
SELECT t.slug, max(v.at), count(*), sum(v.transaction), sum(v.writes), max(v.transaction)
FROM positions_topicversion v JOIN positions_topic t ON t.id = v.topic GROUP BY t.slug
"""
NOTE = """
INSERT INTO positions_alteration (transaction, writes, at)
VALUES (pg_current_xact_id()::text::bigint, 1, clock_timestamp())
ON CONFLICT (transaction) DO UPDATE SET writes = positions_alteration.writes + 1, at = EXCLUDED.at
"""
OF_LETTER = """
UNION ALL
SELECT t.slug, NULL, -1, NULL, NULL, NULL FROM positions_topic t WHERE t.id IN (
    SELECT s.topic_id FROM letters_letter l JOIN letters_revision r ON r.letter_id = l.id
    JOIN positions_stance s ON s.revision_id = r.id WHERE l.key = %s
)
"""
MANY, ENOUGH = 2000, 200  # rows: prune above MANY, to the newest ENOUGH

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the data that a response depends on: with the stances on one topic (its slug), on all topics (""), or
    on none (None); with a letter (its key) instead, on those that it has a stance on. All other data, of letters,
    cabinets, events and codings by assignment, belong to every scope.
    """

    topic: str | None = ""
    letter: str = ""


WHOLE, WITHOUT_STANCES = Scope(), Scope(None)


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the data; `changed` is None while there are no data."""

    digest: str
    changed: datetime | None


class State:
    """The state of all data at one moment, of which each scope is a part; with the topics of one letter, by its key."""

    def __init__(self, rows: Iterable[tuple[Any, ...]], letter: str = "", spoken_of: Collection[str] = ()) -> None:
        found = {topic: row for topic, *row in rows}
        self._other: list[Any] = found.pop(None, [])
        self._topics: dict[str, list[Any]] = found
        self._spoken_of = {letter: frozenset(spoken_of)} if letter else {}

    def version(self, scope: Scope) -> Version:
        """Return the version of this scope; of a letter whose topics are not known here, that of all topics."""
        chosen = {scope.topic} if scope.topic else self._topics.keys() if scope.topic == "" else frozenset()
        if scope.letter:
            chosen = self._spoken_of.get(scope.letter, chosen)
        topics = {topic: row for topic, row in self._topics.items() if topic in chosen}
        named = sorted(self._spoken_of.get(scope.letter, ()))
        said = f"{SHAPE} {settings.POSITIONS_SHOW_PROPOSALS} {self._other} {sorted(topics.items())} {named}"
        times = [row[0] for row in (self._other, *topics.values()) if row and row[0]]
        return Version(hashlib.sha256(said.encode()).hexdigest()[:32], max(times, default=None))


_held: ContextVar[State | None] = ContextVar("state", default=None)


def version(scope: Scope = WHOLE) -> Version:
    """Return the version of this scope. One query; none within `pinned`."""
    return state(scope).version(scope)


def state(scope: Scope = WHOLE) -> State:
    """Return the state of the data, from which the version of this scope and of every topic can be told: the one that
    is pinned, else that of now, by one query.
    """
    if held := _held.get():
        return held
    with connection.cursor() as cursor:
        cursor.execute(SQL + OF_LETTER if scope.letter else SQL, [scope.letter] if scope.letter else None)
        rows = cursor.fetchall()
    return State((row for row in rows if row[2] >= 0), scope.letter, [row[0] for row in rows if row[2] < 0])


def scope_of(arguments: Mapping[str, Any]) -> Scope:
    """Return the scope of a view's URL arguments: `slug` is a topic, `key` a letter, of which a topic needs no more."""
    topic = arguments.get("slug", "")
    return Scope(topic, "" if topic else arguments.get("key", ""))


@contextmanager
def pinned(known: State) -> Iterator[None]:
    """Take every version inside the block from this state, even if newer data arrive meanwhile."""
    token = _held.set(known)
    try:
        yield
    finally:
        _held.reset(token)


@transaction.atomic
def prune() -> int:
    """Delete the oldest rows above `MANY`, of transactions and of topics; returns how many.

    The rows that are left were never all there were, so that no version comes back; for that, fewer rows of topics need
    a new row of a transaction.
    """
    topics = _prune(TopicVersion.objects.order_by("-transaction", "-pk"))
    if topics:
        with connection.cursor() as cursor:
            cursor.execute(NOTE)
    return topics + _prune(DataVersion.objects.order_by("-transaction"))


def _prune(newest: QuerySet[Any]) -> int:
    numbers = list(newest.values_list("transaction", flat=True)[: MANY + 1])
    if len(numbers) <= MANY:
        return 0
    gone: int = newest.model._default_manager.filter(transaction__lt=numbers[ENOUGH - 1]).delete()[0]
    return gone


def conditional(view: View) -> View:
    """Add ETag and Last-Modified from the data version, and answer 304 without calling the view if they match."""
    conditional = condition(etag_of, lambda request, *args, **rest: version(scope_of(rest)).changed)(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        with pinned(state(scope_of(rest))):
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
