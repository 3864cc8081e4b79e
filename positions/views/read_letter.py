"""A letter read whole: its sentences pass by one by one, one request each, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from letters.models import Letter
from letters.readers.integers import BIGINT, parse_integer
from positions.codebook import store
from positions.models import AssignedSentence, Assignment, Coder, Stance
from positions.review import assignments, blind_cards, decisions, read_cards, read_through, undoing
from positions.review.decisions import ReviewError
from positions.review.forms import CodingForm
from positions.views.blind_redirect import redirect_to_own_coding
from positions.views.page_or_json import page_or_part, wants_json
from positions.views.permissions import reviewers_only

CHOSEN = ("kind", "topic", "holder", "score")


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def read_letter(request: HttpRequest, key: str) -> HttpResponse:
    """Show a sentence: `zin` in the query string, or the first that is left. A POST begins, or goes on."""
    letter, coder = _get_letter_or_404(key), decisions.coder_of(request.user)
    if elsewhere := redirect_to_own_coding(request, letter.pk):
        return elsewhere
    if request.method == "POST":
        try:
            assignments.read(letter, coder)
        except ReviewError as error:
            messages.error(request, str(error))
            return to_letter(key)
        return HttpResponseRedirect(reverse("read-letter", args=[key]))
    assignment = assignments.reading(letter, coder)
    if assignment is None:
        return to_letter(key)
    said = assignments.follow_text(assignment)
    return shown(request, assignment, _get_sentence_or_404(assignment, request.GET.get("zin")), said=said)


@reviewers_only
@require_POST
def read_sentence(request: HttpRequest, key: str, sentence: int) -> HttpResponse:
    """Answer a sentence: `take` a proposal, or `action` nothing or code; without a choice code accepts what is open."""
    assignment, _coder = _get_reading_or_404(request, key)
    try:
        answered = answer(request, assignment, sentence)
    except ReviewError as error:
        assignments.follow_text(assignment)
        at = assignment.sentences.select_related("revision").filter(pk=sentence).first()
        return shown(request, assignment, at, problem=str(error), status=409)
    following = blind_cards.following(answered) if answered.passed_at else answered
    if not wants_json(request):
        return HttpResponseRedirect(address_of(assignment, following))
    return shown(request, assignment, following)


@reviewers_only
@require_POST
def read_done(request: HttpRequest, key: str) -> HttpResponse:
    """Finish: the letter is read."""
    assignment, coder = _get_reading_or_404(request, key)
    try:
        assignments.finish(assignment.pk, coder, Assignment.Way.IN_SIGHT)
    except ReviewError as error:
        assignments.follow_text(assignment)
        return shown(request, assignment, read_cards.first_left(assignment), problem=str(error), status=409)
    if not wants_json(request):
        messages.success(request, _("Deze brief geldt nu als gelezen."))
        return to_letter(key)
    return shown(request, Assignment.objects.select_related("letter", "coder").get(pk=assignment.pk), None)


@reviewers_only
@require_POST
def read_undo(request: HttpRequest, key: str) -> HttpResponse:
    """Undo this person's last decision, if it is on this letter, and show its sentence again."""
    assignment, coder = _get_reading_or_404(request, key)
    batch = undoing.last_of(coder, assignment.letter_id)
    about = Stance.objects.filter(reviews__batch=batch).order_by("reviews__pk").first() if batch else None
    at = sentence_of(assignment, about) if about else None
    try:
        if batch is None or at is None:
            raise ReviewError(_("U hebt hier niets om ongedaan te maken."))
        undoing.undo(batch, coder)
    except ReviewError as error:
        return shown(request, assignment, at, problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(address_of(assignment, at))
    return shown(request, assignment, at, said=_("Ongedaan gemaakt."))


def answer(request: HttpRequest, assignment: Assignment, sentence: int) -> AssignedSentence:
    """Take the decision in the form. Raises ReviewError."""
    posted = [request.POST.get("seen"), *request.POST.getlist("shown"), request.POST.get("take", "0")]
    numbers = [found for each in posted if (found := parse_integer(each, digits=BIGINT)) is not None]
    if len(numbers) < len(posted):
        raise ReviewError(_("Dit formulier is niet compleet. Laad de pagina opnieuw."))
    seen, *shown, taken = numbers
    if taken:
        return read_through.take(assignment, sentence, taken, seen=seen, shown=shown)
    if request.POST.get("action") == "nothing":
        return read_through.nothing(assignment, sentence, seen=seen, shown=shown)
    if not any(request.POST.get(name) for name in CHOSEN):
        return read_through.accept(assignment, sentence, seen=seen, shown=shown)
    form = CodingForm(request.POST)
    if not form.is_valid():
        raise ReviewError(_("Kies een onderwerp, wie het vindt, en een score of “vermelding”; of kies “niets”."))
    return read_through.code(assignment, sentence, form.coding, seen=seen, shown=shown)


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
        sentence = read_cards.first_left(assignment)
    if sentence:
        sentence.assignment = assignment
    context: dict[str, Any] = {
        "here": "review",
        "assignment": assignment,
        "letter": assignment.letter,
        "progress": blind_cards.progress(assignment),
        "card": read_cards.card(sentence, store.newest()) if sentence else None,
        "last": last_start(assignment) if sentence is None and not assignment.done_at else None,
        "can_undo": undoing.last_of(assignment.coder, assignment.letter_id) is not None,
        "said": said,
        "problem": problem,
    }
    return page_or_part(
        request, "positions/read_letter/page.html", "positions/read_letter/_sentence.html", context,
        address=address_of(assignment, sentence), status=status,
    )  # fmt: skip


def last_start(assignment: Assignment) -> int | None:
    return assignment.sentences.order_by("-start").values_list("start", flat=True).first()


def sentence_of(assignment: Assignment, stance: Stance) -> AssignedSentence | None:
    there = assignment.sentences.filter(revision=stance.revision_id, start__lt=stance.end, end__gt=stance.start)
    return there.select_related("revision").first()


def address_of(assignment: Assignment, sentence: AssignedSentence | None) -> str:
    assert assignment.letter
    at = f"?{urlencode({'zin': sentence.start})}" if sentence else ""
    return reverse("read-letter", args=[assignment.letter.key]) + at


def to_letter(key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("letter-in-review", args=[key]))


def _get_letter_or_404(key: str, hidden: Iterable[int] = ()) -> Letter:
    letter = Letter.objects.published().letters().named().filter(key=key).exclude(pk__in=hidden).first()
    if letter is None:
        raise Http404
    return letter


def _get_reading_or_404(request: HttpRequest, key: str) -> tuple[Assignment, Coder]:
    """Return the reading that goes on; not found while the letter is coded blind."""
    coder = decisions.coder_of(request.user)
    hidden = assignments.hidden_from(request.user).order_by().values_list("pk", flat=True)
    assignment = assignments.reading(_get_letter_or_404(key, hidden), coder)
    if assignment is None:
        raise Http404
    return assignment, coder


def _get_sentence_or_404(assignment: Assignment, start: str | None) -> AssignedSentence | None:
    """Return the sentence that starts there; None if none is named, or if it left the text."""
    if not start:
        return None
    if (found := parse_integer(start, digits=BIGINT)) is None:
        raise Http404
    return assignment.sentences.select_related("revision").filter(start=found).first()
