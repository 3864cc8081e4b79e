"""The review page: one proposal at a time, one request a decision, with or without JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from positions import recovering, reviews
from positions.filters import QueueFilter
from positions.forms import CodingForm
from positions.models import Coder, Review, Stance
from positions.reviewing import queueing
from positions.reviewing.cards import card
from positions.views.answering import page_or_part, wants_json
from positions.views.guarding import reviewers_only
from positions.views.hiding import to_own_coding

FILTERS = tuple(QueueFilter.base_filters)


@reviewers_only
@require_safe
def review_page(request: HttpRequest) -> HttpResponse:
    """`voorstel` names the proposal to show, `na` the one to go on from; without either the first open one is."""
    coder = reviews.coder_of(request.user)
    chosen = _get_proposal_or_404(request.GET.get("voorstel"))
    if chosen:
        if elsewhere := to_own_coding(request, chosen.revision.letter_id):
            return elsewhere
        if not Review.objects.filter(stance=chosen).exists():
            queueing.claim(chosen, coder)
        return answer(request, coder, chosen)
    return answer(request, coder, take(request, coder, _get_proposal_or_404(request.GET.get("na"))))


@reviewers_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    stance = _get_proposal_or_404(str(pk))
    assert stance
    coder, said = reviews.coder_of(request.user), ""
    try:
        said = decided(request, stance, coder)
    except reviews.ReviewError as error:
        return answer(request, coder, take(request, coder, stance), problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(f"{reverse('review')}?{urlencode({**chosen_filters(request), 'na': pk})}")
    return answer(request, coder, take(request, coder, stance), said=said)


@reviewers_only
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back this person's last decision, and show what it was about."""
    coder = reviews.coder_of(request.user)
    batch = reviews.last_of(coder)
    if batch is None:
        return answer(request, coder, take(request, coder), problem=_("U hebt niets om ongedaan te maken."), status=409)
    about = Stance.objects.filter(reviews__batch=batch).order_by("reviews__pk").first()
    try:
        reviews.undo(batch, coder)
    except reviews.ReviewError as error:
        return answer(request, coder, about, problem=str(error), status=409)
    if about and queueing.proposals(request.user).filter(pk=about.pk).exists():
        queueing.claim(about, coder)
    else:
        about = take(request, coder)
    if not wants_json(request):
        back = {**chosen_filters(request), **({"voorstel": about.pk} if about else {})}
        return HttpResponseRedirect(f"{reverse('review')}?{urlencode(back)}")
    return answer(request, coder, about, said=_("Ongedaan gemaakt."))


def decided(request: HttpRequest, stance: Stance, coder: Coder) -> str:
    """Do what the form says; returns that in words."""
    seen = request.POST.get("seen", "")
    if not seen.isdecimal():
        raise reviews.ReviewError(_("Dit formulier is niet compleet. Laad de pagina opnieuw."))
    if request.POST.get("action") == "reject":
        reviews.reject(stance.pk, coder, seen=int(seen))
        return _("Afgewezen.")
    form = CodingForm(request.POST)
    if not form.is_valid():
        raise reviews.ReviewError(_("Kies een onderwerp, wie het vindt, en een score of “vermelding”."))
    reviews.correct(stance.pk, coder, form.coding, seen=int(seen))
    return _("Geaccepteerd.") if form.coding.says(stance) else _("Verbeterd en geaccepteerd.")


def take(request: HttpRequest, coder: Coder, after: Stance | None = None) -> Stance | None:
    filters = asked(request)
    return queueing.take_next(filters.qs, coder, after, filters.wanted_order)


def asked(request: HttpRequest) -> QueueFilter:
    return QueueFilter(request.GET, queryset=queueing.proposals(request.user))


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def answer(
    request: HttpRequest, coder: Coder, stance: Stance | None, *, said: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """The proposal as a page, or as JSON for the page that is open already."""
    filters, query = asked(request), urlencode(chosen_filters(request))
    context: dict[str, Any] = {
        "here": "review",
        "filter": filters,
        "query": query,
        "progress": queueing.progress(filters.qs),
        "card": card(stance.pk) if stance else None,
        "previous": filters.wanted_order.before(filters.qs, stance) if stance else None,
        "lost": not wants_json(request) and recovering.lost(request.user).exists(),
        "can_undo": reviews.last_of(coder) is not None,
        "said": said,
        "problem": problem,
    }
    shown = urlencode({**chosen_filters(request), **({"voorstel": stance.pk} if stance else {})})
    address = f"{reverse('review')}?{shown}"
    return page_or_part(
        request, "positions/review.html", "positions/_proposal.html", context, address=address, status=status
    )


def _get_proposal_or_404(pk: str | None) -> Stance | None:
    if not pk:
        return None
    found = (
        queueing.proposals()
        .select_related("revision")
        .defer("revision__text", "revision__sentence_digests")
        .filter(pk=int(pk))
        .first()
        if pk.isdecimal() and len(pk) < 18
        else None
    )
    if found is None:
        raise Http404
    return found
