"""Insert model instances with COPY: an order of magnitude less time and memory than `bulk_create`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
AT_ONCE = 5000  # rows of one COPY


def copy_in(rows: Iterable[Row]) -> list[Row]:
    """Insert the instances, which are all of one model, and give them their ids. Triggers and constraints hold."""
    found = list(rows)
    for part in batches(found):
        _copy(part)
    return found


def analyze() -> None:
    """Have the database look at its rows, as it does by itself some minutes after so many.

    At the application's tables alone: those that all databases of a server share stay locked for others until the
    transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(connection.introspection.table_names(cursor))}")


def batches(rows: list[Row]) -> Iterator[list[Row]]:
    for first in range(0, len(rows), AT_ONCE):
        yield rows[first : first + AT_ONCE]


def _copy(rows: list[Row]) -> None:
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not field.generated]
    if meta.auto_field is not None:
        _number(rows, meta.db_table)
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_cell(field, field.pre_save(row, True)) for field in fields])
    out.seek(0)
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {meta.db_table} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')", out)


def _number(rows: list[Row], table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)]
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number


def _cell(field: models.Field[Any, Any], value: Any) -> Any:
    """Return the value in the form that COPY reads. An empty cell is an empty text; NULL is `\\N`."""
    if value is None:
        return "\\N"
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return value
