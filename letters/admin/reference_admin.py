"""Admin of reference data: cabinets, which editors maintain, and ministers and dossiers, which letters bring along."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from letters.admin.page_frame import Media
from letters.ingestion import reassign_cabinets
from letters.labels.number_formats import format_dossier
from letters.models import Cabinet, Dossier, Letter, Minister
from letters.search import full_text


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Cabinet)
class CabinetAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    group = ("installation", 10)
    list_display = ["name", "start", "demissionary_from", "end"]
    fields = ["name", "start", "demissionary_from", "end"]
    Media = Media
    search_fields = ["name"]
    ordering = ["-start"]
    empty_value_display = gettext_lazy("nog niet")  # its end, and the start of its demissionary period

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cabinet]:
        return super().get_queryset(request).filter(is_example=False)

    def save_model(self, request: HttpRequest, obj: Cabinet, form: Any, change: bool) -> None:
        if changed := reassign_cabinets.save_cabinet(obj):
            words = ngettext(
                "%(n)s brief hoort nu bij een ander kabinet, of is nu wel of niet demissionair.",
                "%(n)s brieven horen nu bij een ander kabinet, of zijn nu wel of niet demissionair.",
                changed,
            )
            messages.info(request, words % {"n": changed})


class WorldAdmin(ReadOnlyAdmin):
    """Read-only admin of rows of real letters, or of invented ones while only those are shown."""

    group = None
    Media = Media

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        real = Letter.objects.real().exists()
        rows = super().get_queryset(request)
        return rows.filter(is_example=False) if real else rows.filter(is_example=True)


@admin.register(Minister)
class MinisterAdmin(WorldAdmin):
    list_display = ["name", "surname", "signed"]
    search_fields = ["name", "surname"]
    fields = ["name", "surname", "signed"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Minister]:
        ministers: QuerySet[Minister] = super().get_queryset(request)
        return ministers.annotate(signed=Count("signatures"))

    @admin.display(description=gettext_lazy("ondertekende brieven"), ordering="signed")
    def signed(self, minister: Any) -> int:
        return int(minister.signed)


@admin.register(Dossier)
class DossierAdmin(WorldAdmin):
    list_display = ["number_words", "title", "size"]
    search_fields = ["number", "title"]
    fields = ["number_words", "title", "size"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dossier]:
        dossiers: QuerySet[Dossier] = super().get_queryset(request)
        return dossiers.annotate(size=Count("letters"))

    @admin.display(description=gettext_lazy("nummer"), ordering="number")
    def number_words(self, dossier: Dossier) -> str:
        return format_dossier(dossier.number)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Dossier], search_term: str
    ) -> tuple[QuerySet[Dossier], bool]:
        """Find a dossier by its number in display form ("28 676")."""
        return super().get_search_results(request, queryset, full_text.dossier_number(search_term) or search_term)

    @admin.display(description=gettext_lazy("brieven"), ordering="size")
    def size(self, dossier: Any) -> int:
        return int(dossier.size)
