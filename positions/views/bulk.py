"""Bulk page: all proposals that would be accepted, some of which can be left out."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from letters.many_ids import any_found
from letters.models.revisions import heavy_columns
from positions.labels.codes import holder_name, signed
from positions.models import Coder, Review, Stance
from positions.review import bulk_acceptance, decisions, progress, queue, undoing
from positions.review.filters import ProposalFilter
from positions.review.forms import BulkForm
from positions.views.permissions import bulk_reviewers_only

SHOWN = 50  # rows of a page
LAST = 10 * bulk_acceptance.MOST


@bulk_reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_page(request: HttpRequest) -> HttpResponse:
    """Show all proposals to accept, in pages; a POST with their number accepts those that are not left out.

    A POST with `page` shows that page of the list, and keeps what is left out on the others. Above
    `review.bulk_acceptance.UNTYPED` the number must be typed; otherwise nothing is accepted, and the field shows an
    error.
    """
    chosen = ProposalFilter(request.GET, queryset=queue.proposals(request.user))
    form = BulkForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not form.cleaned_data["page"]:
        try:
            left_out = form.left_out
            displayed = {name: form.cleaned_data[name] for name in ("expected", "displayed")}
            coder = decisions.coder_of(request.user)
            _batch, count = bulk_acceptance.accept(chosen.qs, coder, without=left_out, **displayed)
            messages.success(request, accepted_words(count, len(left_out)))
            return HttpResponseRedirect(request.get_full_path())
        except decisions.ReviewError as error:
            messages.error(request, str(error))
    elif form.errors and "typed" not in form.errors:
        messages.error(request, _("Dit formulier is niet compleet. Laad de pagina opnieuw."))
    return render(request, "positions/bulk/page.html", page_context(request, chosen, form))


def page_context(request: HttpRequest, chosen: ProposalFilter, form: BulkForm) -> dict[str, Any]:
    touched = bulk_acceptance.touched(chosen.qs)
    left_out = form.left_out & {stance.pk for stance in touched}
    page = Paginator(touched, SHOWN).get_page(form.data.get("page") or form.data.get("at"))
    listed = [stance.pk for stance in page]
    extent = bulk_acceptance.extent([stance for stance in touched if stance.pk not in left_out])
    rows = Stance.objects.filter(pk__in=listed).order_by("revision_id", "start", "pk")
    rows = (
        rows.select_related("topic", "revision__letter")
        .defer(*heavy_columns("revision"))
        .prefetch_related("revision__letter__signatories")
    )
    return {
        "here": "review",
        "filter": chosen,
        "query": request.GET.urlencode(),
        "total": len(touched),
        "displayed": bulk_acceptance.digest(touched),
        "extent": extent,
        "form": form,
        "asks_number": extent.proposals > bulk_acceptance.UNTYPED,
        "most": bulk_acceptance.MOST,
        "differed_on": progress.differing(chosen, request.user),
        "page": page,
        "shown": [
            (stance, holder_name(stance.holder), signed(stance.score), stance.pk not in left_out) for stance in rows
        ],
        "out_elsewhere": ",".join(map(str, sorted(left_out.difference(listed)))),
        "batches": batches(),
    }


def accepted_words(count: int, left_out: int) -> str:
    words = ngettext("%(n)s voorstel is geaccepteerd.", "%(n)s voorstellen zijn geaccepteerd.", count) % {"n": count}
    if not left_out:
        return words
    left = ngettext("%(n)s dat u wegliet staat nog open.", "%(n)s die u wegliet staan nog open.", left_out)
    return f"{words} {left % {'n': left_out}}"


@bulk_reviewers_only
@require_POST
def take_back(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    try:
        if not Review.objects.filter(batch=batch, bulk=True, undoes=None).exists():
            raise decisions.ReviewError(_("Deze handeling is er niet."))
        count = undoing.undo(batch, decisions.coder_of(request.user))
        words = ngettext(
            "%(n)s beslissing is teruggenomen. Waar intussen anders is beslist, blijft dat.",
            "%(n)s beslissingen zijn teruggenomen. Waar intussen anders is beslist, blijft dat.",
            count,
        )
        messages.success(request, words % {"n": count})
    except decisions.ReviewError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("bulk"))


def batches() -> list[Review]:
    """Return the first row of each of the last five bulk actions that are not undone, on letters that are shown.

    Of the newest `LAST` decisions in bulk: an action is of at most `review.bulk_acceptance.MOST`, and those repeated.
    """
    undone = Review.objects.filter(undoes__isnull=False).values("undoes")
    coders = Coder.objects.in_world()
    rows = Review.objects.filter(bulk=True, undoes=None, coder__in=coders).exclude(batch__in=undone)
    newest = Review.objects.filter(any_found("pk", rows.order_by("-pk").values("pk")[:LAST]))
    first = newest.order_by("batch", "pk").distinct("batch").select_related("coder")
    return sorted(first, key=lambda review: review.pk, reverse=True)[:5]
