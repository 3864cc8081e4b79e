from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


class Paging(PageNumberPagination):
    """Pages by number. What is no number is wrong (400); a page after the last is not there (404)."""

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


def is_count(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10 and int(value) > 0
