"""Locks of one letter. Recordings of different letters never wait for each other.

Copies of one letter (the same bytes, words or names) are recorded one after the other; so are changes of one letter.
Both locks end with the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from letters.models import Letter

# Locks are taken in one order, whoever asks for them, so that two recordings cannot wait for each other.
LOCK = """
    SELECT pg_advisory_xact_lock(hashtextextended('recording ' || key, 0))
    FROM (SELECT DISTINCT key FROM unnest(%s::text[]) key ORDER BY key) keys
"""


def lock_keys(keys: Iterable[str]) -> None:
    """Wait until no other transaction holds one of these keys."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(keys)])


def locked(letter: Letter) -> Letter:
    """Return the letter as it is stored now, locked against changes by others."""
    return Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
