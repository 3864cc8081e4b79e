"""A cache of one answer a key, the newest, which may be served out of date for a moment while its successor is made, as
RFC 5861 (stale-while-revalidate) has it for caches of HTTP.

After a decision many readers may ask for pages at once. One of them makes a page anew; the others get the answer of
before rather than wait, if this process saw within the last `STALE` seconds that it was the newest. Who makes a page
while others make theirs takes the state of the data that they began from, if it is no older than `STALE`, and an answer
from such a state is not made again: so what pages have in common is read once, however fast the data change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

from cachetools import LRUCache

from positions.caching.in_process import emptied_by
from positions.caching.processor_queue import Turns
from positions.caching.single_flight import SingleFlight
from positions.caching.version import Scope, State, pinned, state

Kept = TypeVar("Kept")
STALE = 5  # seconds
JUST_NOW = 0.5  # seconds: who waited longer looks again what the newest state is


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of the data, and a second at which it was the newest."""

    state: State
    seen: float

    def is_recent(self) -> bool:
        return monotonic() - self.seen < STALE


@dataclass(slots=True)
class Entry(Generic[Kept]):
    """An answer, the version and state that it was made from, and the second at which it was last seen to be current.

    It may have been out of date since right after that second, when nobody looked.
    """

    digest: str
    answer: Kept
    snapshot: Snapshot
    current: float

    def may_be_served(self) -> bool:
        return monotonic() - self.current < STALE


class StaleWhileRevalidate(Generic[Kept]):
    """Cache with room for `most` units, as measured by `size_of`, whose answers are made in `turns`. Safe for threads.

    If several threads request a missing value, one computes it, and those without an older one wait (`single_flight`).
    Exceptions propagate and are not cached; neither is a value larger than `most`.
    """

    def __init__(self, most: int, size_of: Callable[[Kept], int], turns: Turns) -> None:
        self._most = most
        self._entries: LRUCache[Hashable, Entry[Kept]] = LRUCache(most, getsizeof=lambda entry: size_of(entry.answer))
        self._size_of = size_of
        self._turns = turns
        self._flight = SingleFlight()
        self._changed = self._flight.changed
        self._at_work = 0  # threads that make an answer and have their turn, or share the state
        self._shared: Snapshot | None = None
        emptied_by(self.clear)

    def __call__(self, scope: Scope, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return the answer for this key and the version of this scope now, or for a moment the one before."""
        now = _now(scope)
        found = self._kept_or_begun(key, now.state.version(scope).digest, now.seen)
        if found is not None:
            return found.answer
        try:
            with self._turns.taken():
                return self._made(scope, key, make, now)
        finally:
            self._flight.end(key)

    def clear(self) -> None:
        with self._changed:
            self._entries.clear()

    def _kept_or_begun(self, key: Hashable, digest: str, seen: float) -> Entry[Kept] | None:
        """Return the entry if it may be served; if not, None, and this thread is to make its successor.

        At the second `seen` this digest was that of the newest state.
        """
        waited = False
        with self._changed:
            while True:
                entry = self._entries.get(key)
                if entry is not None:
                    if entry.digest == digest:
                        entry.current = max(entry.current, seen)
                        return entry
                    if (waited or self._at_work) and entry.snapshot.is_recent():
                        return entry
                if self._flight.begin(key):
                    return None
                if entry is not None and entry.may_be_served():
                    return entry
                self._flight.wait(key)
                waited = True

    def _made(self, scope: Scope, key: Hashable, make: Callable[[], Kept], now: Snapshot) -> Kept:
        with self._at_work_from(scope, now if monotonic() - now.seen < JUST_NOW else _now(scope)) as taken:
            answer = make()
        self._keep(key, Entry(taken.state.version(scope).digest, answer, taken, taken.seen))
        return answer

    @contextmanager
    def shared_state(self, scope: Scope) -> Iterator[None]:
        """Take every version inside the block from the state that others are making answers from, if any are; else from
        that of now.
        """
        with self._at_work_from(scope, _now(scope)):
            yield

    @contextmanager
    def _at_work_from(self, scope: Scope, now: Snapshot) -> Iterator[Snapshot]:
        taken = self._begun_from(scope, now)
        try:
            with pinned(taken.state):
                yield taken
        finally:
            with self._changed:
                self._at_work -= 1

    def _begun_from(self, scope: Scope, now: Snapshot) -> Snapshot:
        """Return the state to make an answer from: that of others at work, or now. Only the own state knows the topics
        of a letter.
        """
        with self._changed:
            self._at_work += 1
            if scope.letter:
                return now
            if self._at_work == 1 or self._shared is None or not self._shared.is_recent():
                self._shared = now
            return self._shared

    def _keep(self, key: Hashable, entry: Entry[Kept]) -> None:
        with self._changed:
            if (before := self._entries.get(key)) is not None and before.snapshot.seen > entry.snapshot.seen:
                return  # another made it meanwhile, from a newer state
            self._entries.pop(key, None)
            if self._size_of(entry.answer) <= self._most:
                self._entries[key] = entry


def _now(scope: Scope) -> Snapshot:
    seen = monotonic()
    return Snapshot(state(scope), seen)
