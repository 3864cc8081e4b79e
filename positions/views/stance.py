"""Page of one stance, with a permanent URL: later decisions are shown on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.http import require_POST, require_safe

from letters.labels import citation_styles
from letters.models import Letter, Passage
from letters.models.revisions import heavy_columns
from letters.pages.citation import cited_paper
from letters.pages.find_letter import uncached
from letters.readers.integers import BIGINT, parse_integer
from positions.domain.scale import SCORES
from positions.labels.codes import CONFIDENCES, signed
from positions.labels.languages import in_language
from positions.letter_page.cited import cited_at
from positions.letter_page.elsewhere import elsewhere
from positions.letter_page.shown_stances import (
    ShownStance,
    is_coding_blind,
    shown_stance,
    stances_of_text,
    together,
    with_reviewers,
)
from positions.letter_page.stance_history import history, was_accepted
from positions.letter_page.structured_data import stance_data
from positions.models import Assignment, Stance, State
from positions.open_data.link_previews import meta_of
from positions.review import decisions
from positions.stances.visibility import may_see_proposals
from positions.timelines.endorsements import cue_of
from positions.views.permissions import reviewers_only
from tracker.site.page_metadata import json_ld


@dataclass(frozen=True, slots=True)
class AxisPoint:
    """A point of the axis; `here` marks the score of the stance."""

    score: str
    words: str
    here: bool


@require_safe
def stance_page(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        stance = _get_stance_or_404(pk)
        letter = _get_letter_or_404(stance)
        if letter.joined_into:
            return uncached(HttpResponseRedirect(letter.joined_into.get_absolute_url()))
        if letter.withdrawn_at:
            return uncached(render(request, "letters/withdrawn/page.html", {"letter": letter}, status=410))
        _404_unless_seen(request, stance)
    except Http404 as missing:
        return uncached(defaults.page_not_found(request, missing))
    return render(request, "positions/stance/page.html", shown(request, shown_stance(stance), letter))


@reviewers_only
@require_POST
def reject_stance(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject an accepted stance, of any coder; `seen` is the last decision that was displayed."""
    stance = _get_stance_or_404(pk)
    _404_unless_seen(request, stance)
    seen = parse_integer(request.POST.get("seen"), digits=BIGINT)
    try:
        if seen is None or stance.state != State.ACCEPTED:
            raise decisions.ReviewError(_("Dit standpunt is niet (meer) geaccepteerd. Er is niets veranderd."))
        decisions.reject(stance.pk, decisions.coder_of(request.user), seen=seen)
        messages.success(request, _("Afgewezen. Het telt niet meer mee; bij Beoordelen kunt u dit ongedaan maken."))
    except decisions.ReviewError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("stance", args=[stance.pk]))


def shown(request: HttpRequest, said: ShownStance, letter: Letter) -> dict[str, Any]:
    """Return the template context. The number of queries is constant."""
    stance, proposals = said.stance, may_see_proposals(request)
    text = stance.revision
    passage = Passage.objects.filter(revision=text, start__lte=stance.start, end__gte=stance.end).first()
    paper = cited_paper(letter, letter.dossiers.all(), request)
    there = stances_of_text(text, proposals=proposals, at=(stance.start, stance.end))
    among = any(each.pk == said.pk for each in there)
    others = [each for each in there if each.pk != said.pk]
    said = next((each for each in together([said, *others]) if each.pk == said.pk), said) if among else said
    beside = {each.pk for each in said.beside}
    same = elsewhere(stance, request.user, proposals=proposals)
    around = [said, *others, *(each for other in same for each in other.said)]
    return {
        "here": "letters",
        "said": said,
        "seen": decisions.last_word(stance) if request.user.has_perm("positions.add_review") else 0,
        "stance": stance,
        "letter": letter,
        "passage": passage,
        "before": text.text[passage.start : stance.start] if passage else "",
        "after": text.text[stance.end : passage.end] if passage else "",
        "place": place(said, passage, among=among),
        "confidence": CONFIDENCES.get(stance.level, ""),
        "steps": steps(said),
        "endorses": cue_of(stance),
        "history": history(stance),
        "fate": fate(stance, others, proposals=proposals),
        "outdated": stance.state == State.PROPOSED and stance.revision.is_current and not among,
        "others": [
            each for each in together(others) if each.pk not in beside and (each.slug != said.slug or not each.accepted)
        ],
        "elsewhere": same,
        "cited": cited_at(stance, letter, request.user, proposals=proposals),
        "proposers": [each.stance.coder for each in around if each.stance.state == State.PROPOSED],
        "footnote": citation_styles.quoted(
            paper,
            stance.quote,
            page=passage.page if passage else None,
            paragraph=passage.position if passage else None,
            address=request.build_absolute_uri(said.address),
        ),
        "meta": meta_of(request, f"«{stance.quote}»", f"{letter.name} · {said.short}", said.address),
        "data": json_ld(stance_data(said, letter, paper, request)),
    }


def steps(said: ShownStance) -> list[AxisPoint]:
    if not said.axis:
        return []
    return [
        AxisPoint(signed(score), in_language(said.axis.anchors[score]), score == said.stance.score) for score in SCORES
    ]


def place(said: ShownStance, passage: Passage | None, *, among: bool) -> str:
    """Return the anchor in the letter's current text; empty if the stance is on an earlier text."""
    if not said.stance.revision.is_current:
        return ""
    if among:
        return f"#s{said.pk}"
    return f"#p{passage.position}" if passage else ""


def fate(stance: Stance, others: list[ShownStance], *, proposals: bool) -> dict[str, Any]:
    """Return the related stances, later and earlier, that this reader may see; each may be None."""
    last = next(iter(stance.reviews.all()), None)
    accepted = (each for each in others if each.accepted and each.stance.topic_id == stance.topic_id)
    return {
        "replaced_by": next(accepted, None),
        "carried_as": stance.carried_as.order_by("-revision").first(),
        "carries": stance.carries,
        "corrects": stance.corrects if proposals else None,
        "settled_by": last.points_to.stance if last and last.points_to else None,
    }


def _404_unless_seen(request: HttpRequest, stance: Stance) -> None:
    """Raise Http404 for blind codings, letters the user codes blind, and hidden proposals never accepted."""
    blind = stance.assignment
    unfinished = blind and blind.way == Assignment.Way.BLIND and not blind.done_at
    hidden = not may_see_proposals(request) and not was_accepted(stance)
    if stance.state == State.CODED or unfinished or hidden or is_coding_blind(request.user, stance.revision):
        raise Http404


def _get_stance_or_404(pk: int) -> Stance:
    stances = Stance.objects.with_state().with_calibration()
    whole = with_reviewers(stances).defer(*heavy_columns("revision"))
    related = ("revision", "assignment", "carries", "corrects")
    if pk >= 2**63 or not (stance := whole.select_related("topic", "coder", *related).filter(pk=pk).first()):
        raise Http404
    return stance


def _get_letter_or_404(stance: Stance) -> Letter:
    letters = Letter.objects.in_world().named().select_related("joined_into").prefetch_related("dossiers")
    if not (letter := letters.filter(pk=stance.revision.letter_id).first()):
        raise Http404
    return letter
