"""The first rows of a slow query, by walking a fast one that has all of its rows and more, window by window.

PostgreSQL cannot know how many stances count (`StanceQuerySet.speaking`), so for the first fifty of them it would work
all of them out and sort. Walked in the order of an index, it works out some two hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import F, OrderBy, Q, QuerySet

Row = TypeVar("Row")
TIMES, LARGEST = 4, 20_000  # times as many as are wanted; rows


def first_in_windows(
    most: int,
    next_window: Callable[[Any, int], Sequence[Any]],
    pick: Callable[[Sequence[Any]], list[Row]],
    times: int = TIMES,
) -> list[Row]:
    """Return the first `most` rows.

    `next_window` returns the next candidates after the last one so far (None: from the start), as many as asked;
    `pick` returns the rows among them, in order. The first window is `times` as large; they double while rows are
    missing.
    """
    found: list[Row] = []
    last, size = None, times * most
    while len(found) < most:
        window = next_window(last, size)
        found += pick(window) if window else []
        if len(window) < size:
            break
        last, size = window[-1], min(2 * size, LARGEST)
    return found[:most]


def ascending(*names: str) -> tuple[OrderBy, ...]:
    return tuple(F(name).asc() for name in names)


def after_row(found: QuerySet[Any], order: Sequence[OrderBy], row: Any, *, backwards: bool = False) -> QuerySet[Any]:
    """Return the rows after this one (its values of the columns, or None) in this order, of which no column is null, or
    in its reverse.
    """
    wanted = [_reverse(each) for each in order] if backwards else order
    ordered = found.order_by(*wanted)
    return ordered if row is None else ordered.filter(_beyond(wanted, row))


def column(key: OrderBy) -> str:
    return str(key.expression.name)  # type: ignore[union-attr]


def _reverse(key: OrderBy) -> OrderBy:
    found = key.copy()
    found.reverse_ordering()
    return found


def _beyond(order: Sequence[OrderBy], values: Sequence[Any]) -> Q:
    """Condition: after these values in this order. It begins with a bound on the first column, so that an index can
    start there.
    """
    later, same = Q(), Q()
    for key, value in zip(order, values, strict=True):
        later |= same & Q((f"{column(key)}__{_way(key)}", value))
        same &= Q((column(key), value))
    return Q((f"{column(order[0])}__{_way(order[0])}e", values[0])) & later


def _way(key: OrderBy) -> str:
    return "lt" if key.descending else "gt"
