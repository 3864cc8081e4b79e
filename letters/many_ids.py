"""Filters by many ids: a long list, passed as a single query parameter, or what a query finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Expression, F, Func, QuerySet, Subquery
from django.db.models.expressions import RawSQL


def any_of(field: str, ids: Iterable[int]) -> Func:
    """Return an expression equivalent to `field__in=ids`, as `field = ANY(array)`.

    Django's own needs longer to render thousands of ids than PostgreSQL to answer. `IN (SELECT unnest(…))` would be a
    join, which PostgreSQL may put inside a loop of thousands.
    """
    return any_in(field, RawSQL("%s::bigint[]", [list(ids)]))


def any_in(field: str, array: Expression | Subquery) -> Func:
    """Return an expression equivalent to `field__in` with the elements of an array."""
    return Func(F(field), array, template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField())


def any_found(field: str, found: QuerySet[Any, Any]) -> Func:
    """Return an expression equivalent to `field__in=found`, as `field = ANY(ARRAY(SELECT …))`.

    The ids are found first, and then an index on the field is walked in its order; of a join PostgreSQL takes the order
    that it estimates to be best, which it cannot if the other conditions are subqueries.
    """
    return any_in(field, ArraySubquery(found))
