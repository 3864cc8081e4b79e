"""Letter under review: every sentence with its stances, and any sentence to code by hand."""

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
from letters.models.revisions import heavy_columns
from letters.parser.sentence_bounds import LONGEST
from positions.codebook import store
from positions.labels.codes import holder_name, signed
from positions.models import Coder, Stance
from positions.review import assignments, blind_cards, decisions, taken_letters
from positions.review.cards import choices
from positions.review.forms import CodingForm
from positions.review.queue import ReviewProgress
from positions.review.spans import CODED_KINDS
from positions.views.blind_redirect import redirect_to_own_coding
from positions.views.permissions import reviewers_only


@dataclass(slots=True)
class SentenceStance:
    """A stance on a sentence, in words."""

    stance: Stance
    topic: str
    holder: str
    score: str


@dataclass(slots=True)
class ReviewSentence:
    start: int
    end: int
    text: str
    said: list[SentenceStance] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """True if machines pass it over."""
        return self.end - self.start > LONGEST

    @property
    def states(self) -> str:
        return " ".join(sorted({said.stance.state for said in self.said}))


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def letter_in_review(request: HttpRequest, key: str) -> HttpResponse:
    """Show the letter; `zin` in the query string is the start of the chosen sentence."""
    revision = _get_text_or_404(key)
    if elsewhere := redirect_to_own_coding(request, revision.letter_id):
        return elsewhere
    codebook = store.newest()
    passages = passages_of(revision)
    at = request.GET.get("zin", "")
    chosen = next((line for _, lines in passages for line in lines if str(line.start) == at), None)
    form = CodingForm(request.POST or None)
    if request.method == "POST" and chosen and form.is_valid():
        span = decisions.Span(revision.pk, chosen.start, chosen.end, request.POST.get("quote", ""))
        try:
            decisions.code_sentence(span, decisions.coder_of(request.user), codebook, form.coding)
            messages.success(request, "Opgeslagen.")
            return HttpResponseRedirect(f"{request.path}?zin={chosen.start}#zin")
        except decisions.ReviewError as error:
            messages.error(request, str(error))
    elif request.method == "POST":
        messages.error(request, _("Kies een zin, een onderwerp, wie het vindt, en een score of “vermelding”."))
    context = {
        "here": "review",
        "letter": revision.letter,
        "passages": passages,
        "long": next((line for _, lines in passages for line in lines if line.is_long), None),
        "chosen": chosen,
        "choices": choices(codebook.pk),
        "waiting": assignments.waiting(revision).exists(),
        "reading": reading_progress(revision, decisions.coder_of(request.user)),
        "marked": assignments.marked_by(decisions.coder_of(request.user), revision),
        "taken": taken_letters.taken([revision.letter_id]).get(revision.letter_id),
    }
    return render(request, "positions/letter_in_review/page.html", context)


def reading_progress(revision: Revision, coder: Coder) -> ReviewProgress | None:
    """Return how far this person is in reading the letter; None if they have not begun."""
    begun = assignments.reading(revision.letter, coder)
    return blind_cards.progress(begun) if begun else None


@reviewers_only
@require_POST
def mark_reviewed(request: HttpRequest, key: str) -> HttpResponse:
    """Mark the letter as read by this user, or withdraw the mark."""
    letter, coder = _get_text_or_404(key).letter, decisions.coder_of(request.user)
    if request.POST.get("action") == "unmark":
        assignments.unmark(letter, coder)
        messages.success(request, _("Uw merk is ingetrokken: deze brief geldt niet meer als door u gelezen."))
    else:
        try:
            assignments.mark(letter, coder)
            messages.success(request, _("Deze brief geldt nu als gelezen."))
        except decisions.ReviewError as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(reverse("letter-in-review", args=[key]))


@reviewers_only
@require_POST
def take_letter(request: HttpRequest, key: str) -> HttpResponse:
    """Take the letter for a day, or let it go."""
    letter = _get_text_or_404(key).letter
    if elsewhere := redirect_to_own_coding(request, letter.pk):
        return elsewhere
    if request.POST.get("action") == "let-go":
        taken_letters.let_go(letter.pk, request.user)
        messages.success(request, _("U hebt de brief losgelaten."))
    elif taken_letters.take(letter.pk, request.user):
        messages.success(request, _("Anderen zien een dag lang dat u deze brief leest."))
    else:
        messages.error(request, _("Iemand anders leest deze brief al. U kunt een andere nemen, of overleggen."))
    return HttpResponseRedirect(reverse("letter-in-review", args=[key]))


def passages_of(revision: Revision) -> list[tuple[Passage, list[ReviewSentence]]]:
    said = defaultdict(list)
    spoken = Stance.objects.filter(revision=revision).speaking(proposals=True).with_decision()
    for stance in spoken.select_related("topic", "coder").order_by("topic", "pk"):
        holder = holder_name(stance.holder)
        said[stance.start, stance.end].append(SentenceStance(stance, stance.topic.name, holder, signed(stance.score)))
    found = []
    for passage in revision.passages.filter(kind__in=(*CODED_KINDS, "heading", "title")).defer("search"):
        bounds = zip(passage.sentence_bounds[::2], passage.sentence_bounds[1::2], strict=True)
        if passage.kind not in CODED_KINDS:
            found.append(
                (passage, [ReviewSentence(passage.start, passage.end, revision.text[passage.start : passage.end])])
            )
        else:
            found.append((passage, [ReviewSentence(s, e, revision.text[s:e], said[s, e]) for s, e in bounds]))
    return found


def _get_text_or_404(key: str) -> Revision:
    letter = Letter.objects.published().letters().named().filter(key=key).first()
    revision = letter.revisions.defer(*heavy_columns()).filter(is_current=True).first() if letter else None
    if letter is None or revision is None:
        raise Http404
    revision.letter = letter
    return revision
