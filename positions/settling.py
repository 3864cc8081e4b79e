"""Where coders differ on a sentence and topic, somebody decides with their work side by side, and says why."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from positions import codebooks
from positions.models import Coder, Review, Stance, State, Topic
from positions.models.stances import StanceQuerySet
from positions.reviews import (
    Action,
    Coding,
    DecidedMeanwhile,
    Decision,
    ReviewError,
    Span,
    check_quote,
    locked,
    own_stance,
    refuse_while_blind,
)

WAITING = (State.CODED, State.PROPOSED, State.ACCEPTED)


@transaction.atomic
def settle(
    span: Span, topic: Topic, coder: Coder, choice: Stance | Coding | None, *, seen: int, note: str
) -> uuid.UUID:
    """Accept one of the stances, a third coding, or none (None); what was coded and proposed there is decided with it.

    The codings stay as they were made: agreement is measured on them. `seen` is the last decision on screen.
    """
    if not note.strip():
        raise ReviewError(_("Schrijf in een paar woorden waarom."))
    revision = locked(span.revision_id)
    refuse_while_blind(revision.letter_id, coder)
    check_quote(revision, span)
    there = on(span, topic)
    if last_decision(there) != seen:
        raise DecidedMeanwhile(_("Iemand besliste intussen over deze zin. Uw beslissing is niet opgeslagen."))
    action = Action(coder, note.strip(), settles=True)
    if choice is None:
        _reject_all(action, there)
    elif isinstance(choice, Coding):
        _accept(action, own_stance(span, coder, codebooks.newest(), choice), there)
    else:
        _accept(action, there.get(pk=choice.pk), there)
    return action.batch


def on(span: Span, topic: Topic) -> StanceQuerySet:
    """Every stance of this sentence and topic that may be compared."""
    here = Stance.objects.filter(revision=span.revision_id, topic=topic, start__lt=span.end, end__gt=span.start)
    return here.finished().with_state().order_by("pk")


def last_decision(there: StanceQuerySet) -> int:
    return max((stance.last_review for stance in there), default=0)


def last_of(coder: Coder) -> uuid.UUID | None:
    """The last difference that this person settled and that is not taken back."""
    undone = Review.objects.filter(undoes__isnull=False).values("undoes")
    own = Review.objects.filter(coder=coder, settles=True).exclude(batch__in=undone)
    return own.order_by("-pk").values_list("batch", flat=True).first()


def _accept(action: Action, chosen: Stance, there: StanceQuerySet) -> None:
    """Also where it was accepted already: the difference is settled by this decision."""
    others = [stance for stance in there if stance.pk != chosen.pk and stance.state in WAITING]
    for other in others:
        if other.state == State.ACCEPTED:
            action.write(other, Decision.REPLACED)
    accepted = action.write(chosen, Decision.ACCEPT)
    for other in others:
        if other.state == State.ACCEPTED:
            continue
        same = (other.start, other.end, other.holder, other.score) == (
            chosen.start, chosen.end, chosen.holder, chosen.score
        )  # fmt: skip
        action.write(other, Decision.REPEATED if same else Decision.REPLACED, points_to=accepted if same else None)


def _reject_all(action: Action, there: StanceQuerySet) -> None:
    """At least one row says so, also where all of it was rejected before."""
    stances = list(there)
    for stance in [stance for stance in stances if stance.state in WAITING] or stances[:1]:
        action.write(stance, Decision.REJECT)
