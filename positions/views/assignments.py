"""Assignments page: one's own; for editors all of them, and the form for a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from positions.models import Assignment, Coder
from positions.models.assignments import AssignmentQuerySet
from positions.review import assignments as review_assignments
from positions.review import decisions
from positions.review.forms import AskForm
from positions.review.sample import Sample
from positions.views.permissions import assigners_only, reviewers_only

PER_PAGE = 50


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def assignments(request: HttpRequest) -> HttpResponse:
    """List assignments; `brief` in the query string prefills the letters of the form."""
    may_assign = request.user.has_perm("positions.assign_coding")
    form = AskForm(request.POST or None, initial={"letters": "\n".join(request.GET.getlist("brief"))})
    if request.method == "POST" and may_assign and form.is_valid() and asked(request, form.cleaned_data):
        return HttpResponseRedirect(reverse("assignments"))
    own = with_progress().filter(coder__user=request.user.pk)
    everybodys = Paginator(with_progress(), PER_PAGE).get_page(request.GET.get("page")) if may_assign else None
    context = {
        "here": "coding",
        "own": [assignment for assignment in own if not assignment.done_at],
        "own_done": [assignment for assignment in own if assignment.done_at],
        "page": everybodys,
        "form": form if may_assign else None,
        "asking": bool(request.POST or request.GET.getlist("brief")),
    }
    return render(request, "positions/assignments/page.html", context)


@assigners_only
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        review_assignments.cancel(pk)
        messages.success(request, _("De opdracht is ingetrokken."))
    except decisions.ReviewError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("assignments"))


def asked(request: HttpRequest, values: dict[str, Any]) -> bool:
    """Create the assignments of the form, all or none, with a message; returns whether it succeeded."""
    coder, note = decisions.coder_of(values["user"]), values["note"]
    try:
        if values["size"]:
            sample = Sample(values["size"], values["letters"], list(values["topics"]), values["seed"])
            review_assignments.ask_sample(coder, sample, by=request.user, note=note)
        else:
            ask_letters(coder, values, by=request.user)
    except decisions.ReviewError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("%(coder)s vindt de opdracht onder “Coderen”.") % {"coder": coder})
    return True


@transaction.atomic
def ask_letters(coder: Coder, values: dict[str, Any], *, by: Any) -> None:
    for letter in values["letters"]:
        review_assignments.ask(coder, letter, by=by, note=values["note"])


def with_progress() -> AssignmentQuerySet:
    counted = Assignment.objects.blind().shown().select_related("coder", "letter", "asked_by")
    return (
        counted.order_by("-pk")
        .prefetch_related("letter__signatories")
        .annotate(total=Count("sentences"), passed=Count("sentences", filter=Q(sentences__passed_at__isnull=False)))
    )
