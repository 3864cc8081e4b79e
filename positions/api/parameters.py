"""The filters as OpenAPI has them, read from the FilterSets themselves."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from letters.filters import ManyFilter
from positions.api.paging import Paging

PAGES = [
    OpenApiParameter("page", int, description=_("Bladzijde, vanaf 1.")),
    OpenApiParameter(
        "page_size",
        int,
        description=format_lazy(_("Hoeveel per bladzijde, ten hoogste {most}."), most=Paging.max_page_size),
    ),
]


def parameters(*filtersets: type[django_filters.FilterSet], paged: bool = True) -> list[OpenApiParameter]:
    """Each name once, as the first FilterSet has it."""
    found: dict[str, OpenApiParameter] = {}
    for filterset in filtersets:
        for name, each in filterset.base_filters.items():
            found.setdefault(name, parameter(name, each))
    return [*found.values(), *(PAGES if paged else [])]


def parameter(name: str, filter_: Any) -> OpenApiParameter:
    many = isinstance(filter_, ManyFilter)
    choices = filter_.extra.get("choices")
    return OpenApiParameter(
        name,
        {"type": "array", "items": {"type": "string"}} if many and not listed(choices) else type_of(filter_),
        description=format_lazy("{}. {}", filter_.label, _("Mag vaker voorkomen."))
        if many
        else format_lazy("{}.", filter_.label),
        enum=[str(value) for value, _title in choices] if listed(choices) else None,
        many=many and listed(choices),
    )


def listed(choices: Any) -> bool:
    """Whether they are written down; others come from the database, and are not the schema's to say."""
    return bool(choices) and not callable(choices)


def type_of(filter_: Any) -> Any:
    if isinstance(filter_, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(filter_, (django_filters.NumberFilter, django_filters.ModelChoiceFilter)):
        return int
    return str
