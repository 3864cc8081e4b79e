"""Date fields of forms and query strings, limited to plausible days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)
FAR = gettext_lazy("Kies een dag van 1800 tot en met 2199.")
DAYS = ("as_of", "after", "before")  # parameter names of days, in every URL that takes one
HUGE_YEAR = re.compile(r"[+-]?\d{5,}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{5,}")


class DayField(forms.DateField):
    """Date field limited to `EARLIEST` … `LATEST`, so that date arithmetic never overflows."""

    default_validators = [MinValueValidator(EARLIEST, FAR), MaxValueValidator(LATEST, FAR)]

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and HUGE_YEAR.fullmatch(value.strip()):
            raise forms.ValidationError(FAR, code="max_value")
        return super().to_python(value)


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]
    field_class = DayField


class DayRangeMiddleware:
    """Middleware that answers 400 to a query string with a day outside the range of `DayField`.

    A page keeps its content with an error message; other responses, which would be about another day, are replaced. A
    view's own refusal (API, downloads, feeds) is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in (200, 304) or not asks_day_out_of_range(request):
            return response
        if response.get("Content-Type", "").startswith("text/html"):
            response.status_code = 400
            return response
        words = f"{_('Niet alles in het adres klopt:')}\n{', '.join(DAYS)}: {FAR}\n"
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


def asks_day_out_of_range(request: HttpRequest) -> bool:
    return any(is_out_of_range(value) for name in DAYS for value in request.GET.getlist(name))


def is_out_of_range(value: str) -> bool:
    try:
        DayField(required=False).clean(value)
    except forms.ValidationError as error:
        return any(each.code in ("min_value", "max_value") for each in error.error_list)
    return False
