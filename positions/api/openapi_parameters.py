"""OpenAPI parameters generated from the FilterSets."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from letters.search.letter_filter import ManyFilter
from positions.api.pagination import RecordPagination

PAGES = [
    OpenApiParameter("page", int, description=_("Bladzijde, vanaf 1.")),
    OpenApiParameter(
        "page_size",
        int,
        description=format_lazy(_("Hoeveel per bladzijde, ten hoogste {most}."), most=RecordPagination.max_page_size),
    ),
]
KEYSET = [
    OpenApiParameter("cursor", str, description=_("Waar de bladzijde begint: neem over uit `next` of `previous`.")),
    OpenApiParameter(
        "count", str, enum=["true"], description=_("Met `true` staat in `count` hoeveel het er zijn; dat kost tijd.")
    ),
    OpenApiParameter("page", int, description=_("Bladzijde, vanaf 1; `cursor` is sneller."), deprecated=True),
    PAGES[1],
]


def parameters(
    *filtersets: type[django_filters.FilterSet], paged: list[OpenApiParameter] | None = PAGES
) -> list[OpenApiParameter]:
    """Return one parameter per name; the first FilterSet that has the name wins. `paged` are those of the pages."""
    found: dict[str, OpenApiParameter] = {}
    for filterset in filtersets:
        for name, each in filterset.base_filters.items():
            found.setdefault(name, parameter(name, each))
    return [*found.values(), *(paged or [])]


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
        deprecated=getattr(filter_, "deprecated", False),
    )


def listed(choices: Any) -> bool:
    """Return whether the choices are fixed in code; choices from the database are left out of the schema."""
    return bool(choices) and not callable(choices)


def type_of(filter_: Any) -> Any:
    if isinstance(filter_, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(filter_, (django_filters.NumberFilter, django_filters.ModelChoiceFilter)):
        return int
    return str
