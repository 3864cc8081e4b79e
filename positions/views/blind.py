"""Blind coding: one sentence at a time, one request per sentence, with or without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from letters.readers.integers import BIGINT, parse_integer
from positions.codebook import store
from positions.models import AssignedSentence, Assignment, Coder
from positions.review import assignments, blind_cards, blind_coding, decisions
from positions.review.decisions import Coding, ReviewError
from positions.review.forms import CodingForm
from positions.views.page_or_json import page_or_part, wants_json
from positions.views.permissions import reviewers_only

INCOMPLETE = gettext_lazy("Kies een onderwerp, wie het vindt, en een score of “vermelding”; of kies “niets”.")


@reviewers_only
@require_safe
def blind(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sentence: `zin` in the query string, or the first that is not answered."""
    assignment = _get_own_or_404(request, pk)
    said = assignments.follow_text(assignment)
    return shown(request, assignment, _get_sentence_or_404(assignment, request.GET.get("zin")), said=said)


@reviewers_only
@require_POST
def answer(request: HttpRequest, pk: int, sentence: int) -> HttpResponse:
    """Answer a sentence. `action`: code (then next), more (then stay), nothing (then next). `said`: earlier codings."""
    assignment = _get_own_or_404(request, pk)
    at = AssignedSentence.objects.filter(assignment=assignment, pk=sentence).first()
    coder, action = decisions.coder_of(request.user), request.POST.get("action")
    try:
        blind_coding.answer(sentence if at else 0, coder, [] if action == "nothing" else codings(request))
    except ReviewError as error:
        assignments.follow_text(assignment)
        at = AssignedSentence.objects.filter(assignment=assignment, pk=sentence).first()
        return shown(request, assignment, at, problem=str(error), status=409)
    assert at
    following = at if action == "more" else blind_cards.following(at)
    if not wants_json(request):
        return HttpResponseRedirect(address_of(assignment, following))
    return shown(request, assignment, following)


@reviewers_only
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _get_own_or_404(request, pk)
    try:
        assignment = assignments.finish(pk, decisions.coder_of(request.user))
    except ReviewError as error:
        assignments.follow_text(assignment)
        return shown(request, assignment, blind_cards.first_left(assignment), problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(address_of(assignment, None))
    return shown(request, assignment, None, said=_("Klaar."))


def codings(request: HttpRequest) -> list[Coding]:
    """Return the earlier codings that are still in the form, followed by the one chosen now. Raises ReviewError."""
    rows = [
        dict(zip(("topic", "holder", "score"), said.split(), strict=False)) for said in request.POST.getlist("said")
    ]
    chosen = {name: request.POST[name] for name in ("kind", "topic", "holder", "score") if request.POST.get(name)}
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
    """Show the sentence, or without one the first that is left; after the last, the button to finish."""
    if sentence is None and not assignment.done_at:
        sentence = blind_cards.first_left(assignment)
    context: dict[str, Any] = {
        "here": "coding",
        "assignment": assignment,
        "progress": blind_cards.progress(assignment),
        "card": blind_cards.card(sentence, store.newest()) if sentence and not assignment.done_at else None,
        "last": blind_cards.last(assignment) if sentence is None else None,
        "said": said,
        "problem": problem,
    }
    return page_or_part(
        request, "positions/blind/page.html", "positions/blind/_sentence.html", context,
        address=address_of(assignment, sentence), status=status,
    )  # fmt: skip


def address_of(assignment: Assignment, sentence: AssignedSentence | None) -> str:
    return reverse("blind", args=[assignment.pk]) + (f"?zin={sentence.pk}" if sentence else "")


def _get_own_or_404(request: HttpRequest, pk: int) -> Assignment:
    coder: Coder = decisions.coder_of(request.user)
    own = Assignment.objects.blind().shown().select_related("letter").filter(coder=coder, pk=pk).first()
    if own is None:
        raise Http404
    return own


def _get_sentence_or_404(assignment: Assignment, pk: str | None) -> AssignedSentence | None:
    """Return the named sentence; None if none is named, or if it left the text."""
    if not pk:
        return None
    if (found := parse_integer(pk, digits=BIGINT)) is None:
        raise Http404
    return assignment.sentences.filter(pk=found).first()
