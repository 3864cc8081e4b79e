"""The overview of what came in together: how far every file is, live, and what to do with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from letters.admin import naming, progress
from letters.admin.pages import page, require
from letters.ingestion import repeating
from letters.models import Ingestion

# A row may be committed a little after the moment that it names as its last change.
OVERLAP = timedelta(seconds=5)


def overview(request: HttpRequest, model_admin: ModelAdmin[Any], batch: uuid.UUID) -> HttpResponse:
    require(request, "add_letter", "view_ingestion")
    ingestions = progress.of_batch(batch)
    if not ingestions:
        raise Http404
    return page(
        request,
        model_admin,
        "batch.html",
        "Wat er binnenkwam",
        rows=[as_row(i) for i in ingestions],
        summary=progress.summarise(ingestions),
        batch=batch,
        now=timezone.now().isoformat(),
    )


def state(request: HttpRequest, batch: uuid.UUID) -> JsonResponse:
    """What changed since `since`, as rows ready to be put in place."""
    require(request, "add_letter", "view_ingestion")
    ingestions, now = progress.of_batch(batch), timezone.now()
    since = parse_datetime(request.GET.get("since", "").replace(" ", "+")) if request.GET.get("since") else None
    summary = progress.summarise(ingestions)
    return JsonResponse(
        {
            "busy": summary.busy > 0,
            "done": summary.done,
            "total": summary.total,
            "stalled": progress.no_worker(ingestions),
            "now": now.isoformat(),
            "summary": render_to_string("admin/letters/_summary.html", {"summary": summary}, request),
            "rows": render_rows(changed(ingestions, since), request),
        }
    )


def changed(ingestions: Sequence[Ingestion], since: datetime | None) -> list[Ingestion]:
    if since is None or timezone.is_naive(since):
        return list(ingestions)
    return [i for i in ingestions if i.updated_at >= since - OVERLAP]


def render_rows(ingestions: Sequence[Ingestion], request: HttpRequest) -> dict[str, str]:
    return {str(i.pk): render_to_string("admin/letters/_row.html", {"row": as_row(i)}, request) for i in ingestions}


def as_row(ingestion: Ingestion) -> dict[str, Any]:
    letter = ingestion.letter
    failed = ingestion.state == Ingestion.State.FAILED
    return {
        "ingestion": ingestion,
        "letter": letter,
        "state": naming.state_words(ingestion),
        "outcome": naming.outcome_words(ingestion),
        "attention": [naming.short(code) for code in letter.attention] if letter and letter.is_letter else [],
        "busy": progress.is_busy(ingestion),
        "held": ingestion.state == Ingestion.State.HELD,
        "failed": failed,
        "can_retry": repeating.may_help(ingestion),
    }
