"""Stances in heaps that look alike to who chooses among them: the database is asked once where each one stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet

from positions.bilingual import either

Heap = dict[str, Any]
"""The `values` of its stances that can be chosen, the ids of the `stances`, and of the `texts` that they stand in."""


def heaps(stances: QuerySet[Any]) -> list[Heap]:
    """All of them, in as many heaps as there are topics, holders, scores, states and coders together. One query.

    What is in a heap can come more than once.
    """
    values = ("topic__slug", either("topic__name_nl", "topic__name_en"), "holder", "score", "state", "coder__name")
    gathered = {"stances": ArrayAgg("pk", default=None), "texts": ArrayAgg("revision", default=None)}
    return list(stances.order_by().values(*values).annotate(**gathered))


def stances_in(heaps: Iterable[Heap]) -> set[int]:
    return {pk for heap in heaps for pk in heap["stances"]}


def counted(heaps: Iterable[Heap], named: Callable[[Heap], tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Each value and title, with the number of texts in which a stance has it; what is in most texts first."""
    texts: dict[tuple[str, str], set[int]] = defaultdict(set)
    for heap in heaps:
        texts[named(heap)].update(heap["texts"])
    return sorted(((*name, len(found)) for name, found in texts.items()), key=lambda each: -each[2])
