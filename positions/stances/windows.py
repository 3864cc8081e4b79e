"""The first rows of a slow query, by walking a fast one that has all of its rows and more, window by window.

PostgreSQL cannot know how many stances count (`StanceQuerySet.speaking`), so for the first fifty of them it would work
all of them out and sort. Walked in the order of an index, it works out some two hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Row = TypeVar("Row")
FIRST, LARGEST = 4, 20_000  # times as many as are wanted; rows


def first_in_windows(
    most: int, next_window: Callable[[Any, int], Sequence[Any]], pick: Callable[[Sequence[Any]], list[Row]]
) -> list[Row]:
    """Return the first `most` rows.

    `next_window` returns the next candidates after the last one so far (None: from the start), as many as asked;
    `pick` returns the rows among them, in order. Windows double while rows are missing.
    """
    found: list[Row] = []
    last, size = None, FIRST * most
    while len(found) < most:
        window = next_window(last, size)
        found += pick(window) if window else []
        if len(window) < size:
            break
        last, size = window[-1], min(2 * size, LARGEST)
    return found[:most]


def after_row(found: QuerySet[Any], names: Sequence[str], row: Any, *, backwards: bool = False) -> QuerySet[Any]:
    """Return the rows after this one (its values of the columns, or None) in their order."""
    ordered = found.order_by(*(f"-{name}" if backwards else name for name in names))
    return ordered if row is None else ordered.filter(_beyond(names, row, backwards=backwards))


def _beyond(names: Sequence[str], values: Sequence[Any], *, backwards: bool = False) -> Q:
    """Condition: after these values in the order of these columns, none of them null; before them with `backwards`.

    It begins with a bound on the first column, so that an index can start there.
    """
    way = "lt" if backwards else "gt"
    later, same = Q(), Q()
    for name, value in zip(names, values, strict=True):
        later |= same & Q((f"{name}__{way}", value))
        same &= Q((name, value))
    return Q((f"{names[0]}__{way}e", values[0])) & later
