"""How often people agreed with a machine that was this sure: what its confidence means."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from positions.models import Coder, Review, Stance, State

ENOUGH = 30


def share_at(coder: Coder, confidence: str) -> str:
    """In words. Decisions one by one alone count: not the examples, not many at once, not what happened by itself."""
    one_by_one = Review.objects.filter(bulk=False, decision__in=["accept", "reject", "replaced"], coder__isnull=False)
    judged = Stance.objects.filter(
        coder=coder,
        confidence=confidence,
        carries__isnull=True,
        revision__letter__is_example=False,
        pk__in=one_by_one.values("stance"),
    ).in_state(State.ACCEPTED, State.REJECTED)
    counts = judged.aggregate(n=Count("pk"), accepted=Count("pk", filter=Q(("state", State.ACCEPTED))))
    return words(counts["accepted"], counts["n"])


def words(accepted: int, judged: int) -> str:
    if judged < ENOUGH:
        return _("nog niet bekend hoe vaak dat klopt")
    return _("%(share)s%% hiervan geaccepteerd, van %(n)s") % {"share": round(100 * accepted / judged), "n": judged}
