"""In-process LRU caches, single flight, keyed by data version.

Nothing is invalidated: a new version is a new key. Of each key two versions are kept (`newest_versions`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import TypeAlias, TypeVar

from positions.caching.newest_versions import NewestVersions
from positions.caching.single_flight import SingleFlight
from positions.caching.version import Scope, pinned, state

Kept = TypeVar("Kept")
InProcessCache: TypeAlias = Callable[[Scope, Hashable, Callable[[], Kept]], Kept]
_clearing: list[Callable[[], None]] = []


def in_process(most: int, size_of: Callable[[Kept], int]) -> InProcessCache[Kept]:
    """Return a cache with room for `most` units as measured by `size_of`. Call it with a scope, a key and a factory.

    If several threads request a missing value, one computes it and the others wait (`single_flight`). Exceptions
    propagate and are not cached; neither is a value larger than `most`. Reading the state of the data costs one query;
    it is pinned while the value is computed.
    """

    values: NewestVersions[Kept] = NewestVersions(most, getsizeof=size_of)
    flight = SingleFlight()

    def kept(scope: Scope, key: Hashable, make: Callable[[], Kept]) -> Kept:
        now = state(scope)
        at = (scope, key), now.version(scope).digest
        with flight.changed:
            while at not in values and not flight.begin(at):
                flight.wait(at)
            if at in values:
                return values[at]
        try:
            with pinned(now):
                value = make()
            with flight.changed, suppress(ValueError):  # larger than `most`
                values[at] = value
            return value
        finally:
            flight.end(at)

    def clear_values() -> None:
        with flight.changed:
            values.clear()

    emptied_by(clear_values)
    return kept


def emptied_by(empty: Callable[[], None]) -> None:
    """Have `clear` call this too, for a cache of another kind."""
    _clearing.append(empty)


def clear() -> None:
    """Empty every cache of this process. For tests and measurements."""
    for each in _clearing:
        each()
