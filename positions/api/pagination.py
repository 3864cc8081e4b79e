from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


class RecordPagination(PageNumberPagination):
    """Pagination by page number. An invalid number is a 400; a page past the last one is a 404."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500

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


def is_count(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10 and int(value) > 0
