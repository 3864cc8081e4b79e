"""Review page: one proposal at a time, one request per decision, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from letters.models.revisions import heavy_columns
from letters.readers.integers import BIGINT, parse_integer
from positions.models import Coder, Review, Stance
from positions.models.stances import StanceQuerySet
from positions.prepared_querysets import Given, Prepared
from positions.review import decisions, lost_quotes, progress, queue, undoing
from positions.review.cards import card
from positions.review.filters import QueueFilter
from positions.review.forms import CodingForm
from positions.views.blind_redirect import redirect_to_own_coding
from positions.views.page_or_json import page_or_part, wants_json
from positions.views.permissions import reviewers_only

FILTERS = tuple(QueueFilter.base_filters)


def _one_of(proposals: Callable[[], StanceQuerySet]) -> Prepared[Stance]:
    """Return one of these with its letter, by its id (`stance`)."""
    heavy = ("revision__text", *heavy_columns("revision"))
    return Prepared(lambda: proposals().filter(pk=Given("stance")).select_related("revision__letter").defer(*heavy))


PROPOSAL, OF_A_MACHINE = _one_of(queue.proposals), _one_of(lambda: Stance.objects.shown().of_machines())


class IncompleteForm(decisions.ReviewError):
    """The form does not say all of a decision; the same proposal is shown again."""


@reviewers_only
@require_safe
def review_page(request: HttpRequest) -> HttpResponse:
    """Show the proposal named by `voorstel`, or the next one after `na`; by default the first open one."""
    coder = decisions.coder_of(request.user)
    chosen = _get_proposal_or_404(request.GET.get("voorstel"))
    if chosen:
        if elsewhere := redirect_to_own_coding(request, chosen.revision.letter_id):
            return elsewhere
        if not Review.objects.filter(stance=chosen).exists():
            queue.claim(chosen, coder)
        return answer(request, coder, chosen)
    return answer(request, coder, take(request, coder, _get_proposal_or_404(request.GET.get("na"))))


@reviewers_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    stance = _get_proposal_or_404(str(pk), OF_A_MACHINE)
    assert stance
    coder, said = decisions.coder_of(request.user), ""
    try:
        said = decided(request, stance, coder)
    except (decisions.OtherProposals, IncompleteForm) as error:
        return answer(request, coder, again(request, coder, stance), problem=str(error), status=409)
    except decisions.ReviewError as error:
        return answer(request, coder, take(request, coder, stance), problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(f"{reverse('review')}?{urlencode({**chosen_filters(request), 'na': pk})}")
    return answer(request, coder, take(request, coder, stance), said=said, decided=True)


@reviewers_only
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo this person's last decision, and show its stance."""
    coder = decisions.coder_of(request.user)
    batch = undoing.last_of(coder)
    if batch is None:
        return answer(request, coder, take(request, coder), problem=_("U hebt niets om ongedaan te maken."), status=409)
    about = Stance.objects.filter(reviews__batch=batch).order_by("reviews__pk").first()
    try:
        undoing.undo(batch, coder)
    except decisions.ReviewError as error:
        return answer(request, coder, about, problem=str(error), status=409)
    if about and queue.proposals(request.user).filter(pk=about.pk).exists():
        queue.claim(about, coder)
    else:
        about = take(request, coder)
    if not wants_json(request):
        back = {**chosen_filters(request), **({"voorstel": about.pk} if about else {})}
        return HttpResponseRedirect(f"{reverse('review')}?{urlencode(back)}")
    return answer(request, coder, about, said=_("Ongedaan gemaakt."))


def decided(request: HttpRequest, stance: Stance, coder: Coder) -> str:
    """Take the decision in the form; returns a message."""
    posted = [request.POST.get("seen"), *request.POST.getlist("shown"), request.POST.get("take", "0")]
    numbers = [found for each in posted if (found := parse_integer(each, digits=BIGINT)) is not None]
    if len(numbers) < len(posted):
        raise IncompleteForm(_("Dit formulier is niet compleet. Laad de pagina opnieuw."))
    seen, *shown, taken = numbers
    if taken in shown:
        decisions.accept(taken, coder, seen=seen, shown=shown)
        return _("Geaccepteerd.")
    if request.POST.get("action") == "reject":
        decisions.reject(stance.pk, coder, seen=seen, shown=shown)
        return _("Afgewezen.")
    form = CodingForm(request.POST)
    if not form.is_valid():
        raise IncompleteForm(_("Kies een onderwerp, wie het vindt, en een score of “vermelding”."))
    decisions.correct(stance.pk, coder, form.coding, seen=seen, shown=shown)
    return _("Geaccepteerd.") if form.coding.says(stance) else _("Verbeterd en geaccepteerd.")


def again(request: HttpRequest, coder: Coder, stance: Stance) -> Stance | None:
    """Return the open proposal on the same sentence and topic now, or else the next proposal."""
    there = queue.proposals(request.user).on_the_same(stance).open().order_by("pk").first()
    if there is None or not queue.claim(there, coder):
        return take(request, coder, stance)
    return there


def take(request: HttpRequest, coder: Coder, after: Stance | None = None) -> Stance | None:
    filters = asked(request)
    return queue.take_next(filters.asked(), coder, after, filters.wanted_order)


def asked(request: HttpRequest) -> QueueFilter:
    return QueueFilter(request.GET, request.user)


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def answer(
    request: HttpRequest,
    coder: Coder,
    stance: Stance | None,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
    decided: bool = False,
) -> HttpResponse:
    """Respond with the proposal as a page, or as JSON for a page that is already open; `decided`: just now, on one."""
    filters, query = asked(request), urlencode(chosen_filters(request))
    shown, previous = card(stance.pk) if stance else None, None
    if shown:
        previous = queue.previous(filters.asked(), shown.stance, filters.wanted_order)
    context: dict[str, Any] = {
        "here": "review",
        "filter": filters,
        "query": query,
        "progress": progress.progress(filters),
        "card": shown,
        "previous": previous,
        "lost": not wants_json(request) and lost_quotes.any_lost(request.user),
        "can_undo": decided or undoing.last_of(coder) is not None,
        "said": said,
        "problem": problem,
    }
    own = urlencode({**chosen_filters(request), **({"voorstel": stance.pk} if stance else {})})
    address = f"{reverse('review')}?{own}"
    return page_or_part(
        request,
        "positions/review/page.html",
        "positions/review/_proposal.html",
        context,
        address=address,
        status=status,
    )


def _get_proposal_or_404(pk: str | None, found: Prepared[Stance] = PROPOSAL) -> Stance | None:
    """Return the proposal, by default among open and decided ones."""
    if not pk:
        return None
    stance = found.first(stance=parse_integer(pk, digits=BIGINT) or 0)
    if stance is None:
        raise Http404
    return stance
