"""How often people accepted, corrected and rejected what a machine proposed, month by month.

Each proposal counts once, by the last decision that was not taken back; one by one and many at once stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from letters.models import Letter
from positions.codings import standing
from positions.models import Coder, Review, Stance


@dataclass(frozen=True, slots=True)
class Rate:
    """`topic` is a slug; `month` its first day."""

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


def monthly() -> list[Rate]:
    """By machine coder (each version one), topic, month, and whether many were decided at once. One query."""
    world = Letter.objects.in_world().order_by().values("pk")
    judged = standing().filter(
        stance__coder__kind=Coder.Kind.MACHINE, stance__carries=None, stance__revision__letter__in=world
    )
    last = judged.order_by("stance_id", "-pk").distinct("stance_id").values("pk")
    own = Stance.objects.filter(corrects=OuterRef("stance")).accepted()
    accepted = Q(decision=Review.Decision.ACCEPT)
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
    return [Rate(coder, topic, month.date(), *rest) for coder, topic, month, *rest in rows]


def over_topics(rates: list[Rate]) -> list[Rate]:
    """The same, all topics of a coder and month together, under the topic ""."""
    sums: dict[tuple[int, date, bool], list[int]] = defaultdict(lambda: [0, 0, 0])
    for rate in rates:
        total = sums[rate.coder, rate.month, rate.bulk]
        for place, count in enumerate((rate.accepted, rate.corrected, rate.rejected)):
            total[place] += count
    return [Rate(coder, "", month, bulk, *counts) for (coder, month, bulk), counts in sums.items()]
