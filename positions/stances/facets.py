"""Facet counts: stances grouped by topic, holder, score, state and coder, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet

from positions.labels.languages import either

StanceGroup = dict[str, Any]
"""The `values` of its stances that can be chosen, the ids of the `stances`, and of the `texts` that they stand in."""


def grouped(stances: QuerySet[Any]) -> list[StanceGroup]:
    """Group the stances by every combination of values. One query.

    The ids within a group may repeat.
    """
    values = ("topic__slug", either("topic__name_nl", "topic__name_en"), "holder", "score", "state", "coder__name")
    gathered = {"stances": ArrayAgg("pk", default=None), "texts": ArrayAgg("revision", default=None)}
    return list(stances.order_by().values(*values).annotate(**gathered))


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
