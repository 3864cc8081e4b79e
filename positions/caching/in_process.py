"""In-process LRU caches, single flight, keyed by data version.

Nothing is invalidated: a new version is a new key, and entries that are no longer requested are evicted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Condition
from typing import TypeAlias, TypeVar

from cachetools import LRUCache, cached

from positions.caching.version import Scope, State, pinned, state

Kept = TypeVar("Kept")
InProcessCache: TypeAlias = Callable[[Scope, Hashable, Callable[[], Kept]], Kept]
_clearing: list[Callable[[], None]] = []


def in_process(most: int, size_of: Callable[[Kept], int]) -> InProcessCache[Kept]:
    """Return a cache with room for `most` units as measured by `size_of`. Call it with a scope, a key and a factory.

    If several threads request a missing value, one computes it and the others wait. Exceptions propagate and are not
    cached; neither is a value larger than `most`. Reading the state of the data costs one query; it is pinned
    while the value is computed.
    """

    @cached(LRUCache(most, getsizeof=size_of), key=_key, condition=Condition())
    def kept(now: State, scope: Scope, key: Hashable, make: Callable[[], Kept]) -> Kept:
        with pinned(now):
            return make()

    _clearing.append(kept.cache_clear)
    return lambda scope, key, make: kept(state(scope), scope, key, make)


def emptied_by(empty: Callable[[], None]) -> None:
    """Have `clear` call this too, for a cache of another kind."""
    _clearing.append(empty)


def clear() -> None:
    """Empty every cache of this process. For tests and measurements."""
    for each in _clearing:
        each()


def _key(now: State, scope: Scope, key: Hashable, make: Callable[[], object]) -> Hashable:
    return now.version(scope).digest, key
