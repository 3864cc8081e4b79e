"""Whose turn a proposal is: letters newest first, each in the order of its text, and nobody twice at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from positions.models import Claim, Coder, Proposing, Review, Stance, State
from positions.models.stances import StanceQuerySet

# How long a proposal stays with the person who has it on screen.
LEASE = timedelta(minutes=5)
ORDER = ("-revision", "start", "pk")
CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Progress:
    decided: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.decided


def proposals() -> StanceQuerySet:
    """What machines proposed; of what nobody decided, only what the coder still says under its latest codebook."""
    proposed = Stance.objects.shown().filter(coder__kind=Coder.Kind.MACHINE, carries__isnull=True)
    again = Proposing.objects.filter(
        revision=OuterRef("revision"), coder=OuterRef("coder"), codebook__gt=OuterRef("codebook")
    )
    return proposed.filter(~Exists(again) | Exists(Review.objects.filter(stance=OuterRef("pk"))))


def progress(asked: StanceQuerySet) -> Progress:
    counts = asked.with_state().aggregate(total=Count("pk"), left=Count("pk", filter=Q(("state", State.PROPOSED))))
    return Progress(decided=counts["total"] - counts["left"], total=counts["total"])


def take_next(asked: StanceQuerySet, coder: Coder, after: Stance | None = None) -> Stance | None:
    """The next open proposal, claimed for this person; from the start again after the last. None when all are done."""
    for _ in range(3):
        free = free_for(asked, coder)
        candidates = list(behind(free, after)[:CANDIDATES]) if after else []
        candidates = candidates or list(free.order_by(*ORDER)[:CANDIDATES])
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


def behind(asked: StanceQuerySet, stance: Stance) -> StanceQuerySet:
    here = Q(revision=stance.revision_id)
    later = Q(revision__lt=stance.revision_id) | here & (
        Q(start__gt=stance.start) | Q(start=stance.start, pk__gt=stance.pk)
    )
    return asked.filter(later).order_by(*ORDER)


def before(asked: StanceQuerySet, stance: Stance) -> int | None:
    """The proposal that stands before this one, decided or not."""
    here = Q(revision=stance.revision_id)
    earlier = Q(revision__gt=stance.revision_id) | here & (
        Q(start__lt=stance.start) | Q(start=stance.start, pk__lt=stance.pk)
    )
    return asked.filter(earlier).order_by("revision", "-start", "-pk").values_list("pk", flat=True).first()
