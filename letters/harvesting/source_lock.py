"""Advisory lock per source: only one process may query a source at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# First key of the advisory locks; the digest of the name is the second.
SPACE = 28676


@contextmanager
def source_lock(name: str) -> Iterator[bool]:
    """Yield whether the lock was acquired. Session-level: released when the connection of a killed worker closes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock_key(name))
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock_key(name))


def lock_key(name: str) -> tuple[int, int]:
    """Return the two 32-bit keys of a PostgreSQL advisory lock."""
    return SPACE, zlib.crc32(name.encode()) - 2**31
