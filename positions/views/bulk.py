from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from positions import bulk, reviews
from positions.filters import ProposalFilter
from positions.models import Review
from positions.reviewing import queueing
from positions.reviewing.ordering import BY_TEXT
from positions.reviewing.words import holder_name, signed
from positions.views.guarding import bulk_reviewers_only

SHOWN = 50


@bulk_reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_page(request: HttpRequest) -> HttpResponse:
    """What would be accepted, with the number; a POST that names the same number accepts it."""
    chosen = ProposalFilter(request.GET, queryset=queueing.proposals(request.user))
    if request.method == "POST" and request.POST.get("expected", "").isdecimal():
        try:
            expected = int(request.POST["expected"])
            _batch, count = bulk.accept(chosen.qs, reviews.coder_of(request.user), expected=expected)
            words = ngettext("%(n)s voorstel is geaccepteerd.", "%(n)s voorstellen zijn geaccepteerd.", count)
            messages.success(request, words % {"n": count})
            return HttpResponseRedirect(request.get_full_path())
        except reviews.ReviewError as error:
            messages.error(request, str(error))
    touched = bulk.touched(chosen.qs)
    first = queueing.proposals().filter(pk__in=[stance.pk for stance in touched[:SHOWN]]).order_by(*BY_TEXT.names)
    rows = first.select_related("topic", "revision__letter").prefetch_related("revision__letter__signatories")
    context = {
        "here": "review",
        "filter": chosen,
        "query": request.GET.urlencode(),
        "count": len(touched),
        "most": bulk.MOST,
        "shown": [(stance, holder_name(stance.holder), signed(stance.score)) for stance in rows],
        "batches": batches(),
    }
    return render(request, "positions/bulk.html", context)


@bulk_reviewers_only
@require_POST
def take_back(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    try:
        if not Review.objects.filter(batch=batch, bulk=True, undoes=None).exists():
            raise reviews.ReviewError(_("Deze handeling is er niet."))
        count = reviews.undo(batch, reviews.coder_of(request.user))
        words = ngettext(
            "%(n)s beslissing is teruggenomen. Waar intussen anders is beslist, blijft dat.",
            "%(n)s beslissingen zijn teruggenomen. Waar intussen anders is beslist, blijft dat.",
            count,
        )
        messages.success(request, words % {"n": count})
    except reviews.ReviewError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("bulk"))


def batches() -> list[Review]:
    """The last few times that somebody accepted many at once, by their first row, if not taken back."""
    undone = Review.objects.filter(undoes__isnull=False).values("undoes")
    rows = Review.objects.filter(bulk=True, undoes=None).exclude(batch__in=undone).order_by("batch", "pk")
    first = rows.distinct("batch").select_related("coder")
    return sorted(first, key=lambda review: review.pk, reverse=True)[:5]
