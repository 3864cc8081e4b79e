"""Nakijken: what was read of one file beside its text, before it becomes a letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from letters.admin import fieldrows, foreseeing, naming, progress, texts
from letters.admin.pages import page, require
from letters.domain.letter import from_json
from letters.domain.parsed import ParsedLetter
from letters.forms import Fields, values_of_parsed
from letters.ingestion import facts, holding, matching, repeating
from letters.models import Ingestion

State = Ingestion.State
TOO_LATE = "Iemand anders heeft dit bestand intussen al nagekeken. Hieronder ziet u wat ervan is geworden."


def look(request: HttpRequest, model_admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    require(request, "add_letter")
    ingestion = get_ingestion(pk)
    if request.method == "POST":
        return decide(request, model_admin, ingestion)
    if ingestion.state == State.HELD:
        return show_form(request, model_admin, ingestion, None)
    if ingestion.state == State.DONE and ingestion.letter_id:
        list(messages.get_messages(request))  # what was still to be said, that it is being saved, is past
        messages.success(request, f"“{ingestion.name}” is opgeslagen: {naming.outcome_words(ingestion)}.")
        return HttpResponseRedirect(letter_address(ingestion))
    return page(
        request,
        model_admin,
        "underway.html",
        ingestion.name,
        ingestion=ingestion,
        state=naming.state_words(ingestion),
        failed=ingestion.state == State.FAILED,
        can_retry=repeating.may_help(ingestion),
    )


def decide(request: HttpRequest, model_admin: ModelAdmin[Any], ingestion: Ingestion) -> HttpResponse:
    if ingestion.state != State.HELD:
        return too_late(request, ingestion)
    if "discard" in request.POST:
        return discard(request, ingestion)
    parsed = parsed_of(ingestion)
    fields = Fields(request.POST, initial=values_of_parsed(parsed, ingestion.corrections))
    if not fields.is_valid():
        return show_form(request, model_admin, ingestion, fields)
    if not holding.release(ingestion, fields.changed(), user=request.user):
        return too_late(request, ingestion)
    return next_one(request, ingestion, f"“{ingestion.name}” wordt opgeslagen.")


def discard(request: HttpRequest, ingestion: Ingestion) -> HttpResponse:
    if not holding.discard(ingestion, user=request.user):
        return too_late(request, ingestion)
    return next_one(request, ingestion, f"“{ingestion.name}” is weggegooid en wordt geen brief.")


def next_one(request: HttpRequest, ingestion: Ingestion, said: str) -> HttpResponse:
    """On to the next file of the batch that waits; after the last one, to what became of this one."""
    held = Ingestion.objects.filter(batch=ingestion.batch, state=State.HELD).exclude(pk=ingestion.pk)
    waiting = held.order_by(*progress.BY_NAME)
    if following := waiting.first():
        messages.success(request, f"{said} Hier is de volgende; er wachten er nog {waiting.count()}.")
        return HttpResponseRedirect(reverse("admin:letters_ingestion_look", args=[following.pk]))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:letters_ingestion_look", args=[ingestion.pk]))


def too_late(request: HttpRequest, ingestion: Ingestion) -> HttpResponse:
    messages.warning(request, TOO_LATE)
    return HttpResponseRedirect(reverse("admin:letters_ingestion_look", args=[ingestion.pk]))


def show_form(
    request: HttpRequest, model_admin: ModelAdmin[Any], ingestion: Ingestion, fields: Fields | None
) -> HttpResponse:
    parsed = parsed_of(ingestion)
    provenance = {**facts.provenance_of(parsed), **{field: {"by": "editor"} for field in ingestion.corrections}}
    fields = fields or Fields(initial=values_of_parsed(parsed, ingestion.corrections))
    shown = texts.show(parsed.text, parsed.passages, provenance)
    questions = foreseeing.questions(parsed, fields.initial, is_example=ingestion.is_example)
    return page(
        request,
        model_admin,
        "look.html",
        "Nakijken",
        ingestion=ingestion,
        fields=fields,
        groups=fieldrows.groups(fields, shown.origins, questions),
        signed=fieldrows.signed(fields, shown.origins, questions),
        shown=shown,
        verdict=verdict(parsed, ingestion),
        questions=questions,
        publication=parsed.publication.value,
        others=Ingestion.objects.filter(batch=ingestion.batch).count() - 1,
    )


def verdict(parsed: ParsedLetter, ingestion: Ingestion) -> dict[str, Any]:
    """What saving will do: a new letter, one that we have, a changed text, or one that looks like another."""
    assert ingestion.document is not None  # a constraint holds it for every state but FAILED
    match = matching.find(matching.Newcomer.of(parsed, ingestion.document, is_example=ingestion.is_example))
    kind = "alike" if match.reason else match.outcome.value
    letter = match.letter
    return {"kind": kind, "letter": letter, "percent": round(match.share * 100), "reason": match.reason}


def state(request: HttpRequest, pk: int) -> JsonResponse:
    """For the page that waits: how far it is, and where to go when there is something to see."""
    require(request, "add_letter")
    ingestion = get_ingestion(pk)
    busy = progress.is_busy(ingestion)
    return JsonResponse(
        {
            "busy": busy,
            "state": naming.state_words(ingestion),
            "stalled": progress.no_worker([ingestion]),
            "go": "" if busy else reverse("admin:letters_ingestion_look", args=[ingestion.pk]),
        }
    )


def parsed_of(ingestion: Ingestion) -> ParsedLetter:
    assert ingestion.parsed is not None  # what is HELD was read
    return from_json(ingestion.parsed)


def letter_address(ingestion: Ingestion) -> str:
    return reverse("admin:letters_letter_change", args=[ingestion.letter_id])


def get_ingestion(pk: int) -> Ingestion:
    return get_object_or_404(Ingestion.objects.select_related("document", "letter"), pk=pk)
