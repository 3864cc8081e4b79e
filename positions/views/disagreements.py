"""Disagreements page: one sentence and topic at a time, side by side, settled with a note."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from letters.models import Revision
from letters.models.revisions import heavy_columns
from letters.readers.integers import BIGINT, parse_integer
from positions.models import Stance, Topic
from positions.review import adjudication, decisions, undoing
from positions.review.assignments import hidden_from
from positions.review.decisions import Coding, ReviewError, Span
from positions.review.disagreement_cards import card
from positions.review.disagreements import Disagreement, differences
from positions.review.forms import CodingForm, DisagreementForm
from positions.views.page_or_json import page_or_part, wants_json
from positions.views.permissions import reviewers_only

FILTERS = tuple(DisagreementForm.base_fields)


@reviewers_only
@require_safe
def disagreements(request: HttpRequest) -> HttpResponse:
    """Show the disagreement named by `verschil` in the query string, or the first."""
    return shown(request, request.GET.get("verschil", ""))


@reviewers_only
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    span, topic = _get_place_or_404(request)
    following = after(found(request), request.POST.get("id", ""))
    try:
        seen = parse_integer(request.POST.get("seen"), digits=BIGINT) or 0
        note = request.POST.get("note", "").replace("\0", "")
        adjudication.settle(span, topic, decisions.coder_of(request.user), choice(request, topic), seen=seen, note=note)
    except ReviewError as error:
        return shown(request, request.POST.get("id", ""), problem=str(error), status=409)
    if not wants_json(request):
        return HttpResponseRedirect(address(request, following))
    return shown(request, following, said=_("Vastgelegd."))


@reviewers_only
@require_POST
def unsettle(request: HttpRequest) -> HttpResponse:
    """Undo this person's last adjudication."""
    coder = decisions.coder_of(request.user)
    batch = adjudication.last_of(coder)
    try:
        if batch is None:
            raise ReviewError(_("U hebt hier niets om ongedaan te maken."))
        about = Stance.objects.filter(reviews__batch=batch).select_related("topic").order_by("reviews__pk")[0]
        undoing.undo(batch, coder)
    except ReviewError as error:
        return shown(request, "", problem=str(error), status=409)
    back = f"{about.revision_id}-{about.start}-{about.end}-{about.topic.slug}"
    if not wants_json(request):
        return HttpResponseRedirect(address(request, back))
    return shown(request, back, said=_("Ongedaan gemaakt."))


def choice(request: HttpRequest, topic: Topic) -> Stance | Coding | None:
    """Return the chosen stance, a new coding, or None for no stance on the topic. Raises ReviewError."""
    chosen = request.POST.get("choice", "")
    if chosen == "nothing":
        return None
    if stance := Stance.objects.filter(pk=parse_integer(chosen, digits=BIGINT) or 0).first():
        return stance
    form = CodingForm({"topic": topic.slug, "holder": request.POST.get("holder"), "score": request.POST.get("score")})
    if chosen != "other" or not form.is_valid():
        raise ReviewError(_("Kies een van de coderingen, of geef zelf aan wie het vindt en met welke score."))
    return form.coding


def found(request: HttpRequest) -> list[Disagreement]:
    form = DisagreementForm(request.GET)
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    pair = tuple(coder.pk for name in ("een", "ander") if (coder := values.get(name)))
    topic = values.get("topic")
    return differences(request.user, letter=values.get("letter", ""), topic=topic.slug if topic else "", pair=pair)


def after(rows: list[Disagreement], chosen: str) -> str:
    """Return the id of the next disagreement; wraps around after the last."""
    ids = [row.id for row in rows]
    at = ids.index(chosen) + 1 if chosen in ids else 0
    return next((one for one in (*ids[at:], *ids) if one != chosen), "")


def shown(request: HttpRequest, chosen: str, *, said: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    rows = found(request)
    at = next((number for number, row in enumerate(rows) if row.id == chosen), 0)
    query = urlencode(chosen_filters(request))
    context: dict[str, Any] = {
        "here": "coding",
        "filter": {"form": DisagreementForm(request.GET)},
        "query": query,
        "count": len(rows),
        "number": at + 1,
        "card": card(rows[at]) if rows else None,
        "previous": rows[at - 1].id if rows and at else "",
        "next": rows[at + 1].id if at + 1 < len(rows) else "",
        "can_undo": adjudication.last_of(decisions.coder_of(request.user)) is not None,
        "note": request.POST.get("note", "") if problem else "",
        "said": said,
        "problem": problem,
    }
    return page_or_part(
        request, "positions/disagreements/page.html", "positions/disagreements/_disagreement.html", context,
        address=address(request, rows[at].id if rows else ""), status=status,
    )  # fmt: skip


def chosen_filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def address(request: HttpRequest, chosen: str) -> str:
    query = urlencode({**chosen_filters(request), **({"verschil": chosen} if chosen else {})})
    return reverse("disagreements") + (f"?{query}" if query else "")


def _get_place_or_404(request: HttpRequest) -> tuple[Span, Topic]:
    """Return the sentence and topic of the form."""
    parts = request.POST.get("id", "").split("-", 3)
    place = [found for part in parts[:3] if (found := parse_integer(part, digits=BIGINT)) is not None]
    if len(parts) < 4 or len(place) < 3 or parse_integer(request.POST.get("seen"), digits=BIGINT) is None:
        raise Http404
    texts = Revision.objects.defer(*heavy_columns()).exclude(letter__in=hidden_from(request.user))
    revision = texts.filter(pk=place[0]).first()
    topic = next((topic for topic in Topic.objects.all() if topic.slug == parts[3]), None)
    if revision is None or topic is None:
        raise Http404
    return Span(revision.pk, place[1], place[2], revision.text[place[1] : place[2]]), topic
