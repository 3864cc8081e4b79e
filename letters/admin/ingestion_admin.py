"""Admin of ingestions: one permanent row per incoming file, with its outcome."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.admin import batch_page, display_names, failures, proofread
from letters.admin.page_frame import Media, require
from letters.ingestion import retry
from letters.models import Ingestion, Letter
from letters.pages.next_steps import NEXT_STEPS
from letters.readers.integers import BIGINT, parse_integer

State = Ingestion.State


@admin.action(description=gettext_lazy("Probeer opnieuw (wat niet gelukt is)"), permissions=["retry"])
def try_again(model_admin: Any, request: HttpRequest, queryset: QuerySet[Ingestion]) -> None:
    restarted = sum(retry.try_again(ingestion) for ingestion in queryset.filter(state=State.FAILED))
    if restarted:
        words = ngettext("Opnieuw begonnen met %(n)s bestand.", "Opnieuw begonnen met %(n)s bestanden.", restarted)
        messages.success(request, words % {"n": restarted})
    else:
        messages.warning(
            request,
            _("Hier was niets opnieuw te proberen: het ligt aan het bestand zelf. De melding zegt wat u kunt doen."),
        )


@admin.register(Ingestion)
class IngestionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    group = ("letters", 20)
    list_display = ["name", "state_words", "outcome_words", "to_letter", "channel", "user", "came_in", "to_batch"]
    list_filter = ["state", "outcome", "channel"]
    list_per_page = 50
    date_hierarchy = "created_at"
    search_fields = ["name", "message", "letter__subject", "letter__identifier"]
    search_help_text = gettext_lazy("Zoek op bestandsnaam, melding, betreft of kenmerk")
    ordering = ["-id"]
    actions = [try_again, failures.see_chosen]
    fields = [
        "name", "state_words", "outcome_words", "to_letter", "channel", "user", "document_words",
        "created_at", "updated_at", "to_batch",
    ]  # fmt: skip
    change_form_template = "admin/letters/ingestion.html"
    Media = Media

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ingestion]:
        wanted = Ingestion.objects.in_world().select_related("letter", "user", "document")
        return wanted.prefetch_related("letter__signatories").defer("parsed", "corrections", "letter__provenance")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("batch/<uuid:batch>/", view(self.batch_view), name="letters_ingestion_batch"),
            path("batch/<uuid:batch>/stand/", view(self.batch_state_view), name="letters_ingestion_batch_state"),
            path("batch/<uuid:batch>/ontbreekt/", view(self.see_missing_view), name="letters_ingestion_see_missing"),
            path("<int:pk>/nakijken/", view(self.look_view), name="letters_ingestion_look"),
            path("<int:pk>/stand/", view(self.state_view), name="letters_ingestion_state"),
            path("<int:pk>/opnieuw/", view(self.again_view), name="letters_ingestion_again"),
            path("<int:pk>/gezien/", view(self.see_view), name="letters_ingestion_see"),
            path("batch/<uuid:batch>/gezien/", view(self.see_batch_view), name="letters_ingestion_see_batch"),
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("letters.add_letter")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": _("Toegevoegde bestanden"), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        letters = Letter.objects.filter(ingestions=parse_integer(object_id, digits=BIGINT) or 0)
        steps = [each for links in NEXT_STEPS.of_letters(request.user, letters).values() for each in links]
        context = {"title": _("Toegevoegd bestand"), "next_steps": steps, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def batch_view(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        return batch_page.overview(request, self, batch)

    def batch_state_view(self, request: HttpRequest, batch: uuid.UUID) -> JsonResponse:
        return batch_page.state(request, batch)

    def see_missing_view(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        return batch_page.see_missing(request, batch)

    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return proofread.proofread_page(request, self, pk)

    def state_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        return proofread.state(request, pk)

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Retry one row; requires POST."""
        require(request, "add_letter")
        ingestion = get_object_or_404(Ingestion, pk=pk)
        if request.method == "POST":
            try_again(self, request, Ingestion.objects.filter(pk=pk))
        return HttpResponseRedirect(reverse("admin:letters_ingestion_batch", args=[ingestion.batch]))

    def see_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return failures.see(request, pk)

    def see_batch_view(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        return failures.see_batch(request, batch)

    @admin.display(description=gettext_lazy("stand"), ordering="state")
    def state_words(self, ingestion: Ingestion) -> str:
        if ingestion.state == State.HELD:
            url = reverse("admin:letters_ingestion_look", args=[ingestion.pk])
            return format_html('<a href="{}">{}</a>', url, display_names.state_words(ingestion))
        return display_names.state_words(ingestion)

    @admin.display(description=gettext_lazy("uitkomst"), ordering="outcome")
    def outcome_words(self, ingestion: Ingestion) -> str:
        return (
            (ingestion.state == State.FAILED and ingestion.shown_message)
            or display_names.outcome_words(ingestion)
            or "–"
        )

    @admin.display(description=gettext_lazy("ontvangen"), ordering="created_at")
    def came_in(self, ingestion: Ingestion) -> str:
        return date_format(timezone.localtime(ingestion.created_at), "j b Y, H:i")

    @admin.display(description=gettext_lazy("brief"))
    def to_letter(self, ingestion: Ingestion) -> str:
        if ingestion.letter is None:
            return "–"
        url = reverse("admin:letters_letter_change", args=[ingestion.letter_id])
        return format_html('<a href="{}">{}</a>', url, ingestion.letter.name)

    @admin.display(description=gettext_lazy("samen met"))
    def to_batch(self, ingestion: Ingestion) -> str:
        url = reverse("admin:letters_ingestion_batch", args=[ingestion.batch])
        return format_html('<a href="{}">{}</a>', url, _("overzicht"))

    @admin.display(description=gettext_lazy("bestand"))
    def document_words(self, ingestion: Ingestion) -> str:
        document = ingestion.document
        return f"{document.media_type}, {filesizeformat(document.size)}" if document else _("niet bewaard")
