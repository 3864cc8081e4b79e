"""Coding without seeing others: one sentence at a time, one request a sentence, with or without script."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from positions import answering, assigning, codebooks, reviews
from positions.forms import CodingForm
from positions.models import AssignedSentence, Assignment, Coder
from positions.reviewing import blindcards
from positions.reviews import Coding, ReviewError
from positions.views.answering import page_or_part, wants_json
from positions.views.guarding import reviewers_only

INCOMPLETE = gettext_lazy("Kies een onderwerp, wie het vindt, en een score of “vermelding”; of kies “niets”.")


@reviewers_only
@require_safe
def blind(request: HttpRequest, pk: int) -> HttpResponse:
    """`zin` names the sentence to show; without it the first that was not passed yet."""
    assignment = _get_own_or_404(request, pk)
    said = "" if assignment.done_at else assigning.follow_text(assignment)
    return shown(request, assignment, _get_sentence_or_404(assignment, request.GET.get("zin")), said=said)


@reviewers_only
@require_POST
def answer(request: HttpRequest, pk: int, sentence: int) -> HttpResponse:
    """`action`: code (and go on), more (and stay), nothing (and go on). `said` holds what was coded before."""
    assignment = _get_own_or_404(request, pk)
    at = AssignedSentence.objects.filter(assignment=assignment, pk=sentence).first()
    coder, action = reviews.coder_of(request.user), request.POST.get("action")
    try:
        answering.answer(sentence if at else 0, coder, [] if action == "nothing" else codings(request))
    except ReviewError as error:
        return shown(request, assignment, at, problem=str(error), status=409)
    assert at
    following = at if action == "more" else blindcards.following(at)
    if not wants_json(request):
        return HttpResponseRedirect(address_of(assignment, following))
    return shown(request, assignment, following)


@reviewers_only
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _get_own_or_404(request, pk)
    try:
        assignment = assigning.finish(pk, reviews.coder_of(request.user))
    except ReviewError as error:
        return shown(request, assignment, blindcards.first_left(assignment), problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(address_of(assignment, None))
    return shown(request, assignment, None, said=_("Klaar."))


def codings(request: HttpRequest) -> list[Coding]:
    """What was coded of the sentence before and still stands in the form, and then what is chosen now."""
    rows = [
        dict(zip(("topic", "holder", "score"), said.split(), strict=False)) for said in request.POST.getlist("said")
    ]
    chosen = {name: request.POST[name] for name in ("topic", "holder", "score") if request.POST.get(name)}
    forms = [CodingForm(row) for row in (*rows, *([chosen] if chosen else []))]
    if not forms or not all(form.is_valid() for form in forms):
        raise ReviewError(INCOMPLETE)
    return [form.coding for form in forms]


def shown(
    request: HttpRequest,
    assignment: Assignment,
    sentence: AssignedSentence | None,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The sentence; without one, the first that is left; after the last, that the coder can close it."""
    if sentence is None and not assignment.done_at:
        sentence = blindcards.first_left(assignment)
    context: dict[str, Any] = {
        "here": "coding",
        "assignment": assignment,
        "progress": blindcards.progress(assignment),
        "card": blindcards.card(sentence, codebooks.newest()) if sentence and not assignment.done_at else None,
        "last": blindcards.last(assignment) if sentence is None else None,
        "said": said,
        "problem": problem,
    }
    return page_or_part(
        request, "positions/blind.html", "positions/_blind.html", context,
        address=address_of(assignment, sentence), status=status,
    )  # fmt: skip


def address_of(assignment: Assignment, sentence: AssignedSentence | None) -> str:
    return reverse("blind", args=[assignment.pk]) + (f"?zin={sentence.pk}" if sentence else "")


def _get_own_or_404(request: HttpRequest, pk: int) -> Assignment:
    coder: Coder = reviews.coder_of(request.user)
    own = Assignment.objects.blind().shown().select_related("letter").filter(coder=coder, pk=pk).first()
    if own is None:
        raise Http404
    return own


def _get_sentence_or_404(assignment: Assignment, pk: str | None) -> AssignedSentence | None:
    """None where none is named, or where the one that is named left the text."""
    if not pk:
        return None
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    return assignment.sentences.filter(pk=int(pk)).first()
