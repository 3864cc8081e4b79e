from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db.models import OrderBy, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from letters.readers.integers import BIGINT, parse_integer
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WHOLE
from positions.stances.first_rows import TIMES, after_row, column, first_in_windows


class RecordPagination(PageNumberPagination):
    """Pagination by page number. An invalid number is a 400; a page past the last one is a 404."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    parameters: tuple[str, ...] = ("page", "page_size")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        wrong = {
            name: [_("Geef een heel getal vanaf 1.")]
            for name in (self.page_query_param, self.page_size_query_param)
            if name in request.query_params and not is_count(request.query_params[name])
        }
        if wrong:
            raise ValidationError(wrong)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Mark nullable fields the OpenAPI 3.1 way; Django REST framework writes 3.0."""
        found = super().get_paginated_response_schema(schema)
        for name in ("next", "previous"):
            told = {key: value for key, value in found["properties"][name].items() if key != "nullable"}
            found["properties"][name] = told | {"type": ["string", "null"]}
        return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a list with this condition, in an order of columns that are not null there."""

    order: Sequence[OrderBy]
    only: Q = field(default_factory=Q)


class KeptCountPaginator(Paginator):  # type: ignore[type-arg]
    """Pages by number: the ids of a page are found first, so that rows that are skipped are not made; the count is kept
    until the data change.
    """

    object_list: Any

    @cached_property
    def count(self) -> int:
        return count_of(self.object_list)

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        ids = list(self.object_list.values_list("pk", flat=True)[start : start + self.per_page])
        rows = {row.pk: row for row in self.object_list.filter(pk__in=ids)}
        return Page([rows[pk] for pk in ids if pk in rows], number, self)


COUNTS: InProcessCache[int] = in_process(500, size_of=lambda count: 1)


def count_of(rows: Any) -> int:
    try:
        name = repr(rows.order_by().values("pk").query.sql_with_params())
    except EmptyResultSet:
        return 0
    return COUNTS(WHOLE, name, rows.count)


class KeysetPagination(RecordPagination):
    """Pagination from record to record, so that a page costs the same wherever it is and however much is stored.

    The view has `stretches`, the parts of the list one after another, and `candidates`, rows among which those of its
    queryset are found (`positions.stances.first_rows`). `cursor` is the id of the record after which the page begins,
    or of that before which it ends, with a minus sign. `count` is null unless asked for. With `page` it is pagination
    by number.
    """

    django_paginator_class = KeptCountPaginator
    parameters = (*RecordPagination.parameters, "cursor", "count")
    times = TIMES

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        asked = request.query_params
        self.by_number = self.page_query_param in asked
        if self.by_number and "cursor" in asked:
            raise ValidationError({"cursor": [_("Niet samen met “page”.")]})
        if asked.get("count", "true") != "true":
            raise ValidationError({"count": [_("Alleen “true” kan hier.")]})
        if self.by_number:
            return super().paginate_queryset(queryset, request, view)
        self.address, self.cursor = request.build_absolute_uri(), asked.get("cursor")
        self.total = count_of(queryset) if "count" in asked else None
        return self._page(queryset, request, view)

    def _page(self, queryset: Any, request: Request, view: Any) -> list[Any]:
        size = self._size(request)
        start, backwards = self._start(view)

        def window(last: Any, most: int) -> Sequence[Any]:
            place, row = start if last is None else last[1:]
            return _rows_from(view, place, row, most, backwards=backwards)

        def pick(rows: Sequence[Any]) -> list[Any]:
            found = {row.pk: row for row in queryset.filter(pk__in=[pk for pk, *_at in rows])}
            return [found[pk] for pk, *_at in rows if pk in found]

        found = first_in_windows(size + 1, window, pick, times=self.times)
        more, page = len(found) > size, found[:size]
        self.before, self.after = (more, True) if backwards else (self.cursor is not None, more)
        self.page_of = page[::-1] if backwards else page
        return self.page_of

    def _size(self, request: Request) -> int:
        wanted = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not is_count(wanted):
            raise ValidationError({self.page_size_query_param: [_("Geef een heel getal vanaf 1.")]})
        return min(int(wanted), self.max_page_size)

    def _start(self, view: Any) -> tuple[tuple[int, Any], bool]:
        """Return the number of the stretch and the values of its columns at the cursor, None at its beginning; and
        whether the page lies before it.
        """
        if self.cursor is None:
            return (0, None), False
        pk = parse_integer(self.cursor.removeprefix("-"), digits=BIGINT)
        if pk is None:
            raise ValidationError({"cursor": [_("Neem dit over uit “next” of “previous”.")]})
        for place, stretch in enumerate(view.stretches):
            there = view.candidates.model.objects.filter(stretch.only, pk=pk).order_by()
            if row := there.values_list(*map(column, stretch.order)).first():
                return (place, row), self.cursor.startswith("-")
        raise NotFound

    def get_paginated_response(self, data: Any) -> Response:
        if self.by_number:
            return super().get_paginated_response(data)
        first, last = (self.page_of[0].pk, self.page_of[-1].pk) if self.page_of else (None, None)
        return Response({
            "count": self.total,
            "next": self._link(last) if last and self.after else None,
            "previous": self._link(-first) if first and self.before else None,
            "results": data,
        })  # fmt: skip

    def _link(self, cursor: int) -> str:
        return str(replace_query_param(self.address, "cursor", cursor))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        found = super().get_paginated_response_schema(schema)
        found["properties"]["count"] = found["properties"]["count"] | {"type": ["integer", "null"]}
        return found


class ExactKeysetPagination(KeysetPagination):
    """The same, where every candidate is in the list."""

    times = 1


def _rows_from(view: Any, place: int, row: Any, most: int, *, backwards: bool) -> list[tuple[Any, int, Any]]:
    """Return id, stretch and values of the columns of the rows after this one, at most so many."""
    found: list[tuple[Any, int, Any]] = []
    while len(found) < most and 0 <= place < len(view.stretches):
        stretch = view.stretches[place]
        rows = after_row(view.candidates.filter(stretch.only), stretch.order, row, backwards=backwards)
        names = map(column, stretch.order)
        found += [(pk, place, at) for pk, *at in rows.values_list("pk", *names)[: most - len(found)]]
        place, row = place + (-1 if backwards else 1), None
    return found


def is_count(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10 and int(value) > 0
