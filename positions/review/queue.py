"""Review queue: hands out proposals in the requested order, each to one person at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Q
from django.utils import timezone

from letters.any_of import any_found
from positions.models import Coder, ReviewLock, Stance, State
from positions.models.stances import StanceQuerySet
from positions.review.queue_order import BY_TEXT, QueueOrder
from positions.summary_table.reading import waiting_texts

# How long a proposal is reserved for the person who has it on screen.
LEASE = timedelta(minutes=5)
CANDIDATES = 10
TEXTS = 4


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    decided: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.decided


def proposals(user: Any = None) -> StanceQuerySet:
    """Return the proposals of machines, open ones of the newest runs and all decided ones.

    Leaves out letters in this user's unfinished blind assignments.
    """
    asked = Stance.objects.published().to_review()
    return asked.visible_to(user) if user else asked


def progress(asked: StanceQuerySet) -> ReviewProgress:
    """Count sentences and topics, each of which is one decision however many coders propose it."""
    decisions = asked.with_state().order_by().values("revision", "topic", "start")
    waiting = decisions.annotate(waits=BoolOr(Q(("state", State.PROPOSED))))
    counts = waiting.aggregate(total=Count("start"), left=Count("start", filter=Q(waits=True)))
    return ReviewProgress(decided=counts["total"] - counts["left"], total=counts["total"])


def waiting_by_letter(user: Any, letters: Collection[int]) -> dict[int, int]:
    """Return how many decisions wait on each of these letters for this user; one query."""
    asked = proposals(user).open().filter(revision__letter__in=list(letters)).order_by()
    return Counter(letter for letter, *_ in asked.values_list("revision__letter", "topic", "start").distinct())


def take_next(
    asked: StanceQuerySet, coder: Coder, after: Stance | None = None, order: QueueOrder = BY_TEXT
) -> Stance | None:
    """Return the next open proposal, reserved for this person; wraps around after the last. None if all are done.

    Other proposals on the sentence and topic of `after` were on the same card, and are skipped.
    """
    for _ in range(3):
        free, none_left = free_for(asked, coder), True
        behind = order.behind(free.elsewhere_than(after), after, CANDIDATES, waiting_in) if after else ()
        for stance in chain(behind, order.first(free, CANDIDATES, waiting_in)):
            if claim(stance, coder):
                return stance
            none_left = False
        if none_left:
            return None
    return None


def previous(asked: StanceQuerySet, stance: Stance, order: QueueOrder = BY_TEXT) -> int | None:
    """Return the previous proposal, decided or not, on another sentence or topic."""
    return order.before(asked.elsewhere_than(stance), stance)


def free_for(asked: StanceQuerySet, coder: Coder) -> StanceQuerySet:
    mine_or_nobodys = Q(lock__isnull=True) | Q(lock__coder=coder) | Q(lock__until__lte=timezone.now())
    return asked.open().filter(mine_or_nobodys).select_related("coder")


def waiting_in(newest: int | None) -> list[Q]:
    """Return conditions on open proposals on this text and those before it (None: on all): of the texts on which one
    waits the first `TEXTS`, and the others, which are asked for when these are used up.
    """
    parts = waiting_texts(newest, TEXTS), waiting_texts(newest)[TEXTS:]
    return [Q(any_found("revision", part)) for part in parts]


def claim(stance: Stance, coder: Coder) -> bool:
    """Reserve the proposal and all open ones on its sentence and topic for this person, and release earlier ones;
    returns False if somebody else was first.
    """
    now, open_there = timezone.now(), Stance.objects.on_the_same(stance).open()
    together = sorted({stance.pk, *open_there.order_by().values_list("pk", flat=True)})
    ReviewLock.objects.filter(coder=coder).exclude(stance__in=together).delete()
    there = ReviewLock.objects.filter(stance__in=together)
    if there.filter(Q(coder=coder) | Q(until__lte=now)).update(coder=coder, until=now + LEASE) == len(together):
        return True
    # In a fixed order: of two concurrent requests, the one that gets the first row gets all.
    claims = [ReviewLock(stance_id=pk, coder=coder, until=now + LEASE) for pk in together]
    ReviewLock.objects.bulk_create(claims, ignore_conflicts=True)
    if there.filter(coder=coder).count() == len(together):
        return True
    there.filter(coder=coder).delete()
    return False
