"""Bulk actions on the selected letters."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.admin.letter_form import WithdrawForm
from letters.admin.page_frame import page
from letters.export import JSONL, with_files
from letters.ingestion import retry
from letters.ingestion import withdraw as ingestion_withdraw
from letters.models import Letter
from letters.records.table_files import CSV, DUTCH_CSV, XLSX


@admin.action(description=gettext_lazy("Intrekken…"), permissions=["change"])
def withdraw(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> HttpResponse | None:
    """Withdraw the letters, after a form for the reason."""
    letters = list(queryset.filter(withdrawn_at=None))
    form = WithdrawForm(request.POST if "reason" in request.POST else None)
    if not letters:
        messages.warning(request, _("Deze brieven zijn al ingetrokken."))
        return None
    if form.is_valid():
        with transaction.atomic():
            for letter in letters:
                ingestion_withdraw.withdraw(letter, user=request.user, reason=form.cleaned_data["reason"])
        words = ngettext("%(n)s brief is ingetrokken.", "%(n)s brieven zijn ingetrokken.", len(letters))
        messages.success(request, words % {"n": len(letters)})
        return None
    return page(
        request,
        model_admin,
        "withdraw.html",
        _("Brieven intrekken"),
        form=form,
        letters=letters,
        chosen=request.POST.getlist(ACTION_CHECKBOX_NAME),
        all_pages=request.POST.get("select_across", "0"),
    )


@admin.action(description=gettext_lazy("Terugzetten"), permissions=["change"])
def put_back(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
    letters = list(queryset.filter(withdrawn_at__isnull=False))
    for letter in letters:
        ingestion_withdraw.put_back(letter, user=request.user)
    words = ngettext("%(n)s brief is teruggezet.", "%(n)s brieven zijn teruggezet.", len(letters))
    messages.success(request, words % {"n": len(letters)})


@admin.action(description=gettext_lazy("Opnieuw lezen"), permissions=["change"])
def read_again(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
    sent = sum(retry.read_again(letter, user=request.user) is not None for letter in queryset)
    words = ngettext("%(n)s brief wordt opnieuw gelezen.", "%(n)s brieven worden opnieuw gelezen.", sent)
    messages.success(request, words % {"n": sent})


@admin.action(description=gettext_lazy("Exporteren als JSONL (met de tekst)"), permissions=["view"])
def export_jsonl(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, JSONL)


@admin.action(description=gettext_lazy("Exporteren als CSV (zonder de tekst)"), permissions=["view"])
def export_csv(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, CSV)


@admin.action(
    description=gettext_lazy("Exporteren als CSV voor Nederlands Excel (zonder de tekst)"), permissions=["view"]
)
def export_dutch_csv(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, DUTCH_CSV)


@admin.action(description=gettext_lazy("Exporteren als XLSX (zonder de tekst)"), permissions=["view"])
def export_xlsx(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, XLSX)


def export(queryset: QuerySet[Letter], form: str) -> FileResponse:
    """Export through a temporary file, so that memory use is constant. Withdrawn letters are never exported."""
    chosen = Letter.objects.published().filter(pk__in=queryset.order_by().values("pk"))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    file.writelines(with_files(chosen, form))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"brieven.{form}")
