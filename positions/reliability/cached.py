"""Results of slow measurements, kept in Django's cache for a day: by data version, or by what was measured."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from positions.caching.version import WHOLE, version

Kept = TypeVar("Kept")
KEEP = 24 * 3600  # seconds


def at_version(name: str, make: Callable[[], Kept]) -> Kept:
    """Return what `make` gave for these data; one query if it was made before."""
    return by_content(f"{name} {version(WHOLE).digest}", make)


def by_content(content: str, make: Callable[[], Kept]) -> Kept:
    """Return what `make` gave for this content, at whatever data version."""
    key = f"agreement-{hashlib.sha256(content.encode()).hexdigest()}"
    kept: Kept | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEEP)
    return kept
