"""Undoing of actions: by decisions that restore what stood before, so that nothing is deleted (`decisions`)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from letters.models import Revision
from positions.models import Assignment, Coder, Review, Stance, State
from positions.prepared_querysets import Given, Prepared
from positions.review.decisions import REPLACED_TEXT, Action, DecidedMeanwhile, Decision, ReviewError
from positions.summary_table.refresh import summing_up


@summing_up
def undo(batch: uuid.UUID, coder: Coder) -> int:
    """Undo an action by decisions that restore the previous states; returns how many stances.

    In a bulk action, stances that were decided on since are skipped; any other action is refused in that case.
    """
    taken = list(Review.objects.filter(batch=batch).select_related("stance").order_by("pk"))
    if not taken or Review.objects.filter(undoes=batch).exists():
        raise ReviewError(_("Dit is al ongedaan gemaakt."))
    _lock_texts_of(taken)
    states = Stance.objects.with_state().in_bulk([review.stance_id for review in taken])
    latest = {review.stance_id: review.pk for review in taken}
    standing = [pk for pk, review in latest.items() if states[pk].last_review == review]
    if len(standing) < len(latest) and not taken[0].bulk:
        raise DecidedMeanwhile(_("Er is hierna al iets anders over deze zin beslist; ongedaan maken kan niet meer."))
    first = {review.stance_id: review.pk for review in reversed(taken)}
    before = [(states[pk], *_before(states[pk], first[pk])) for pk in standing]
    action = Action(coder, undoes=batch, bulk=taken[0].bulk)
    # Revoke acceptances first: the database allows one accepted stance per sentence and topic.
    for stance, state, basis in sorted(before, key=lambda each: each[1] == State.ACCEPTED):
        action.write(stance, Decision.UNDONE, state, basis=basis)
    Assignment.objects.filter(coder=taken[0].coder_id).pass_again(standing)
    return len(before)


def last_of(coder: Coder, letter_id: int | None = None) -> uuid.UUID | None:
    """Return the batch of this person's last action that is not undone; blind coding is left out.

    None if it is a bulk action, which has its own undo, or is not on the letter asked for.
    """
    last = _LAST.first(coder=coder.pk)
    return last[0] if last and not last[1] and letter_id in (None, last[2]) else None


def _last() -> QuerySet[Review, tuple[uuid.UUID, bool, int]]:
    coder = Given("coder")
    undone = Review.objects.filter(undoes__isnull=False, coder=coder).values("undoes")
    own = Review.objects.filter(coder=coder, undoes__isnull=True).exclude(batch__in=undone).order_by("-pk")
    last = own.exclude(decision=Decision.WITHDRAWN)
    return last.values_list("batch", "bulk", "stance__revision__letter")[:1]


_LAST: Prepared[tuple[uuid.UUID, bool, int]] = Prepared(_last)


def _lock_texts_of(taken: Collection[Review]) -> None:
    """Lock the texts of an action: they must be current, unless it decided on lost quotes (`lost_quotes`)."""
    stances = {review.stance_id: review.stance.revision_id for review in taken}
    lost = set(Review.objects.filter(stance__in=stances, decision=Decision.LOST).values_list("stance", flat=True))
    old = {revision for stance, revision in stances.items() if stance in lost}
    texts = Revision.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=set(stances.values()))
    if any(not current and pk not in old for pk, current in texts.order_by("pk").values_list("pk", "is_current")):
        raise DecidedMeanwhile(REPLACED_TEXT)


def _before(stance: Stance, review: int) -> tuple[str, int | None]:
    """Return the state before the action, and the decision in force then, if any.

    A person's own stance that was created by the action becomes withdrawn.
    """
    before = Review.objects.filter(stance=stance, pk__lt=review).order_by("-pk").first()
    if before:
        return before.state, before.in_force.pk if before.in_force else None
    if stance.confidence:
        return State.PROPOSED, None
    return State.CODED if stance.assignment_id else State.WITHDRAWN, None
