"""Accepted stances whose quote left the letter's text: recoded on the new text, or rejected."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from letters.many_ids import any_found, any_of
from letters.models import Letter, Revision
from positions.models import Assignment, Coder, Review, Stance, State
from positions.models.stances import StanceQuerySet
from positions.prepared_querysets import Given, Prepared
from positions.review.decisions import (
    Action,
    Coding,
    DecidedMeanwhile,
    Decision,
    Span,
    check_quote,
    locked,
    own_stance,
    refuse_while_blind,
    take_place,
)
from positions.summary_table.refresh import summing_up


def lost(user: Any, among: Collection[int] | None = None) -> StanceQuerySet:
    """Return the lost stances without a later decision, on letters that this user may see; on these, if any are given,
    whatever was lost of others.
    """
    return _lost(among).visible_to(user).order_by("-revision_id", "start", "pk")


def any_lost(user: Any) -> bool:
    """Return whether there is one that this user may see, who is signed in. One query, put together once."""
    return _ANY.first(user=user.pk) is not None


def _lost(among: Collection[int] | None = None) -> StanceQuerySet:
    shown = Letter.objects.published().letters().order_by().values("pk")
    if among is None:
        ever = Review.objects.filter(state=State.LOST).order_by().values("stance")  # few; their states are looked up
        found = Stance.objects.filter(any_found("pk", ever))
    else:
        texts = Revision.objects.filter(any_of("letter", among), is_current=False).order_by().values("pk")
        found = Stance.objects.filter(any_found("revision", texts))
    return found.filter(revision__letter__in=shown).lost()


_ANY: Prepared[int] = Prepared(
    lambda: _lost().not_in(Assignment.objects.blind_of(Given("user"))).order_by().values_list("pk", flat=True)[:1]
)


@summing_up
def code_anew(stance_id: int, span: Span, coder: Coder) -> uuid.UUID:
    """Recode a lost stance on this sentence of the new text; the new stance references it."""
    text = locked(span.revision_id)
    refuse_while_blind(text.letter_id, coder)
    check_quote(text, span)
    stance = _still_lost(stance_id, text.letter_id)
    action = Action(coder)
    action.write(stance, Decision.REPLACED)
    coding = Coding(stance.topic, stance.holder, stance.score)
    own = own_stance(span, coder, stance.codebook, coding, corrects=stance)
    take_place(action, own, in_view=False)
    return action.batch


@summing_up
def leave_lost(stance_id: int, coder: Coder) -> uuid.UUID:
    """Reject a lost stance: the new text no longer says it, and it leaves the list."""
    letter = Stance.objects.values_list("revision__letter", flat=True).get(pk=stance_id)
    locked(Revision.objects.values_list("pk", flat=True).get(letter=letter, is_current=True))
    refuse_while_blind(letter, coder)
    action = Action(coder)
    action.write(_still_lost(stance_id, letter), Decision.REJECT)
    return action.batch


def _still_lost(stance_id: int, letter_id: int) -> Stance:
    found = Stance.objects.filter(pk=stance_id, revision__letter=letter_id).in_state(State.LOST)
    stance = found.select_related("topic", "codebook").first()
    if stance is None:
        raise DecidedMeanwhile(_("Over dit standpunt is intussen al beslist."))
    return stance
