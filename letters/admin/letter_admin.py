"""Admin of letters: list, search, pages and actions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin import add_letter, display_names, edit_letter, letter_actions, remove_examples
from letters.admin.list_filters import AttentionFilter, DossierFilter, KindFilter, ShownCabinetFilter, WithdrawnFilter
from letters.admin.page_frame import Media
from letters.labels.kind_labels import kind_label
from letters.models import Letter
from letters.parser.identifiers import parse_identifier


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    group = ("letters", 10)
    ordering = [F("document_date").desc(nulls_last=True), "-id"]
    list_display = ["shown_name", "state", "short_date", "kind_words", "short_chamber", "identifier", "cabinet"]
    list_display_links = ["shown_name"]
    list_filter = [
        AttentionFilter,
        "publication",
        KindFilter,
        "chamber",
        ShownCabinetFilter,
        WithdrawnFilter,
        DossierFilter,
    ]
    list_select_related = ["cabinet"]
    list_per_page = 50
    date_hierarchy = "document_date"
    search_fields = ["title", "subject", "identifiers__value", "number", "dossiers__number", "dossier_title"]
    search_help_text = gettext_lazy("Zoek op betreft, titel, kenmerk (28 676, nr. 360), nummer of dossier")
    actions = [
        letter_actions.withdraw,
        letter_actions.put_back,
        letter_actions.read_again,
        letter_actions.export_jsonl,
        letter_actions.export_csv,
        letter_actions.export_dutch_csv,
        letter_actions.export_xlsx,
    ]
    change_list_template = "admin/letters/letters.html"
    Media = Media

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        letters = Letter.objects.in_world().filter(joined_into=None).named().defer("provenance")
        return letters.order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Letter], search_term: str
    ) -> tuple[QuerySet[Letter], bool]:
        """Return the letter with this identifier, if the term is one ("28 676, nr. 360"); else search."""
        if identifier := parse_identifier(search_term):
            exact = queryset.filter(identifiers__value=identifier)
            if exact.exists():
                return exact, False
        return super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("add/aankondigen/", view(add_letter.announce), name="letters_letter_announce"),
            path("add/upload/", view(add_letter.upload), name="letters_letter_upload"),
            path("voorbeelden/", view(self.examples_view), name="letters_letter_examples"),
            path("<int:pk>/vraag/", view(self.leave_view), name="letters_letter_leave"),
            path("<int:pk>/opnieuw/", view(self.again_view), name="letters_letter_again"),
            path("<int:pk>/versie/<int:number>/", view(self.restore_view), name="letters_letter_restore"),
            path("<int:pk>/intrekken/", view(self.withdraw_view), name="letters_letter_withdraw"),
            path("<int:pk>/terugzetten/", view(self.put_back_view), name="letters_letter_put_back"),
            path("<int:pk>/bestand/<int:document_pk>/", view(self.original_view), name="letters_letter_original"),
        ]
        return [*own, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return False  # letters are withdrawn, never deleted

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return add_letter.add(request, self)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return edit_letter.change(request, self, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return edit_letter.history(request, self, object_id)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"title": _("Brieven"), "has_examples": remove_examples.there_are(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def examples_view(self, request: HttpRequest) -> HttpResponse:
        return remove_examples.remove(request, self)

    def leave_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return edit_letter.leave_unknown(request, pk)

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return edit_letter.read_again(request, pk)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        return edit_letter.restore(request, pk, number)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return edit_letter.withdraw(request, self, pk)

    def put_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return edit_letter.put_back(request, pk)

    def original_view(self, request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
        return edit_letter.original(request, pk, document_pk)

    @admin.display(description=gettext_lazy("brief"), ordering="subject")
    def shown_name(self, letter: Letter) -> str:
        return letter.name

    @admin.display(description=gettext_lazy("datum"), ordering="document_date")
    def short_date(self, letter: Letter) -> str | None:
        return date_format(letter.document_date, "j b Y") if letter.document_date else None

    @admin.display(description=gettext_lazy("Kamer"), ordering="chamber")
    def short_chamber(self, letter: Letter) -> str | None:
        return kind_label(letter.chamber).removesuffix(" Kamer") or None

    @admin.display(description=gettext_lazy("soort"), ordering="kind")
    def kind_words(self, letter: Letter) -> str | None:
        return kind_label(letter.kind if letter.is_letter else letter.publication) or None

    @admin.display(description=gettext_lazy("stand"), ordering="attention")
    def state(self, letter: Letter) -> SafeString | str:
        if letter.withdrawn_at:
            return format_html('<span class="sp-mark sp-off">{}</span>', _("ingetrokken"))
        if not letter.attention:
            return _("in orde")
        marks = ((display_names.full(code), display_names.short(code)) for code in letter.attention)
        return format_html_join(" ", '<span class="sp-mark sp-ask" title="{}">{}</span>', marks)

    def get_view_on_site_url(self, obj: Letter | None = None) -> str | None:
        return obj.get_absolute_url() if obj and not obj.withdrawn_at else None


def address(letter_pk: int) -> str:
    return reverse("admin:letters_letter_change", args=[letter_pk])
