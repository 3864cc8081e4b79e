"""Confidence as people see it: the level by the calibration in force, and a share once this site has measured it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from positions.domain.reliability.calibration import Line
from positions.domain.scale import LEAST, Confidence
from positions.models import Calibration, Coder, Review, Stance, State
from positions.review.single_decisions import ENOUGH

ENOUGH_AT_A_LEVEL = 30


def level_and_share(stance: Stance) -> tuple[str, str]:
    """Return the level, and the share in words. One query; two where a measured coder has no calibration."""
    found = Stance.objects.with_calibration().only("confidence", "probability").get(pk=stance.pk)
    if (stance.coder.judged_singly or 0) < ENOUGH:
        return found.level, _("nog niet bekend hoe vaak dat klopt")
    if found.share is None:
        return found.level, share_at(stance.coder, stance.confidence)
    return found.level, _told(found.share, found.calibration or {})


def _told(share: float, calibration: dict[str, Any]) -> str:
    """Return the words for a share, which name the decisions that the calibration was made on."""
    if calibration["source"] == Calibration.Source.SITE:
        words = _("%(share)s%% van zulke voorstellen klopt, naar %(n)s losse beslissingen")
    else:
        words = _("%(share)s%% van zulke voorstellen klopt, naar %(n)s beslissingen over trainingsbrieven")
    return words % {"share": round(100 * share), "n": calibration["decisions"]}


def at_level(level: str) -> Q:
    """Condition: stances with this level of confidence, by each coder's calibration of now. One query."""
    latest = list(Calibration.objects.order_by("coder_id", "-pk").distinct("coder_id"))
    read = Q(coder__in=[each.coder_id for each in latest], probability__isnull=False)
    found = Q(confidence=level) & ~read
    for each in latest:
        found |= Q(coder=each.coder_id, probability__isnull=False) & _between(each.line, Confidence(level))
    return found


def _between(line: Line, level: Confidence) -> Q:
    """Condition: a raw number that this line reads as a share of the level."""
    found = Q()
    if level in LEAST:
        found &= Q(probability__gte=line.raw(LEAST[level]))
    if higher := {Confidence.LOW: Confidence.MEDIUM, Confidence.MEDIUM: Confidence.HIGH}.get(level):
        found &= Q(probability__lt=line.raw(LEAST[higher]))
    return found


def share_at(coder: Coder, confidence: str) -> str:
    """Return the share accepted at a level in words, for coders that give no raw number.

    Only single decisions on real letters count: not bulk, examples or automatic ones. Where other coders made the same
    proposal, accepting one counts for all.
    """
    one_by_one = Review.objects.filter(bulk=False, decision__in=Review.JUDGED, coder__isnull=False)
    judged = Stance.objects.filter(
        coder=coder,
        confidence=confidence,
        carries__isnull=True,
        revision__letter__is_example=False,
        pk__in=one_by_one.values("stance"),
    ).in_state(State.ACCEPTED, State.REPEATED, State.REJECTED)
    counts = judged.aggregate(n=Count("pk"), accepted=Count("pk", filter=~Q(("state", State.REJECTED))))
    return words(counts["accepted"], counts["n"])


def words(accepted: int, judged: int) -> str:
    if judged < ENOUGH_AT_A_LEVEL:
        return _("nog niet bekend hoe vaak dat klopt")
    return _("%(share)s%% hiervan geaccepteerd, van %(n)s") % {"share": round(100 * accepted / judged), "n": judged}
