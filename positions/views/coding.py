"""A letter in review: every sentence with what is said of it, and any sentence to be coded by hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from letters.models import Letter, Passage, Revision
from positions import assigning, codebooks, reviews
from positions.forms import CodingForm
from positions.models import Stance, State
from positions.places import CODED_KINDS
from positions.reviewing.cards import choices
from positions.reviewing.words import holder_name, signed
from positions.views.guarding import reviewers_only
from positions.views.hiding import to_own_coding


@dataclass(slots=True)
class Said:
    """A stance on a sentence, in words."""

    stance: Stance
    topic: str
    holder: str
    score: str


@dataclass(slots=True)
class Line:
    start: int
    end: int
    text: str
    said: list[Said] = field(default_factory=list)

    @property
    def states(self) -> str:
        return " ".join(sorted({said.stance.state for said in self.said}))


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def letter_in_review(request: HttpRequest, key: str) -> HttpResponse:
    """`zin` is the place of the sentence that is chosen."""
    revision = _get_text_or_404(key)
    if elsewhere := to_own_coding(request, revision.letter_id):
        return elsewhere
    codebook = codebooks.newest()
    passages = passages_of(revision)
    at = request.GET.get("zin", "")
    chosen = next((line for _, lines in passages for line in lines if str(line.start) == at), None)
    form = CodingForm(request.POST or None)
    if request.method == "POST" and chosen and form.is_valid():
        span = reviews.Span(revision.pk, chosen.start, chosen.end, request.POST.get("quote", ""))
        try:
            reviews.code_sentence(span, reviews.coder_of(request.user), codebook, form.coding)
            messages.success(request, "Opgeslagen.")
            return HttpResponseRedirect(f"{request.path}?zin={chosen.start}#zin")
        except reviews.ReviewError as error:
            messages.error(request, str(error))
    elif request.method == "POST":
        messages.error(request, _("Kies een zin, een onderwerp, wie het vindt, en een score of “vermelding”."))
    context = {
        "here": "review",
        "letter": revision.letter,
        "passages": passages,
        "chosen": chosen,
        "choices": choices(codebook.pk),
        "waiting": sum(
            said.stance.state == State.PROPOSED for _, lines in passages for line in lines for said in line.said
        ),
        "marked": assigning.marked_by(reviews.coder_of(request.user), revision),
    }
    return render(request, "positions/coding.html", context)


@reviewers_only
@require_POST
def mark_reviewed(request: HttpRequest, key: str) -> HttpResponse:
    """ "I have been through this whole letter", or not after all."""
    letter, coder = _get_text_or_404(key).letter, reviews.coder_of(request.user)
    if request.POST.get("action") == "unmark":
        assigning.unmark(letter, coder)
        messages.success(request, _("U hebt deze brief nog niet helemaal beoordeeld."))
    else:
        try:
            assigning.mark(letter, coder)
            messages.success(request, _("Deze brief hebt u helemaal beoordeeld."))
        except reviews.ReviewError as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(reverse("letter-in-review", args=[key]))


def passages_of(revision: Revision) -> list[tuple[Passage, list[Line]]]:
    said = defaultdict(list)
    for stance in (
        Stance.objects.filter(revision=revision).finished().with_state().select_related("topic").order_by("topic")
    ):
        if stance.state in (State.PROPOSED, State.ACCEPTED):
            holder = holder_name(stance.holder)
            said[stance.start, stance.end].append(Said(stance, stance.topic.name, holder, signed(stance.score)))
    found = []
    for passage in revision.passages.filter(kind__in=(*CODED_KINDS, "heading", "title")).defer("search"):
        bounds = zip(passage.sentence_bounds[::2], passage.sentence_bounds[1::2], strict=True)
        if passage.kind not in CODED_KINDS:
            found.append((passage, [Line(passage.start, passage.end, revision.text[passage.start : passage.end])]))
        else:
            found.append((passage, [Line(s, e, revision.text[s:e], said[s, e]) for s, e in bounds]))
    return found


def _get_text_or_404(key: str) -> Revision:
    letter = Letter.objects.published().letters().named().filter(key=key).first()
    revision = letter.revisions.filter(is_current=True).first() if letter else None
    if letter is None or revision is None:
        raise Http404
    revision.letter = letter
    return revision
