"""One at a time: two who ask a source at once are twice as impolite."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# With the name's digest behind it, the name of an advisory lock of PostgreSQL.
SPACE = 28676


@contextmanager
def turn(name: str) -> Iterator[bool]:
    """Whether it is ours to work for `name`. Held by the connection: it ends with a worker that is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key_of(name))
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key_of(name))


def key_of(name: str) -> tuple[int, int]:
    """Two 32-bit numbers, as PostgreSQL names such a lock."""
    return SPACE, zlib.crc32(name.encode()) - 2**31
