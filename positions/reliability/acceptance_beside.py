"""Acceptance of machines' proposals by what another machine said of the same sentence and topic.

Single decisions alone: in bulk nothing is accepted that coders differ on. Whoever decided had all proposals in sight:
these shares say how agreement goes with being taken over, and prove nothing of either coder.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count

from letters.models import Letter
from positions.domain.reliability.calibration import Beside
from positions.models import Coder, CodingRun, Review
from positions.review.single_decisions import TAKEN, before_the_decision, standing


@dataclass(slots=True)
class Share:
    accepted: int = 0
    decided: int = 0

    @property
    def value(self) -> float | None:
        return self.accepted / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class BesideShares:
    """The shares of one version of a machine; all of `Beside` are there."""

    coder: int
    shares: dict[Beside, Share] = field(default_factory=lambda: {each: Share() for each in Beside})


def measure() -> list[BesideShares]:
    """Return the shares of each machine version that was decided on beside another machine, newest first. One query."""
    of_two = CodingRun.objects.order_by().values("revision").annotate(n=Count("coder__name", distinct=True))
    judged = standing().filter(
        stance__coder__kind=Coder.Kind.MACHINE,
        stance__carries=None,
        stance__revision__letter__in=Letter.objects.in_world().order_by().values("pk"),
        stance__revision__in=of_two.filter(n__gt=1).values("revision"),
        coder__is_example=False,
    )
    last = judged.order_by("stance_id", "-pk").distinct("stance_id").values("pk")
    decided = Review.objects.filter(pk__in=last, bulk=False).annotate(beside=before_the_decision())
    found: dict[int, BesideShares] = {}
    for coder, beside, decision in decided.values_list("stance__coder", "beside", "decision").order_by():
        if beside:
            share = found.setdefault(coder, BesideShares(coder)).shares[Beside(beside)]
            share.accepted, share.decided = share.accepted + (decision in TAKEN), share.decided + 1
    return sorted(found.values(), key=lambda shares: -shares.coder)
