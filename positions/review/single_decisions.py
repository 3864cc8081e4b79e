"""Single decisions: what people decided on proposals one by one, the only evidence of how good a machine is here."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from positions.domain.reliability.calibration import Beside, Judged
from positions.models import Calibration, Coder, Review
from positions.models.said_by_other_machines import SaidBeside

TAKEN = (Review.Decision.ACCEPT, Review.Decision.REPEATED)
ENOUGH = 200  # decisions; below it no share is told


def standing() -> QuerySet[Review]:
    """Return people's decisions that were not undone."""
    back = Review.objects.filter(stance=OuterRef("stance"), undoes=OuterRef("batch"))
    return Review.objects.filter(~Exists(back), decision__in=Review.JUDGED, coder__isnull=False)


def single_decisions(coder: Coder) -> QuerySet[Review]:
    """Return the decision in force on each of the coder's proposals, where it was taken singly.

    Decisions in bulk, automatic ones, those of the invented coder and those on example letters are left out.
    """
    judged = standing().filter(
        stance__coder=coder, stance__carries=None, stance__revision__letter__is_example=False, coder__is_example=False
    )
    last = judged.order_by("stance_id", "-pk").distinct("stance_id").values("pk")
    return Review.objects.filter(Q(bulk=False), pk__in=last)


def before_the_decision() -> SaidBeside:
    """For an annotation of reviews: what other machines had said (`Beside`) when it was decided; None if unknown."""
    return SaidBeside(F("at"), own=lambda name: F(f"stance__{name}"))


def judged(coder: Coder, current: Calibration | None = None) -> list[Judged]:
    """Return the decisions on proposals with a raw number: that number, whether it was taken over, the letter, and
    what other machines had said before.

    Fresh are those since `current` where that was made on this site's decisions, else all. One query.
    """
    since = current.at if current and current.source == Calibration.Source.SITE else None
    told = single_decisions(coder).filter(stance__probability__isnull=False).order_by("stance_id")
    told = told.annotate(beside=before_the_decision())
    rows = told.values_list("stance__probability", "decision", "stance__revision__letter", "at", "beside")
    return [
        Judged(raw, decision in TAKEN, letter, since is None or at > since, Beside(beside) if beside else None)
        for raw, decision, letter, at, beside in rows
        if raw is not None
    ]
