"""Acceptance rates: how often people accepted, corrected and rejected a machine's proposals, per month.

Each proposal counts once, by its last decision that was not undone; single and bulk decisions are kept apart. Where
several coders made the same proposal, accepting one accepts all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from letters.models import Letter
from positions.models import Coder, Review, Stance
from positions.review.single_decisions import TAKEN, standing


@dataclass(frozen=True, slots=True)
class AcceptanceRate:
    """Counts of one month; `topic` is a slug, `month` its first day."""

    coder: int
    topic: str
    month: date
    bulk: bool
    accepted: int
    corrected: int
    rejected: int

    @property
    def decided(self) -> int:
        return self.accepted + self.corrected + self.rejected


def monthly() -> list[AcceptanceRate]:
    """Return the rates by machine coder (per version), topic, month and single or bulk. One query.

    Decisions of the example letters' invented coder are left out: they are not evidence of how people judge proposals.
    """
    world = Letter.objects.in_world().order_by().values("pk")
    judged = standing().filter(
        stance__coder__kind=Coder.Kind.MACHINE, stance__carries=None, stance__revision__letter__in=world
    )
    judged = judged.exclude(coder__is_example=True)
    last = judged.order_by("stance_id", "-pk").distinct("stance_id").values("pk")
    own = Stance.objects.filter(corrects=OuterRef("stance")).accepted()
    accepted = Q(decision__in=TAKEN)
    rows = (
        Review.objects.filter(pk__in=last)
        .annotate(month=TruncMonth("at"), put_right=Exists(own))
        .order_by("stance__coder_id", "stance__topic__position", "-month", "bulk")
        .values_list("stance__coder", "stance__topic__slug", "month", "bulk")
        .annotate(
            accepted=Count("pk", filter=accepted),
            corrected=Count("pk", filter=~accepted & Q(put_right=True)),
            rejected=Count("pk", filter=~accepted & Q(put_right=False)),
        )
    )
    return [AcceptanceRate(coder, topic, month.date(), *rest) for coder, topic, month, *rest in rows]


def over_topics(rates: list[AcceptanceRate]) -> list[AcceptanceRate]:
    """Sum the rates over topics, by coder, month and bulk; the sums have the topic ""."""
    sums: dict[tuple[int, date, bool], list[int]] = defaultdict(lambda: [0, 0, 0])
    for rate in rates:
        total = sums[rate.coder, rate.month, rate.bulk]
        for place, count in enumerate((rate.accepted, rate.corrected, rate.rejected)):
            total[place] += count
    return [AcceptanceRate(coder, "", month, bulk, *counts) for (coder, month, bulk), counts in sums.items()]
