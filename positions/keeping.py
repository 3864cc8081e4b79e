"""What is dear to make is kept in the process, under the version of the data that it was made of.

Nothing is ever taken back: another version is another name, and what nobody asks for any more makes room.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from cachetools import LRUCache

Kept = TypeVar("Kept")


class Keeper(Generic[Kept]):
    """Things by name, those asked for last, up to `most` of what `size_of` measures.

    Of several threads that ask for what is not there, one makes it and the others wait.
    """

    def __init__(self, most: int, size_of: Callable[[Kept], int]) -> None:
        self._kept: LRUCache[Hashable, Kept] = LRUCache(most, getsizeof=size_of)
        self._most, self._size_of = most, size_of
        self._guard = Lock()
        self._making: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()
        _keepers.append(self.forget)

    def get(self, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """The thing of this name, made now where it is not kept. What `make` raises is kept by nobody."""
        with self._guard:
            if name in self._kept:
                return self._kept[name]
            turn = self._making.setdefault(name, _Turn())
        with turn.lock:
            with self._guard:
                if name in self._kept:
                    return self._kept[name]
            made = make()
            if self._size_of(made) <= self._most:
                with self._guard:
                    self._kept[name] = made
            return made

    def forget(self) -> None:
        with self._guard:
            self._kept.clear()


class _Turn:
    """Who makes a thing; gone when nobody waits for it any more."""

    def __init__(self) -> None:
        self.lock = Lock()


_keepers: list[Callable[[], None]] = []


def forget_everything() -> None:
    """For tests: what one test was shown is nothing to the next."""
    for forget in _keepers:
        forget()
