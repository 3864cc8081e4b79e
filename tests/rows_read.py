"""Rows that the database reads for what a test does, as a measure of cost that does not depend on the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from bench.copying import analyze

# Of this transaction: rows of sequential scans of tables, and entries of index scans.
READ = """
SELECT sum(pg_stat_get_xact_tuples_returned(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i')
"""

_OURS = [model._meta.db_table for app in ("letters", "positions") for model in apps.get_app_config(app).get_models()]
WAYS_OF_SMALL_TABLES = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")


class Rows:
    """`read` is the number of rows of tables and of index entries that were read."""

    read = 0


@contextmanager
def rows_read() -> Iterator[Rows]:
    """Count the rows read inside the block; within a transaction, as `pytest.mark.django_db` has one.

    Plans are those of large tables for a few rows: statistics are fresh, and neither a table nor an index is so small
    that it is read whole or hashed. What earlier tests left of their rows in the files would sway the planner else.
    """
    found = Rows()
    analyze()
    with connection.cursor() as cursor:
        for way in WAYS_OF_SMALL_TABLES:
            cursor.execute(f"SET LOCAL {way} = off")
    before = _read()
    yield found
    found.read = _read() - before
    with connection.cursor() as cursor:
        for way in WAYS_OF_SMALL_TABLES:
            cursor.execute(f"SET LOCAL {way} = on")


def vacuum() -> None:
    """Remove what earlier tests left of their rows, in a connection of its own: index scans read and count it too."""
    apart = connection.copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute(f"VACUUM (TRUNCATE off) {', '.join(_OURS)}")
    finally:
        apart.close()


def _read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0] or 0)
