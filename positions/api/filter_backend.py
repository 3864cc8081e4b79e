from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from positions.api.validation import check


class CheckedFilterBackend(DjangoFilterBackend):  # type: ignore[misc]
    """Filter by the view's FilterSet, which is set on the view as `asked`.

    Raises ValidationError (400) that lists every invalid value and every unknown parameter name.
    """

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        view.asked = self.get_filterset(request, queryset, view)
        check(request.query_params, *view.checked(), also=view.pagination_class.parameters)
        return view.asked.qs if view.asked else queryset
