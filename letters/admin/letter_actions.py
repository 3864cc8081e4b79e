"""Bulk actions on the selected letters."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse

from letters.admin.letter_form import WithdrawForm
from letters.admin.page_frame import page
from letters.export import JSONL, with_files
from letters.ingestion import retry
from letters.ingestion import withdraw as ingestion_withdraw
from letters.models import Letter
from letters.records.table_files import CSV, DUTCH_CSV, XLSX


@admin.action(description="Intrekken…", permissions=["change"])
def withdraw(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> HttpResponse | None:
    """Withdraw the letters, after a form for the reason."""
    letters = list(queryset.filter(withdrawn_at=None))
    form = WithdrawForm(request.POST if "reason" in request.POST else None)
    if not letters:
        messages.warning(request, "Deze brieven zijn al ingetrokken.")
        return None
    if form.is_valid():
        with transaction.atomic():
            for letter in letters:
                ingestion_withdraw.withdraw(letter, user=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{counted(len(letters))} ingetrokken.")
        return None
    return page(
        request,
        model_admin,
        "withdraw.html",
        "Brieven intrekken",
        form=form,
        letters=letters,
        chosen=request.POST.getlist(ACTION_CHECKBOX_NAME),
        all_pages=request.POST.get("select_across", "0"),
    )


@admin.action(description="Terugzetten", permissions=["change"])
def put_back(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
    letters = list(queryset.filter(withdrawn_at__isnull=False))
    for letter in letters:
        ingestion_withdraw.put_back(letter, user=request.user)
    messages.success(request, f"{counted(len(letters))} teruggezet.")


@admin.action(description="Opnieuw lezen", permissions=["change"])
def read_again(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
    sent = sum(retry.read_again(letter, user=request.user) is not None for letter in queryset)
    messages.success(request, f"{'1 brief wordt' if sent == 1 else f'{sent} brieven worden'} opnieuw gelezen.")


@admin.action(description="Exporteren als JSONL (met de tekst)", permissions=["view"])
def export_jsonl(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, JSONL)


@admin.action(description="Exporteren als CSV (zonder de tekst)", permissions=["view"])
def export_csv(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, CSV)


@admin.action(description="Exporteren als CSV voor Nederlands Excel (zonder de tekst)", permissions=["view"])
def export_dutch_csv(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, DUTCH_CSV)


@admin.action(description="Exporteren als XLSX (zonder de tekst)", permissions=["view"])
def export_xlsx(model_admin: Any, request: HttpRequest, queryset: QuerySet[Letter]) -> FileResponse:
    return export(queryset, XLSX)


def export(queryset: QuerySet[Letter], form: str) -> FileResponse:
    """Export through a temporary file, so that memory use is constant. Withdrawn letters are never exported."""
    chosen = Letter.objects.published().filter(pk__in=queryset.order_by().values("pk"))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    file.writelines(with_files(chosen, form))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"brieven.{form}")


def counted(count: int) -> str:
    return "1 brief is" if count == 1 else f"{count} brieven zijn"
