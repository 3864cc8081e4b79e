"""Statements that every test ends with, which the database server plans once per connection.

To plan the checks of the kept counts and of the summaries takes it five times as long as to run them on a few rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_names: WeakKeyDictionary[Any, dict[tuple[str, str], str]] = WeakKeyDictionary()


@contextmanager
def planned_once() -> Iterator[None]:
    """Keep the plan of each statement that is executed within, for its next time on this connection.

    A prepared statement outlives the transaction that it was made in, and is planned anew when a table changes.
    """
    with connection.execute_wrapper(_as_prepared):
        yield


def _as_prepared(execute: Callable[..., Any], statement: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
    names = _names.setdefault(connection.connection, {})
    key = statement, repr(values)
    if key not in names:
        name = f"planned_{len(names)}"
        execute(f"PREPARE {name} AS {statement}", values, many, context)
        names[key] = name
    return execute(f"EXECUTE {names[key]}", None, many, context)
