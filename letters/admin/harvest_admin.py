"""Admin of harvest jobs, which editors maintain, and of source runs and records, which are read-only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin.former_names import FormerCodenames
from letters.admin.letter_form import DossiersField
from letters.admin.page_frame import Media, download
from letters.admin.reference_admin import ReadOnlyAdmin
from letters.harvesting import schedule
from letters.models import HarvestJob, SourceRecord, SourceRun

# Fields that define the query: a change of one of them restarts the listing.
ASKS = ("source", "dossiers", "query", "since", "attachments")
AT_LEAST_ONE = gettext_lazy("Noem een dossier of woorden; anders zou alles van deze bron worden opgehaald.")


class HarvestJobForm(forms.ModelForm):  # type: ignore[type-arg]
    dossiers = DossiersField(
        required=False, label=gettext_lazy("Dossiers"), help_text=HarvestJob._meta.get_field("dossiers").help_text
    )

    class Meta:
        model = HarvestJob
        fields = ["source", "dossiers", "query", "since", "attachments", "every_hours", "most", "active"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("dossiers") or cleaned.get("query") or self.instance.once):
            raise ValidationError(AT_LEAST_ONE)
        if cleaned.get("attachments") and cleaned.get("source") != "koop":
            self.add_error("attachments", _("Bijlagen kunnen alleen bij Officiële bekendmakingen worden opgehaald."))
        return cleaned


@admin.action(description=gettext_lazy("Haal nu op"), permissions=["change"])
def fetch_now(model_admin: Any, request: HttpRequest, queryset: QuerySet[HarvestJob]) -> None:
    chosen = list(queryset.filter(active=True))
    for job in chosen:
        schedule.fetch_now(job)
    messages.success(
        request,
        _("Aan het werk gezet: %(chosen)s. Op de pagina Bronnen staat straks wat er kwam.") % {"chosen": len(chosen)},
    )


@admin.register(HarvestJob)
class HarvestJobAdmin(FormerCodenames):
    group = ("sources", 10)
    former_name = "subscription"
    form = HarvestJobForm
    list_display = ["what", "source", "active", "last_run", "next_run"]
    list_filter = ["source", "active"]
    search_fields = ["query", "dossiers"]
    actions = [fetch_now]
    Media = Media

    def get_queryset(self, request: HttpRequest) -> QuerySet[HarvestJob]:
        return super().get_queryset(request).prefetch_related("runs")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # fetched records refer to it; it can be disabled

    def save_model(self, request: HttpRequest, obj: HarvestJob, form: Any, change: bool) -> None:
        # Not `changed_data`, which reports dossiers typed in display form as changed.
        schedule.save_job(obj, asks_else=any(form.initial.get(name) != form.cleaned_data[name] for name in ASKS))

    @admin.display(description=gettext_lazy("wat"))
    def what(self, job: HarvestJob) -> str:
        return job.what

    @admin.display(description=gettext_lazy("laatste keer"))
    def last_run(self, job: HarvestJob) -> str:
        run = next(iter(job.runs.all()), None)
        return f"{short(run.started_at)}: {run.get_state_display()}" if run else _("nog niet")

    @admin.display(description=gettext_lazy("volgende keer"), ordering="due_at")
    def next_run(self, job: HarvestJob) -> str:
        return short(job.due_at) if job.active else "–"


@admin.register(SourceRun)
class SourceRunAdmin(ReadOnlyAdmin):
    group = ("sources", 20)
    list_display = ["started", "source", "job", "state", "listed", "found", "fetched", "failed", "said"]
    list_filter = ["source", "state"]
    list_select_related = ["job"]
    fields = [
        "source", "job", "state", "started_at", "ended_at", "listed", "found", "fetched", "failed",
        "said", "refused_words", "to_batch",
    ]  # fmt: skip
    Media = Media

    @admin.display(description=gettext_lazy("begonnen"), ordering="started_at")
    def started(self, run: SourceRun) -> str:
        return short(run.started_at)

    @admin.display(description=gettext_lazy("melding"))
    def said(self, run: SourceRun) -> str:
        """Return the message, which is in Dutch, as it was written then."""
        return format_html('<span lang="nl">{}</span>', run.message) if run.message else "–"

    @admin.display(description=gettext_lazy("niet te gebruiken regels"))
    def refused_words(self, run: SourceRun) -> str:
        return "\n".join(run.refused) or "–"

    @admin.display(description=gettext_lazy("wat er kwam"))
    def to_batch(self, run: SourceRun) -> str:
        url = reverse("admin:letters_ingestion_batch", args=[run.batch])
        return format_html('<a href="{}">{}</a>', url, _("overzicht")) if run.fetched else "–"


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnlyAdmin):
    group = ("sources", 30)
    list_display = ["source_id", "shown_title", "document_date", "kind", "state", "why", "to_letter"]
    list_filter = ["state", "source"]
    list_per_page = 50
    search_fields = ["source_id", "identifier", "title"]
    fields = [
        "source", "source_id", "identifier", "shown_title", "kind", "document_date", "modified", "main", "state",
        "why", "to_letter", "to_file", "address", "listed_at", "fetched_at", "record_words",
    ]  # fmt: skip
    Media = Media

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceRecord]:
        records = super().get_queryset(request).select_related("letter", "ingestion__letter", "document")
        return records.defer("ingestion__parsed").prefetch_related(
            "letter__signatories", "ingestion__letter__signatories"
        )

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/bestand/", self.admin_site.admin_view(self.file_view), name="letters_sourcerecord_file")
        return [own, *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the file as the source sent it, as a download."""
        if not self.has_view_permission(request):
            return HttpResponse(status=403)
        record = get_object_or_404(SourceRecord.objects.exclude(document=None), pk=pk)
        assert record.document
        return download(record.document, record.source_id)

    @admin.display(description=gettext_lazy("titel"))
    def shown_title(self, record: SourceRecord) -> str:
        return record.title or "–"

    @admin.display(description=gettext_lazy("waarom niet"))
    def why(self, record: SourceRecord) -> str:
        return format_html('<span lang="nl">{}</span>', record.why_not) if record.why_not else "–"

    @admin.display(description=gettext_lazy("brief"))
    def to_letter(self, record: SourceRecord) -> str:
        if (letter := record.known_letter) is None:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("admin:letters_letter_change", args=[letter.pk]), letter.name)

    @admin.display(description=gettext_lazy("bestand"))
    def to_file(self, record: SourceRecord) -> str:
        if record.document is None:
            return "–"
        address = reverse("admin:letters_sourcerecord_file", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, _("opslaan"))

    @admin.display(description=gettext_lazy("wat de bron erover zegt"))
    def record_words(self, record: SourceRecord) -> str:
        return format_html('<pre class="sp-record">{}</pre>', bytes(record.metadata).decode("utf-8", "replace"))


def short(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j b Y, H:i")
