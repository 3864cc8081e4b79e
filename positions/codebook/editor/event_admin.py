from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from letters.admin.page_frame import Media
from positions.codebook import shipped_events
from positions.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    group = ("codebook", 30)
    list_display = ["shown_name", "date", "end", "weight", "is_shown", "origin"]
    list_filter = ["topics", "is_shown", "origin"]
    search_fields = ["name_nl", "name_en", "source"]
    date_hierarchy = "date"
    ordering = ["-date"]
    fields = ["name_nl", "name_en", "slug", "date", "end", "topics", "source", "weight", "is_shown"]
    prepopulated_fields = {"slug": ["name_en"]}
    empty_value_display = gettext_lazy("zelfde dag")  # label of an event without an end date
    Media = Media

    @admin.display(description=gettext_lazy("naam"), ordering="name_nl")
    def shown_name(self, event: Event) -> str:
        return event.name

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> list[str]:
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Event | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        obj.origin = Event.Origin.EDITOR
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Refuse to delete events of the file, which the next start would load again: these can be hidden instead."""
        return super().has_delete_permission(request, obj) and not (obj and obj.slug in shipped_events.slugs_of_file())

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}
