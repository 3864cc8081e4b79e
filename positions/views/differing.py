"""Where coders differ, one sentence and topic at a time, side by side; settled with a note."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from letters.models import Revision
from positions import reviews, settling
from positions.assigning import hidden_from
from positions.forms import CodingForm, DifferenceForm
from positions.models import Stance, Topic
from positions.reviewing.differencecards import card
from positions.reviewing.differences import Difference, differences
from positions.reviews import Coding, ReviewError, Span
from positions.views.answering import page_or_part, wants_json
from positions.views.guarding import reviewers_only

FILTERS = tuple(DifferenceForm.base_fields)


@reviewers_only
@require_safe
def disagreements(request: HttpRequest) -> HttpResponse:
    """`verschil` names the one to show; without it the first."""
    return shown(request, request.GET.get("verschil", ""))


@reviewers_only
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    span, topic = _get_place_or_404(request)
    following = after(found(request), request.POST.get("id", ""))
    try:
        seen = int(request.POST["seen"])
        note = request.POST.get("note", "")
        settling.settle(span, topic, reviews.coder_of(request.user), choice(request, topic), seen=seen, note=note)
    except ReviewError as error:
        return shown(request, request.POST.get("id", ""), problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(address(request, following))
    return shown(request, following, said=_("Vastgelegd."))


@reviewers_only
@require_POST
def unsettle(request: HttpRequest) -> HttpResponse:
    """Take back the last difference that this person settled."""
    coder = reviews.coder_of(request.user)
    batch = settling.last_of(coder)
    try:
        if batch is None:
            raise ReviewError(_("U hebt hier niets om ongedaan te maken."))
        about = Stance.objects.filter(reviews__batch=batch).select_related("topic").order_by("reviews__pk")[0]
        reviews.undo(batch, coder)
    except ReviewError as error:
        return shown(request, "", problem=str(error), status=409)
    back = f"{about.revision_id}-{about.start}-{about.end}-{about.topic.slug}"
    if not wants_json(request):
        return HttpResponseRedirect(address(request, back))
    return shown(request, back, said=_("Ongedaan gemaakt."))


def choice(request: HttpRequest, topic: Topic) -> Stance | Coding | None:
    """A stance by its number, a coding of one's own, or that the sentence holds nothing on the topic."""
    chosen = request.POST.get("choice", "")
    if chosen == "nothing":
        return None
    if chosen.isdecimal() and (stance := Stance.objects.filter(pk=int(chosen[:18])).first()):
        return stance
    form = CodingForm({"topic": topic.slug, "holder": request.POST.get("holder"), "score": request.POST.get("score")})
    if chosen != "other" or not form.is_valid():
        raise ReviewError(_("Kies een van de coderingen, of geef zelf aan wie het vindt en met welke score."))
    return form.coding


def found(request: HttpRequest) -> list[Difference]:
    form = DifferenceForm(request.GET)
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    pair = tuple(coder.pk for name in ("een", "ander") if (coder := values.get(name)))
    topic = values.get("topic")
    return differences(request.user, letter=values.get("letter", ""), topic=topic.slug if topic else "", pair=pair)


def after(rows: list[Difference], chosen: str) -> str:
    """The one that comes after; after the last the first."""
    ids = [row.id for row in rows]
    at = ids.index(chosen) + 1 if chosen in ids else 0
    return next((one for one in (*ids[at:], *ids) if one != chosen), "")


def shown(request: HttpRequest, chosen: str, *, said: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    rows = found(request)
    at = next((number for number, row in enumerate(rows) if row.id == chosen), 0)
    query = urlencode(chosen_filters(request))
    context: dict[str, Any] = {
        "here": "coding",
        "filter": {"form": DifferenceForm(request.GET)},
        "query": query,
        "count": len(rows),
        "number": at + 1,
        "card": card(rows[at]) if rows else None,
        "previous": rows[at - 1].id if rows and at else "",
        "next": rows[at + 1].id if at + 1 < len(rows) else "",
        "can_undo": settling.last_of(reviews.coder_of(request.user)) is not None,
        "note": request.POST.get("note", "") if problem else "",
        "said": said,
        "problem": problem,
    }
    return page_or_part(
        request, "positions/differences.html", "positions/_difference.html", context,
        address=address(request, rows[at].id if rows else ""), status=status,
    )  # fmt: skip


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def address(request: HttpRequest, chosen: str) -> str:
    query = urlencode({**chosen_filters(request), **({"verschil": chosen} if chosen else {})})
    return reverse("disagreements") + (f"?{query}" if query else "")


def _get_place_or_404(request: HttpRequest) -> tuple[Span, Topic]:
    """The sentence and topic that a form is about."""
    parts = request.POST.get("id", "").split("-", 3)
    if len(parts) < 4 or not all(part.isdecimal() and len(part) < 18 for part in parts[:3]):
        raise Http404
    revision = Revision.objects.filter(pk=int(parts[0])).exclude(letter__in=hidden_from(request.user)).first()
    topic = Topic.objects.filter(slug=parts[3]).first()
    if revision is None or topic is None or not request.POST.get("seen", "").isdecimal():
        raise Http404
    start, end = int(parts[1]), int(parts[2])
    return Span(revision.pk, start, end, revision.text[start:end]), topic
