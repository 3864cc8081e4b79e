from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.choices import problems
from letters.models import Letter
from positions import sayings, wordings
from positions.chains import chains
from positions.choosing import chips
from positions.filters import INTEREST, WordingFilter
from positions.models import Wording
from positions.visibility import may_see_proposals

PER_PAGE = 20


@require_safe
def wording_list(request: HttpRequest) -> HttpResponse:
    """The sentences that come back. The number of queries does not depend on what is found."""
    asked = WordingFilter(request.GET, queryset=Wording.objects.shown(), request=request)
    page = Paginator(asked.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "wording",
        "page": page,
        "chains": chains(list(page.object_list), asked.stances),
        "form": asked.form,
        "sort": asked.form.cleaned_data.get("sort") or INTEREST,
        "topic": asked.form.cleaned_data.get("topic"),
        "chips": chips(asked),
        "problems": problems(asked),
        "waiting": wordings.to_do().filter(letter__in=Letter.objects.published().order_by().values("pk")).count(),
    }
    return render(request, "positions/wording_list.html", context)


@require_safe
def wording_chain(request: HttpRequest, pk: int) -> HttpResponse:
    wording = _get_wording_or_404(pk)
    if wording.pk != pk:
        return HttpResponseRedirect(wording.get_absolute_url())
    chain = chains([wording], sayings.current(proposals=may_see_proposals(request)))[0]
    context: dict[str, Any] = {"here": "wording", "wording": wording, "chain": chain}
    return render(request, "positions/wording.html", context)


def _get_wording_or_404(pk: int) -> Wording:
    """The wording with this address, or the one that it was joined into."""
    meant = Wording.objects.filter(pk=pk).values_list("joined_into", flat=True).first() or pk
    wording = Wording.objects.shown().filter(pk=meant).first()
    if wording is None:
        raise Http404
    return wording
