"""Batch overview: live progress of every file uploaded together, and the actions on them."""

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

from letters.admin import batch_state, display_names
from letters.admin.page_frame import page, require
from letters.ingestion import retry
from letters.models import Ingestion
from letters.pages.next_steps import NEXT_STEPS, StepLink

# Tolerance: a row may be committed slightly after its own `updated_at`.
OVERLAP = timedelta(seconds=5)
Links = dict[int, list[StepLink]]  # by letter id


def overview(request: HttpRequest, model_admin: ModelAdmin[Any], batch: uuid.UUID) -> HttpResponse:
    require(request, "add_letter", "view_ingestion")
    ingestions = batch_state.of_batch(batch)
    if not ingestions:
        raise Http404
    links = links_of(request, ingestions)
    return page(
        request,
        model_admin,
        "batch.html",
        "Wat er binnenkwam",
        rows=[as_row(i, links) for i in ingestions],
        next_steps=NEXT_STEPS.waiting_in(request.user, links),
        summary=batch_state.summarise(ingestions),
        batch=batch,
        now=timezone.now().isoformat(),
    )


def state(request: HttpRequest, batch: uuid.UUID) -> JsonResponse:
    """JSON endpoint: the rows that changed after `since`, rendered, with the summary of the batch.

    What waits on all letters together is counted when no file is busy any more.
    """
    require(request, "add_letter", "view_ingestion")
    ingestions, now = batch_state.of_batch(batch), timezone.now()
    since = parse_datetime(request.GET.get("since", "").replace(" ", "+")) if request.GET.get("since") else None
    summary, rows = batch_state.summarise(ingestions), changed(ingestions, since)
    links = links_of(request, rows if summary.busy else ingestions)
    waiting = [] if summary.busy else NEXT_STEPS.waiting_in(request.user, links)
    counted = {"summary": summary, "next_steps": waiting, "batch": batch}
    return JsonResponse(
        {
            "busy": summary.busy > 0,
            "done": summary.done,
            "total": summary.total,
            "stalled": batch_state.no_worker(ingestions),
            "now": now.isoformat(),
            "summary": render_to_string("admin/letters/_summary.html", counted, request),
            "rows": render_rows(rows, links, request),
        }
    )


def changed(ingestions: Sequence[Ingestion], since: datetime | None) -> list[Ingestion]:
    if since is None or timezone.is_naive(since):
        return list(ingestions)
    return [i for i in ingestions if i.updated_at >= since - OVERLAP]


def links_of(request: HttpRequest, ingestions: Sequence[Ingestion]) -> Links:
    return NEXT_STEPS.of_letters(request.user, [i.letter for i in ingestions if i.letter])


def render_rows(ingestions: Sequence[Ingestion], links: Links, request: HttpRequest) -> dict[str, str]:
    rows = {str(i.pk): as_row(i, links) for i in ingestions}
    return {pk: render_to_string("admin/letters/_row.html", {"row": row}, request) for pk, row in rows.items()}


def as_row(ingestion: Ingestion, links: Links) -> dict[str, Any]:
    letter = ingestion.letter
    failed = ingestion.state == Ingestion.State.FAILED
    return {
        "ingestion": ingestion,
        "letter": letter,
        "state": display_names.state_words(ingestion),
        "outcome": display_names.outcome_words(ingestion),
        "attention": [display_names.short(code) for code in letter.attention] if letter and letter.is_letter else [],
        "busy": batch_state.is_busy(ingestion),
        "held": ingestion.state == Ingestion.State.HELD,
        "failed": failed,
        "next_steps": links.get(letter.pk, []) if letter else [],
        "can_retry": retry.retry_may_help(ingestion),
    }
