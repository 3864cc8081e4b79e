"""Failed files that an editor has seen: off the work list with one click, and back with another."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.admin.page_frame import require
from letters.ingestion import seen_failures
from letters.models import Ingestion


@admin.action(description=gettext_lazy("Gezien (wat niet gelukt is)"), permissions=["retry"])
def see_chosen(model_admin: Any, request: HttpRequest, queryset: QuerySet[Ingestion]) -> None:
    _tell_how_many(request, sum(seen_failures.see(each, user=request.user) for each in queryset))


def see(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one failure as seen, or with `undo` put it back on the work list; requires POST."""
    _require_post(request)
    ingestion = get_object_or_404(Ingestion, pk=pk)
    batch = reverse("admin:letters_ingestion_batch", args=[ingestion.batch])
    if "undo" in request.POST:
        if seen_failures.put_back(ingestion):
            messages.success(request, _("“%(name)s” staat weer bij uw werk.") % {"name": ingestion.name})
    elif seen_failures.see(ingestion, user=request.user):
        said = _("“{name}” staat niet meer bij uw werk. Het bestand en de reden zijn bewaard: {link}.")
        link = format_html('<a href="{}">{}</a>', batch, _("bekijken of terugzetten"))
        messages.success(request, format_html(said, name=ingestion.name, link=link))
    else:
        messages.warning(request, _("“%(name)s” stond al niet meer bij uw werk.") % {"name": ingestion.name})
    home = request.POST.get("from") == "home"
    return HttpResponseRedirect(reverse("admin:index") if home else batch)


def see_batch(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Mark all failures of a batch as seen; requires POST."""
    _require_post(request)
    _tell_how_many(request, seen_failures.see_all(batch, user=request.user))
    return HttpResponseRedirect(reverse("admin:letters_ingestion_batch", args=[batch]))


def _require_post(request: HttpRequest) -> None:
    if request.method != "POST":
        raise PermissionDenied
    require(request, "add_letter")


def _tell_how_many(request: HttpRequest, count: int) -> None:
    if count:
        said = ngettext(
            "%(count)s mislukt bestand staat niet meer bij uw werk.",
            "%(count)s mislukte bestanden staan niet meer bij uw werk.",
            count,
        )
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("Hier was geen mislukt bestand dat nog bij uw werk stond."))
