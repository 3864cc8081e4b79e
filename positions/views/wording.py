from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.models import Letter
from letters.search.filter_choices import problems
from positions.models import Wording
from positions.stances.chips import chips
from positions.stances.current import current
from positions.stances.visibility import may_see_proposals
from positions.text_reuse import detection
from positions.text_reuse.filters import INTEREST, WordingFilter
from positions.text_reuse.history import chains

PER_PAGE = 20


@require_safe
def wording_list(request: HttpRequest) -> HttpResponse:
    """List the wordings. The number of queries is constant."""
    asked = WordingFilter(request.GET, queryset=Wording.objects.shown(), request=request)
    page = Paginator(asked.qs, PER_PAGE).get_page(request.GET.get("page"))
    found = chains(list(page.object_list), asked.stances)
    context = {
        "here": "wording",
        "page": page,
        "chains": found,
        "proposed": any(chain.proposed for chain in found),
        "form": asked.form,
        "sort": asked.form.cleaned_data.get("sort") or INTEREST,
        "topic": asked.form.cleaned_data.get("topic"),
        "chips": chips(asked),
        "problems": problems(asked),
        "waiting": detection.to_do().filter(letter__in=Letter.objects.published().order_by().values("pk")).count(),
    }
    return render(request, "positions/wording/list.html", context)


@require_safe
def wording_chain(request: HttpRequest, pk: int) -> HttpResponse:
    wording = _get_wording_or_404(pk)
    if wording.pk != pk:
        return HttpResponseRedirect(wording.get_absolute_url())
    stances = current(proposals=may_see_proposals(request)).visible_to(request.user)
    chain = chains([wording], stances)[0]
    context: dict[str, Any] = {"here": "wording", "wording": wording, "chain": chain}
    return render(request, "positions/wording/history.html", context)


def _get_wording_or_404(pk: int) -> Wording:
    """Return the wording with this id, or the one that it was joined into."""
    meant = Wording.objects.filter(pk=pk).values_list("joined_into", flat=True).first() or pk
    wording = Wording.objects.shown().filter(pk=meant).first()
    if wording is None:
        raise Http404
    return wording
