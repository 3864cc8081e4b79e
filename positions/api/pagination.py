from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from letters.readers.integers import BIGINT, parse_integer
from positions.stances.windows import after_row, first_in_windows


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


class KeysetPagination(RecordPagination):
    """Pagination from record to record, so that a page costs the same wherever it is and however much is stored.

    The view has `keys`, the columns of the order, and `candidates`, rows among which those of its queryset are found
    (`positions.stances.windows`). `cursor` is the id of the record after which the page begins, or of that before
    which it ends, with a minus sign. `count` is null unless asked for. With `page` it is pagination by number.
    """

    parameters = (*RecordPagination.parameters, "cursor", "count")

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
        self.total = queryset.count() if "count" in asked else None
        return self._page(queryset, request, view)

    def _page(self, queryset: Any, request: Request, view: Any) -> list[Any]:
        size = self._size(request)
        start, backwards = self._start(view)

        def window(last: Any, most: int) -> Sequence[Any]:
            found = after_row(view.candidates, view.keys, start if last is None else last[1:], backwards=backwards)
            return list(found.values_list("pk", *view.keys)[:most])

        def pick(rows: Sequence[Any]) -> list[Any]:
            found = {row.pk: row for row in queryset.filter(pk__in=[pk for pk, *_keys in rows])}
            return [found[pk] for pk, *_keys in rows if pk in found]

        found = first_in_windows(size + 1, window, pick)
        more, page = len(found) > size, found[:size]
        self.before, self.after = (more, True) if backwards else (start is not None, more)
        self.page_of = page[::-1] if backwards else page
        return self.page_of

    def _size(self, request: Request) -> int:
        wanted = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not is_count(wanted):
            raise ValidationError({self.page_size_query_param: [_("Geef een heel getal vanaf 1.")]})
        return min(int(wanted), self.max_page_size)

    def _start(self, view: Any) -> tuple[Any, bool]:
        """Return the values of the columns at the cursor, None without one, and whether the page lies before it."""
        if self.cursor is None:
            return None, False
        pk = parse_integer(self.cursor.removeprefix("-"), digits=BIGINT)
        if pk is None:
            raise ValidationError({"cursor": [_("Neem dit over uit “next” of “previous”.")]})
        row = view.candidates.model.objects.filter(pk=pk).order_by().values_list(*view.keys).first()
        if row is None:
            raise NotFound
        return row, self.cursor.startswith("-")

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


def is_count(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10 and int(value) > 0
