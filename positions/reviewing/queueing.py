"""Whose turn a proposal is: in the order that was asked for, and nobody twice at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from positions.models import Claim, Coder, Proposing, Review, Stance, State
from positions.models.stances import StanceQuerySet
from positions.reviewing.ordering import BY_TEXT, Order

# How long a proposal stays with the person who has it on screen.
LEASE = timedelta(minutes=5)
CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Progress:
    decided: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.decided


def proposals(user: Any = None) -> StanceQuerySet:
    """What machines proposed; of what nobody decided, only what the coder still says under its latest codebook.

    None on a letter that this person codes blind and is not done with.
    """
    proposed = Stance.objects.shown().filter(coder__kind=Coder.Kind.MACHINE, carries__isnull=True)
    again = Proposing.objects.filter(
        revision=OuterRef("revision"), coder=OuterRef("coder"), codebook__gt=OuterRef("codebook")
    )
    kept = proposed.filter(~Exists(again) | Exists(Review.objects.filter(stance=OuterRef("pk"))))
    return kept.visible_to(user) if user else kept


def progress(asked: StanceQuerySet) -> Progress:
    counts = asked.with_state().aggregate(total=Count("pk"), left=Count("pk", filter=Q(("state", State.PROPOSED))))
    return Progress(decided=counts["total"] - counts["left"], total=counts["total"])


def take_next(
    asked: StanceQuerySet, coder: Coder, after: Stance | None = None, order: Order = BY_TEXT
) -> Stance | None:
    """The next open proposal, claimed for this person; from the start again after the last. None when all are done."""
    for _ in range(3):
        free = free_for(asked, coder)
        candidates = list(order.behind(free, after)[:CANDIDATES]) if after else []
        candidates = candidates or list(order.sorted(free)[:CANDIDATES])
        if not candidates:
            return None
        for stance in candidates:
            if claim(stance, coder):
                return stance
    return None


def free_for(asked: StanceQuerySet, coder: Coder) -> StanceQuerySet:
    mine_or_nobodys = Q(claim__isnull=True) | Q(claim__coder=coder) | Q(claim__until__lte=timezone.now())
    return asked.open().filter(mine_or_nobodys).select_related("coder")


def claim(stance: Stance, coder: Coder) -> bool:
    """Take the proposal for this person and let go of the one before; False when somebody else was first."""
    now = timezone.now()
    Claim.objects.filter(coder=coder).exclude(stance=stance).delete()
    free = Claim.objects.filter(stance=stance).filter(Q(coder=coder) | Q(until__lte=now))
    if free.update(coder=coder, until=now + LEASE):
        return True
    Claim.objects.bulk_create([Claim(stance=stance, coder=coder, until=now + LEASE)], ignore_conflicts=True)
    return Claim.objects.filter(stance=stance, coder=coder).exists()
