"""Sidebar filters of the admin's list of letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin import display_names
from letters.ingestion.open_questions import Attention
from letters.labels.kind_labels import kind_label
from letters.models import Cabinet, Dossier, Letter
from letters.parser.classify import KINDS
from letters.readers.integers import BIGINT, parse_integer

# Length of the list of dossiers; the search box takes any dossier number.
MOST_DOSSIERS = 25


class AttentionFilter(admin.SimpleListFilter):
    title = gettext_lazy("aandacht")
    parameter_name = "aandacht"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("ja", _("Ja")),
            ("nee", _("Nee")),
            *((code, display_names.capital(display_names.short(code))) for code in Attention.values),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        match self.value():
            case None:
                return queryset
            case "ja":
                return queryset.exclude(attention=[]).filter(withdrawn_at=None)
            case "nee":
                return queryset.filter(attention=[])
            case code:
                return queryset.filter(attention__contains=[code])


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("soort brief")
    parameter_name = "soort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, display_names.capital(kind_label(kind))) for kind in KINDS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class WithdrawnFilter(admin.SimpleListFilter):
    title = gettext_lazy("ingetrokken")
    parameter_name = "ingetrokken"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("nee", _("Nee")), ("ja", _("Ja"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        if self.value() is None:
            return queryset
        return queryset.filter(withdrawn_at__isnull=self.value() == "nee")


class NumberedFilter(admin.SimpleListFilter):
    """Filter by primary key; a value that is not a number matches nothing."""

    lookup = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        value = parse_integer(self.value(), digits=BIGINT)
        return queryset if value is None else queryset.filter(**{self.lookup: value})


class ShownCabinetFilter(NumberedFilter):
    title = gettext_lazy("kabinet")
    parameter_name = "kabinet"
    lookup = "cabinet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        shown = Letter.objects.in_world().filter(cabinet__isnull=False).values("cabinet")
        return [(str(c.pk), c.name) for c in Cabinet.objects.filter(pk__in=shown)]


class DossierFilter(NumberedFilter):
    title = gettext_lazy("dossier")
    parameter_name = "dossier"
    lookup = "dossiers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        shown = Dossier.objects.filter(letters__in=Letter.objects.in_world()).annotate(size=Count("letters"))
        return [(str(d.pk), str(d)[:60]) for d in shown.order_by("-size", "number")[:MOST_DOSSIERS]]
