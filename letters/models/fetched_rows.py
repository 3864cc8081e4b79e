"""Rows of a query as the database driver makes them, without the time that Django takes to convert their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def fetched(values: QuerySet[Any, tuple[Any, ...]], chunk: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a `values_list` in chunks, by a cursor in the database as with `iterator`.

    Only for columns that the driver gives as Python has them: not for JSON.
    """
    try:
        statement = values.query.sql_with_params()
    except EmptyResultSet:
        return
    yield from fetched_by(*statement, chunk)


def fetched_by(statement: str, params: Sequence[Any], chunk: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a statement in the same way."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, params)
        while rows := cursor.fetchmany(chunk):
            yield rows
