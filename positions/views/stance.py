"""The page of one stance, which stays: whatever is decided later, the address leads to it and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import defaults
from django.views.decorators.http import require_safe

from letters.citing import paper_of
from letters.domain import citing
from letters.models import Letter, Passage
from letters.views.finding import for_now
from positions.bilingual import in_language
from positions.domain.scale import SCORES
from positions.models import Assignment, Stance, State
from positions.reviewing.words import CONFIDENCES, signed
from positions.showing.describing import stance_data
from positions.showing.elsewhere import elsewhere
from positions.showing.history import history, was_accepted
from positions.showing.meta import json_ld, meta_of
from positions.showing.said import Said, codes_blind, said_in, said_of, with_people
from positions.visibility import may_see_proposals


@dataclass(frozen=True, slots=True)
class Step:
    """A point of the axis; `here` is the stance's own."""

    score: str
    words: str
    here: bool


@require_safe
def stance_page(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        stance = _get_stance_or_404(pk)
        letter = _get_letter_or_404(stance)
        if letter.joined_into:
            return for_now(HttpResponseRedirect(letter.joined_into.get_absolute_url()))
        if letter.withdrawn_at:
            return for_now(render(request, "letters/withdrawn.html", {"letter": letter}, status=410))
        _404_unless_seen(request, stance)
    except Http404 as missing:
        return for_now(defaults.page_not_found(request, missing))
    return render(request, "positions/stance.html", shown(request, said_of(stance), letter))


def shown(request: HttpRequest, said: Said, letter: Letter) -> dict[str, Any]:
    """The number of queries does not depend on what there is to show."""
    stance, proposals = said.stance, may_see_proposals(request)
    text = stance.revision
    passage = Passage.objects.filter(revision=text, start__lte=stance.start, end__gte=stance.end).first()
    paper = paper_of(letter, letter.dossiers.all(), request)
    there = said_in(text, proposals=proposals, at=(stance.start, stance.end))
    among = any(each.pk == said.pk for each in there)
    others = [each for each in there if each.pk != said.pk]
    return {
        "here": "letters",
        "said": said,
        "stance": stance,
        "letter": letter,
        "passage": passage,
        "before": text.text[passage.start : stance.start] if passage else "",
        "after": text.text[stance.end : passage.end] if passage else "",
        "place": place(said, passage, among=among),
        "confidence": CONFIDENCES.get(stance.confidence, ""),
        "steps": steps(said),
        "history": history(stance),
        "fate": fate(stance, others, proposals=proposals),
        "outdated": stance.state == State.PROPOSED and stance.revision.is_current and not among,
        "others": [each for each in others if each.slug != said.slug or not each.accepted],
        "elsewhere": elsewhere(stance, proposals=proposals),
        "footnote": citing.quoted(paper, stance.quote, page=passage.page if passage else None),
        "meta": meta_of(request, f"«{stance.quote}»", f"{letter.name} · {said.short}", said.address),
        "data": json_ld(stance_data(said, letter, paper, request)),
    }


def steps(said: Said) -> list[Step]:
    if not said.axis:
        return []
    return [Step(signed(score), in_language(said.axis.anchors[score]), score == said.stance.score) for score in SCORES]


def place(said: Said, passage: Passage | None, *, among: bool) -> str:
    """Where it stands in the letter's text of today; empty where that text is another one."""
    if not said.stance.revision.is_current:
        return ""
    if among:
        return f"#s{said.pk}"
    return f"#p{passage.position}" if passage else ""


def fate(stance: Stance, others: list[Said], *, proposals: bool) -> dict[str, Any]:
    """What came after, and what came before; each a stance that this reader may see, or None."""
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
    """What is coded blind is nobody's to see; what was never accepted, theirs who see proposals."""
    blind = stance.assignment
    unfinished = blind and blind.way == Assignment.Way.BLIND and not blind.done_at
    hidden = not may_see_proposals(request) and not was_accepted(stance)
    if stance.state == State.CODED or unfinished or hidden or codes_blind(request.user, stance.revision):
        raise Http404


def _get_stance_or_404(pk: int) -> Stance:
    whole = with_people(Stance.objects.with_state()).defer("revision__sentence_digests")
    related = ("revision", "assignment", "carries", "corrects")
    if pk >= 2**63 or not (stance := whole.select_related("topic", "coder", *related).filter(pk=pk).first()):
        raise Http404
    return stance


def _get_letter_or_404(stance: Stance) -> Letter:
    letters = Letter.objects.in_world().named().select_related("joined_into").prefetch_related("dossiers")
    if not (letter := letters.filter(pk=stance.revision.letter_id).first()):
        raise Http404
    return letter
