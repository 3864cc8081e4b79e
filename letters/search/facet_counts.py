"""Counts of letters by each value of several filters, each given the other filters, in one query.

What the filters that are not counted select is found once. PostgreSQL keeps it under the name of the table of letters,
so that the queries of the counted filters are their own (`ManyFilter`), and read those letters alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from letters.models import Letter
from letters.search.letter_filter import LetterFilter, ManyFilter

_COUNTS = """
WITH letters_letter ({columns}) AS MATERIALIZED ({chosen})
SELECT place, value, called, count FROM ({parts}) counted ORDER BY place, count DESC, value
"""
_PART = "SELECT {place} AS place, value, called, count FROM ({sql}) of_filter"


def counts(letters: LetterFilter, names: Collection[str]) -> dict[str, list[tuple[str, str, int]]]:
    """Return by filter (value, title, number of letters) for every value, most letters first."""
    filters: dict[str, ManyFilter] = {name: letters.filters[name] for name in names}
    rows = defaultdict[int, list[tuple[str | None, str | None, int]]](list)
    for place, *row in _rows(letters, filters):
        rows[place].append((row[0], row[1], row[2]))
    return {name: list(filter_.read(rows[place])) for place, (name, filter_) in enumerate(filters.items())}


def _rows(letters: LetterFilter, filters: dict[str, ManyFilter]) -> list[tuple[Any, ...]]:
    first = {"id", *(filter_.first_field for filter_ in filters.values())}
    columns = {field.name: str(field.column) for field in Letter._meta.concrete_fields if field.name in first}
    try:
        chosen, given = letters.without(*filters).order_by().values(*columns).query.sql_with_params()
        parts = [_among_chosen(letters, filters, name).query.sql_with_params() for name in filters]
    except EmptyResultSet:
        return []
    together = " UNION ALL ".join(_PART.format(place=place, sql=sql) for place, (sql, _given) in enumerate(parts))
    with connection.cursor() as cursor:
        sql = _COUNTS.format(columns=", ".join(columns.values()), chosen=chosen, parts=together)
        cursor.execute(sql, (*given, *(value for _sql, own in parts for value in own)))
        return list(cursor.fetchall())


def _among_chosen(letters: LetterFilter, filters: dict[str, ManyFilter], name: str) -> Any:
    """Return the query of one filter's counts, with the other counted filters alone."""
    found: QuerySet[Letter] = Letter.objects.all()
    for other, filter_ in filters.items():
        if other != name:
            found = filter_.filter(found, letters.form.cleaned_data.get(other))
    return filters[name].grouped(found)
