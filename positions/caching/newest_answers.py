"""A cache of one answer a key, the newest, which may be served out of date for a moment while its successor is made.

After a decision many readers may ask for the same page at once. One of them makes it anew; the others get the answer of
before rather than wait, at most for `STALE` seconds after it was first found to be out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Condition
from time import monotonic
from typing import Generic, TypeVar

from cachetools import LRUCache

from positions.caching.in_process import emptied_by
from positions.caching.version import Scope, pinned, state

Kept = TypeVar("Kept")
STALE = 5  # seconds


@dataclass(slots=True)
class Entry(Generic[Kept]):
    """An answer, the version that it was made from, and when it was first found to be out of date."""

    digest: str
    answer: Kept
    outdated: float | None = None

    def may_be_served(self, now: float) -> bool:
        return self.outdated is not None and now - self.outdated < STALE


class NewestAnswers(Generic[Kept]):
    """Cache with room for `most` units, as measured by `size_of`. Safe for threads.

    If several threads request a missing value, one computes it, and those without an older one wait. Exceptions
    propagate and are not cached; neither is a value larger than `most`.
    """

    def __init__(self, most: int, size_of: Callable[[Kept], int]) -> None:
        self._most = most
        self._entries: LRUCache[Hashable, Entry[Kept]] = LRUCache(most, getsizeof=lambda entry: size_of(entry.answer))
        self._size_of = size_of
        self._being_made: set[tuple[Hashable, str]] = set()
        self._changed = Condition()
        emptied_by(self.clear)

    def __call__(self, scope: Scope, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return the answer for this key and the version of this scope now, or for a moment the one before."""
        now = state(scope)
        digest = now.version(scope).digest
        found, may_be_served = self._kept_or_begun(key, digest)
        if found is not None and may_be_served:
            return found.answer
        try:
            with pinned(now):
                answer = make()
            self._keep(key, Entry(digest, answer), instead_of=found)
            return answer
        finally:
            with self._changed:
                self._being_made.discard((key, digest))
                self._changed.notify_all()

    def clear(self) -> None:
        with self._changed:
            self._entries.clear()

    def _kept_or_begun(self, key: Hashable, digest: str) -> tuple[Entry[Kept] | None, bool]:
        """Return the entry, and whether it may be served; if not, this thread is to make its successor."""
        with self._changed:
            while True:
                entry = self._entries.get(key)
                if entry is not None and entry.digest == digest:
                    return entry, True
                if (key, digest) not in self._being_made:
                    self._being_made.add((key, digest))
                    if entry is not None and entry.outdated is None:
                        entry.outdated = monotonic()
                    return entry, False
                if entry is not None and entry.may_be_served(monotonic()):
                    return entry, True
                self._changed.wait()

    def _keep(self, key: Hashable, entry: Entry[Kept], instead_of: Entry[Kept] | None) -> None:
        """Keep the entry, unless another thread kept a newer one in the meantime."""
        with self._changed:
            if self._entries.get(key) is not instead_of:
                return
            self._entries.pop(key, None)
            if self._size_of(entry.answer) <= self._most:
                self._entries[key] = entry
