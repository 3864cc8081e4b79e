"""LRU cache by key and version that holds few versions of each key, however fast the data change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

Kept = TypeVar("Kept")
VERSIONS = 2  # under load a page may be made from a state of a moment ago while another is made from the newest


class NewestVersions(LRUCache[tuple[Hashable, str], Kept], Generic[Kept]):
    """Cache with room for `most` units, by key and version. Of more than `VERSIONS` versions of a key the one that came
    first is dropped.
    """

    def __init__(self, most: int, getsizeof: Callable[[Kept], int]) -> None:
        super().__init__(most, getsizeof)
        self._versions: dict[Hashable, list[str]] = {}

    def __setitem__(self, name: tuple[Hashable, str], value: Kept) -> None:
        super().__setitem__(name, value)
        key, version = name
        versions = self._versions.setdefault(key, [])
        if version not in versions:
            versions.append(version)
        if len(versions) > VERSIONS:
            del self[key, versions[0]]

    def __delitem__(self, name: tuple[Hashable, str]) -> None:
        super().__delitem__(name)
        key, version = name
        self._versions[key].remove(version)
        if not self._versions[key]:
            del self._versions[key]

    def clear(self) -> None:
        super().clear()
        self._versions.clear()
