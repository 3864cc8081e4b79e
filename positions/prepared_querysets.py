"""Querysets that Django puts together once: at each request, that would take longer than the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Expression):
    """A value that is given each time a prepared queryset is asked; among the parameters it stands for it."""

    def __init__(self, name: str, sql: str = "%s") -> None:
        super().__init__()
        self.name, self.sql = name, sql

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return self.sql, [self]

    def get_group_by_cols(self) -> list[Any]:
        return []


def filled_in(parameters: Iterable[Any], given: dict[str, Any]) -> list[Any]:
    """Return the parameters of a statement with a value for each `Given`; a function is asked for it."""
    return [_value(given[each.name]) if isinstance(each, Given) else each for each in parameters]


def _value(given: Any) -> Any:
    return given() if callable(given) else given


class Prepared(Generic[Row]):
    """A queryset with `Given` values, put together at the first call.

    A call returns the rows as a list; related rows that are selected or prefetched come with them, as of any queryset.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make

    @cached_property
    def _asked(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, tuple[Any, ...]]:
        asked = self._make()
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        return asked, compiler, sql, parameters

    def __call__(self, **given: Any) -> list[Row]:
        asked, compiler, sql, parameters = self._asked
        found = asked.all()
        statement = sql, filled_in(parameters, given)

        def compiled(using: str, *_args: Any, **_more: Any) -> SQLCompiler:
            """Stand in for putting the query together: what is done with its rows is Django's."""
            own: Any = copy(compiler)
            own.connection = connections[using]
            own.as_sql = lambda *_args, **_more: statement
            return cast("SQLCompiler", own)

        query: Any = found.query
        query.get_compiler = compiled
        return list(found)

    def first(self, **given: Any) -> Row | None:
        """Return the first row, or None; the queryset says itself how many are asked for."""
        return next(iter(self(**given)), None)
