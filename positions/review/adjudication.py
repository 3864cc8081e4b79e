"""Adjudication: somebody settles a disagreement on a sentence and topic with both codings in view, and says why."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from positions.codebook import store
from positions.models import Coder, Review, Stance, State, Topic
from positions.models.stances import StanceQuerySet
from positions.review.decisions import (
    Action,
    Coding,
    DecidedMeanwhile,
    Decision,
    ReviewError,
    Span,
    check_quote,
    decide_beside,
    locked,
    own_stance,
    refuse_while_blind,
)
from positions.summary_table.refresh import summing_up

WAITING = (State.CODED, State.PROPOSED, State.ACCEPTED)


@summing_up
def settle(
    span: Span, topic: Topic, coder: Coder, choice: Stance | Coding | None, *, seen: int, note: str
) -> uuid.UUID:
    """Accept one of the stances, a new coding, or nothing (None); everything else on the sentence is decided with it.

    The codings themselves stay, since agreement is measured on them. `seen` is the last decision that was displayed.
    Raises ReviewError without a note, and DecidedMeanwhile.
    """
    if not note.strip():
        raise ReviewError(_("Schrijf in een paar woorden waarom."))
    revision = locked(span.revision_id)
    refuse_while_blind(revision.letter_id, coder)
    check_quote(revision, span)
    there = stances_to_settle(span, topic)
    if last_decision(there) != seen:
        raise DecidedMeanwhile(_("Iemand besliste intussen over deze zin. Uw beslissing is niet opgeslagen."))
    action = Action(coder, note.strip(), settles=True)
    if choice is None:
        _reject_all(action, there)
    elif isinstance(choice, Coding):
        _accept(action, own_stance(span, coder, store.newest(), choice), there)
    else:
        _accept(action, there.get(pk=choice.pk), there)
    return action.batch


def stances_to_settle(span: Span, topic: Topic) -> StanceQuerySet:
    """Return the stances on this sentence and topic that may be compared."""
    here = Stance.objects.filter(revision=span.revision_id, topic=topic, start__lt=span.end, end__gt=span.start)
    return here.finished().without_superseded().with_state().order_by("pk")


def last_decision(there: StanceQuerySet) -> int:
    return max((stance.last_review for stance in there), default=0)


def last_of(coder: Coder) -> uuid.UUID | None:
    """Return the batch of this person's last adjudication that is not undone."""
    undone = Review.objects.filter(undoes__isnull=False).values("undoes")
    own = Review.objects.filter(coder=coder, settles=True).exclude(batch__in=undone)
    return own.order_by("-pk").values_list("batch", flat=True).first()


def _accept(action: Action, chosen: Stance, there: StanceQuerySet) -> None:
    """Accept the stance, also if it was accepted already: this decision settles the disagreement."""
    others = [stance for stance in there if stance.pk != chosen.pk and stance.state in WAITING]
    for other in others:
        if other.state == State.ACCEPTED:
            action.write(other, Decision.REPLACED)
    accepted = action.write(chosen, Decision.ACCEPT)
    decide_beside(action, accepted, chosen, (other for other in others if other.state != State.ACCEPTED))


def _reject_all(action: Action, there: StanceQuerySet) -> None:
    """Reject all; at least one row is written, even if all were rejected before."""
    stances = list(there)
    for stance in [stance for stance in stances if stance.state in WAITING] or stances[:1]:
        action.write(stance, Decision.REJECT)
