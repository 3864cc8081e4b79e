"""Stances, decisions and coders, to look through: nothing is changed here. Deciding is on the review page.

What editors do change, the codebook and the events, is in `positions.desk`.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from letters.models import Letter
from positions.desk import drafts, events, versions
from positions.models import Coder, Review, Stance, State

__all__ = ["drafts", "events", "versions"]  # pages of the desk, which register themselves


class LookAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StateFilter(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stance]) -> QuerySet[Stance]:
        return queryset.filter(**{"state": self.value()}) if self.value() else queryset


@admin.register(Stance)
class StanceAdmin(LookAdmin):
    list_display = ["short", "topic", "holder", "score", "stand", "coder", "letter"]
    list_filter = [StateFilter, "topic", "coder", "confidence", "holder", "codebook"]
    list_select_related = ["topic", "coder", "revision__letter"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["quote", "revision__letter__key"]
    fields = ["quote", "topic", "holder", "score", "stand", "coder", "codebook", "confidence", "cues", "letter"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stance]:
        of_this_world = Stance.objects.filter(revision__letter__in=Letter.objects.in_world().order_by().values("pk"))
        return of_this_world.with_state().defer("revision__text", "revision__sentence_digests").order_by("-pk")

    @admin.display(description="citaat")
    def short(self, stance: Stance) -> str:
        return stance.quote[:100]

    @admin.display(description="stand")
    def stand(self, stance: Stance) -> str:
        return str(State(stance.state).label)

    @admin.display(description="brief")
    def letter(self, stance: Stance) -> str:
        return stance.revision.letter.key


@admin.register(Review)
class ReviewAdmin(LookAdmin):
    list_display = ["at", "decision", "state", "coder", "short", "note", "bulk"]
    list_filter = ["decision", "state", "bulk", "coder", "at"]
    list_select_related = ["coder", "stance"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["at", "decision", "state", "coder", "user", "short", "note", "bulk", "batch", "undoes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        world = Letter.objects.in_world().order_by().values("pk")
        return super().get_queryset(request).filter(stance__revision__letter__in=world)

    @admin.display(description="citaat")
    def short(self, review: Review) -> str:
        return review.stance.quote[:100]


@admin.register(Coder)
class CoderAdmin(LookAdmin):
    list_display = ["name", "version", "kind", "user", "is_example"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "version", "kind", "user", "is_example"]
