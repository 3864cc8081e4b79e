"""Page "Nakijken": proofread the parsed values of a file beside its text before it becomes a letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin import batch_state, display_names, expected_questions, field_rows, text_panel
from letters.admin.letter_form import Fields, values_of_parsed
from letters.admin.page_frame import page, require
from letters.ingestion import held, letter_fields, retry
from letters.ingestion.match import Newcomer, find_match
from letters.labels.kind_labels import kind_label
from letters.models import Ingestion
from letters.parser.json_format import from_json
from letters.parser.parsed_letter import ParsedLetter

State = Ingestion.State
TOO_LATE = gettext_lazy(
    "Iemand anders heeft dit bestand intussen al nagekeken. Hieronder ziet u wat ervan is geworden."
)


def proofread_page(request: HttpRequest, model_admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    require(request, "add_letter")
    ingestion = get_ingestion(pk)
    if request.method == "POST":
        return decide(request, model_admin, ingestion)
    if ingestion.state == State.HELD:
        return show_form(request, model_admin, ingestion, None)
    if ingestion.state == State.DONE and ingestion.letter_id:
        list(messages.get_messages(request))  # discards the message that it is being saved
        messages.success(
            request,
            _("“%(name)s” is opgeslagen: %(ingestion)s.")
            % {"name": ingestion.name, "ingestion": display_names.outcome_words(ingestion)},
        )
        return HttpResponseRedirect(letter_address(ingestion))
    return page(
        request,
        model_admin,
        "underway.html",
        ingestion.name,
        ingestion=ingestion,
        state=display_names.state_words(ingestion),
        failed=ingestion.state == State.FAILED,
        can_retry=retry.retry_may_help(ingestion),
    )


def decide(request: HttpRequest, model_admin: ModelAdmin[Any], ingestion: Ingestion) -> HttpResponse:
    if ingestion.state != State.HELD:
        return too_late(request, ingestion)
    if "discard" in request.POST:
        return discard(request, ingestion)
    parsed = parsed_of(ingestion)
    initial = values_of_parsed(parsed, ingestion.corrections)
    fields = Fields(request.POST, initial=initial, is_example=ingestion.is_example)
    if not fields.is_valid():
        return show_form(request, model_admin, ingestion, fields)
    if not held.release(ingestion, fields.changed(), user=request.user):
        return too_late(request, ingestion)
    return next_one(request, ingestion, _("“%(name)s” wordt opgeslagen.") % {"name": ingestion.name})


def discard(request: HttpRequest, ingestion: Ingestion) -> HttpResponse:
    if not held.discard(ingestion, user=request.user):
        return too_late(request, ingestion)
    return next_one(request, ingestion, _("“%(name)s” is weggegooid en wordt geen brief.") % {"name": ingestion.name})


def next_one(request: HttpRequest, ingestion: Ingestion, said: str) -> HttpResponse:
    """Redirect to the next held file of the batch or, after the last one, to the outcome of this one."""
    before, after = held_around(ingestion)
    if waiting := [*after, *before]:
        messages.success(
            request,
            _("%(said)s Hier is de volgende; er wachten er nog %(count)s.") % {"said": said, "count": len(waiting)},
        )
        return HttpResponseRedirect(reverse("admin:letters_ingestion_look", args=[waiting[0]]))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:letters_ingestion_look", args=[ingestion.pk]))


def held_around(ingestion: Ingestion) -> tuple[list[int], list[int]]:
    """Return the other held files of the batch, those before this one by name and those after it."""
    together = Ingestion.objects.filter(Q(state=State.HELD) | Q(pk=ingestion.pk), batch=ingestion.batch)
    order = list(together.order_by(*batch_state.BY_NAME).values_list("pk", flat=True))
    at = order.index(ingestion.pk)
    return order[:at], order[at + 1 :]


def too_late(request: HttpRequest, ingestion: Ingestion) -> HttpResponse:
    messages.warning(request, TOO_LATE)
    return HttpResponseRedirect(reverse("admin:letters_ingestion_look", args=[ingestion.pk]))


def show_form(
    request: HttpRequest, model_admin: ModelAdmin[Any], ingestion: Ingestion, fields: Fields | None
) -> HttpResponse:
    parsed = parsed_of(ingestion)
    provenance = {**letter_fields.provenance_of(parsed), **{field: {"by": "editor"} for field in ingestion.corrections}}
    initial = values_of_parsed(parsed, ingestion.corrections)
    fields = fields or Fields(initial=initial, is_example=ingestion.is_example)
    shown = text_panel.show(parsed.text, parsed.passages, provenance)
    questions = expected_questions.questions(parsed, fields.initial, is_example=ingestion.is_example)
    before, after = held_around(ingestion)
    return page(
        request,
        model_admin,
        "look.html",
        _("Nakijken"),
        ingestion=ingestion,
        fields=fields,
        groups=field_rows.groups(fields, shown.origins, questions),
        signed=field_rows.signed(
            fields,
            shown.origins,
            questions,
            field_rows.by_others([[s.name, s.function] for s in parsed.signed_by], parsed.on_behalf_of),
        ),
        shown=shown,
        verdict=verdict(parsed, ingestion),
        questions=questions,
        asked_fields=[(each.field, display_names.FIELDS[each.field]) for each in questions if each.field],
        publication=parsed.publication.value,
        publication_words=kind_label(parsed.publication.value),
        others=Ingestion.objects.filter(batch=ingestion.batch).count() - 1,
        previous_held=before[-1] if before else None,
        next_held=after[0] if after else None,
    )


def verdict(parsed: ParsedLetter, ingestion: Ingestion) -> dict[str, Any]:
    """Return the outcome of saving: a new letter, a known one, a changed text, or a possible duplicate."""
    assert ingestion.document is not None  # guaranteed by a constraint for every state but FAILED
    match = find_match(Newcomer.of(parsed, ingestion.document, is_example=ingestion.is_example))
    kind = "alike" if match.reason else match.outcome.value
    letter = match.letter
    return {"kind": kind, "letter": letter, "percent": round(match.share * 100), "reason": match.reason}


def state(request: HttpRequest, pk: int) -> JsonResponse:
    """JSON endpoint for the waiting page: the state, and the address to go to when it is ready."""
    require(request, "add_letter")
    ingestion = get_ingestion(pk)
    busy = batch_state.is_busy(ingestion)
    return JsonResponse(
        {
            "busy": busy,
            "state": display_names.state_words(ingestion),
            "stalled": batch_state.no_worker([ingestion]),
            "go": "" if busy else reverse("admin:letters_ingestion_look", args=[ingestion.pk]),
        }
    )


def parsed_of(ingestion: Ingestion) -> ParsedLetter:
    assert ingestion.parsed is not None  # a HELD ingestion has been parsed
    return from_json(ingestion.parsed)


def letter_address(ingestion: Ingestion) -> str:
    return reverse("admin:letters_letter_change", args=[ingestion.letter_id])


def get_ingestion(pk: int) -> Ingestion:
    return get_object_or_404(Ingestion.objects.select_related("document", "letter"), pk=pk)
