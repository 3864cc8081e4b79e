"""Facet counts: stances grouped by topic, holder, score, state and coder, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from positions.labels.languages import either

GROUPED_BY = ("topic", "holder", "score", "state", "coder")
# The few groups are named, not the stances: joined to these, PostgreSQL looked for all stances once for each coder.
_NAMED = """
WITH found ({columns}) AS MATERIALIZED ({found})
SELECT topic.slug, {title}, found.holder, found.score, found.state, coder.name, found.stances, found.texts
FROM found JOIN positions_topic topic ON topic.id = found.topic JOIN positions_coder coder ON coder.id = found.coder
"""
StanceGroup = dict[str, Any]
"""The `values` of its stances that can be chosen, the ids of the `stances`, and of the `texts` that they stand in."""


def grouped(stances: QuerySet[Any]) -> list[StanceGroup]:
    """Group the stances by every combination of values. One query.

    The ids within a group may repeat.
    """
    gathered = {"stances": ArrayAgg("pk", default=None), "texts": ArrayAgg("revision", default=None)}
    try:
        found, given = stances.order_by().values(*GROUPED_BY).annotate(**gathered).query.sql_with_params()
    except EmptyResultSet:
        return []
    columns = (*GROUPED_BY, *gathered)
    title = either("topic__name_nl", "topic__name_en")
    with connection.cursor() as cursor:
        cursor.execute(_NAMED.format(columns=", ".join(columns), found=found, title=title.replace("__", ".")), given)
        rows = cursor.fetchall()
    names = ("topic__slug", title, "holder", "score", "state", "coder__name", *gathered)
    return [dict(zip(names, row, strict=True)) for row in rows]


def stance_ids(heaps: Iterable[StanceGroup]) -> set[int]:
    return {pk for heap in heaps for pk in heap["stances"]}


def counted(
    heaps: Iterable[StanceGroup], named: Callable[[StanceGroup], tuple[str, str]]
) -> list[tuple[str, str, int]]:
    """Count the texts per value and title, highest first."""
    texts: dict[tuple[str, str], set[int]] = defaultdict(set)
    for heap in heaps:
        texts[named(heap)].update(heap["texts"])
    return sorted(((*name, len(found)) for name, found in texts.items()), key=lambda each: -each[2])
