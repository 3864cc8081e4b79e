"""Batch overview: live progress of every file uploaded together, and the actions on them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.admin import batch_state, display_names
from letters.admin.page_frame import page, require
from letters.ingestion import announced_uploads, retry
from letters.models import AnnouncedFile, Ingestion, PossibleDuplicate
from letters.pages.next_steps import NEXT_STEPS, StepLink

# Tolerance: a row may be committed slightly after its own `updated_at`.
OVERLAP = timedelta(seconds=5)
Links = dict[int, list[StepLink]]  # by letter id
Pairs = dict[int, int]  # ids of open possible duplicates, by letter id
State = Ingestion.State


def asks_attention(ingestion: Ingestion) -> bool:
    return bool(ingestion.letter and ingestion.letter.is_letter and ingestion.letter.attention)


# Rows that the page shows alone, by the value of `toon` in its address.
SHOWN: dict[str, Callable[[Ingestion, Pairs], bool]] = {
    "mislukt": lambda ingestion, _pairs: ingestion.state == State.FAILED and ingestion.problem != "discarded",
    "nakijken": lambda ingestion, _pairs: ingestion.state == State.HELD,
    "aandacht": lambda ingestion, _pairs: asks_attention(ingestion),
    "dezelfde": lambda ingestion, pairs: ingestion.letter_id in pairs,
}


def overview(request: HttpRequest, model_admin: ModelAdmin[Any], batch: uuid.UUID) -> HttpResponse:
    require(request, "add_letter", "view_ingestion")
    ingestions, files = batch_state.of_batch(batch), AnnouncedFile.objects.filter(batch=batch)
    missing, seen_missing = list(files.missing()), list(files.seen_missing().select_related("seen_by"))
    if not (ingestions or missing or seen_missing):
        raise Http404
    links, pairs = links_of(request, ingestions), open_pairs(ingestions)
    only = SHOWN.get(request.GET.get("toon", ""))
    summary = batch_state.summarise(ingestions, len(missing))
    return page(
        request,
        model_admin,
        "batch.html",
        _("Wat er binnenkwam"),
        rows=[as_row(i, links, pairs) for i in ingestions if only is None or only(i, pairs)],
        only=request.GET["toon"] if only else "",
        next_steps=NEXT_STEPS.waiting_in(request.user, links),
        summary=summary,
        alike=len(set(pairs.values())),
        missing=missing,
        seen_missing=seen_missing,
        batch=batch,
        follow=summary.busy or batch_state.still_arrives(ingestions, len(missing)),
        now=timezone.now().isoformat(),
    )


def state(request: HttpRequest, batch: uuid.UUID) -> JsonResponse:
    """JSON endpoint: the rows that changed after `since`, rendered, with the summary of the batch; without rows if
    `rows=no`.

    What waits on all letters together is counted when no file is busy any more.
    """
    require(request, "add_letter", "view_ingestion")
    ingestions, now = batch_state.counted(batch), timezone.now()
    since = parse_datetime(request.GET.get("since", "").replace(" ", "+")) if request.GET.get("since") else None
    missing = AnnouncedFile.objects.filter(batch=batch).missing().count()
    summary = batch_state.summarise(ingestions, missing)
    answer = {
        "busy": summary.busy > 0 or batch_state.still_arrives(ingestions, missing),
        "done": summary.done,
        "total": summary.announced,
        "failed": summary.failed,
        "stalled": batch_state.no_worker(ingestions),
        "now": now.isoformat(),
    }
    if request.GET.get("rows") != "no":
        changed_rows = changed(ingestions, since)
        answer |= rendered(request, batch, summary, {i.pk for i in changed_rows})
    return JsonResponse(answer)


def rendered(
    request: HttpRequest, batch: uuid.UUID, summary: batch_state.BatchState, wanted: set[int]
) -> dict[str, Any]:
    """Return the summary and the wanted rows as HTML."""
    ended = not summary.busy
    whole = batch_state.of_batch(batch) if ended else batch_state.these(batch, wanted)
    links, pairs = links_of(request, whole), open_pairs(whole)
    counts = {
        "summary": summary,
        "batch": batch,
        "next_steps": NEXT_STEPS.waiting_in(request.user, links) if ended else [],
        "alike": len(set(pairs.values())) if ended else 0,
    }
    rows = [i for i in whole if i.pk in wanted]
    return {
        "summary": render_to_string("admin/letters/_summary.html", counts, request),
        "rows": render_rows(rows, links, pairs, request),
    }


def see_missing(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Wait no longer for what did not arrive, or with `undo` wait for it again; requires POST."""
    require(request, "add_letter")
    overview = reverse("admin:letters_ingestion_batch", args=[batch])
    if request.method != "POST":
        return HttpResponseRedirect(overview)
    if "undo" in request.POST:
        if announced_uploads.put_back(batch):
            messages.success(request, _("Wat niet aankwam, staat weer bij uw werk."))
    elif count := announced_uploads.see(batch, request.user):
        said = ngettext(
            "Op {count} bestand dat niet aankwam, wordt niet meer gewacht: {link}.",
            "Op {count} bestanden die niet aankwamen, wordt niet meer gewacht: {link}.",
            count,
        )
        link = format_html('<a href="{}#ontbrak">{}</a>', overview, _("bekijken of terugzetten"))
        messages.success(request, format_html(said, count=count, link=link))
    else:
        messages.warning(request, _("Hier ontbrak niets waarop nog gewacht werd."))
    home = request.POST.get("from") == "home"
    return HttpResponseRedirect(reverse("admin:index") if home else overview)


def changed(ingestions: Sequence[Ingestion], since: datetime | None) -> list[Ingestion]:
    if since is None or timezone.is_naive(since):
        return list(ingestions)
    return [i for i in ingestions if i.updated_at >= since - OVERLAP]


def links_of(request: HttpRequest, ingestions: Sequence[Ingestion]) -> Links:
    return NEXT_STEPS.of_letters(request.user, [i.letter for i in ingestions if i.letter])


def open_pairs(ingestions: Iterable[Ingestion]) -> Pairs:
    """Return the undecided possible duplicates of these letters, in one query."""
    letters = {i.letter_id for i in ingestions if i.letter_id}
    pairs = PossibleDuplicate.objects.open()
    found = pairs.filter(Q(later__in=letters) | Q(earlier__in=letters)).values_list("pk", "earlier_id", "later_id")
    return {letter: pk for pk, *both in found for letter in both if letter in letters}


def render_rows(ingestions: Sequence[Ingestion], links: Links, pairs: Pairs, request: HttpRequest) -> dict[str, str]:
    rows = {str(i.pk): as_row(i, links, pairs) for i in ingestions}
    return {pk: render_to_string("admin/letters/_row.html", {"row": row}, request) for pk, row in rows.items()}


def as_row(ingestion: Ingestion, links: Links, pairs: Pairs) -> dict[str, Any]:
    letter = ingestion.letter
    return {
        "ingestion": ingestion,
        "letter": letter,
        "state": display_names.state_words(ingestion),
        "outcome": display_names.outcome_words(ingestion),
        "attention": [display_names.short(code) for code in letter.attention] if letter and letter.is_letter else [],
        "busy": batch_state.is_busy(ingestion),
        "held": ingestion.state == State.HELD,
        "failed": ingestion.state == State.FAILED,
        "next_steps": links.get(letter.pk, []) if letter else [],
        "pair": pairs.get(letter.pk) if letter else None,
        "can_retry": retry.retry_may_help(ingestion),
    }
