"""Confidence as people see it: the level by the calibration in force, and a share once this site has measured it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.domain.confidence_levels import LEAST, Confidence
from positions.domain.reliability.calibration import Beside, Line
from positions.models import Calibration, Coder, Review, Stance, State
from positions.models.said_by_other_machines import SaidBeside
from positions.review.single_decisions import ENOUGH

ENOUGH_AT_A_LEVEL = 30
BESIDE = {
    Beside.SAME: gettext_lazy("een andere machine stelt hetzelfde voor"),
    Beside.OTHERWISE: gettext_lazy("een andere machine stelt iets anders voor"),
    Beside.SILENT: gettext_lazy("een andere machine stelt hier niets voor"),
}


@dataclass(frozen=True, slots=True)
class ConfidenceWords:
    """The level; the share in words; and what another machine says, in words, where the share weighs that, else ""."""

    level: str
    share: str
    beside: str


def confidence_of(stance: Stance) -> ConfidenceWords:
    """Return how certain the proposal is, a stance `with_calibration`; one query if a measured coder has none."""
    calibration = stance.calibration or {}
    weighed = stance.said_beside if stance.share is not None and any(calibration[beside] for beside in Beside) else None
    beside = str(BESIDE[Beside(weighed)]) if weighed else ""
    if (stance.coder.judged_singly or 0) < ENOUGH:
        share = _("nog niet bekend hoe vaak dat klopt")
    elif stance.share is None:
        share = share_at(stance.coder, stance.confidence)
    else:
        share = _told(stance.share, calibration)
    return ConfidenceWords(stance.level, share, beside)


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
        found &= _from(line, LEAST[level])
    if higher := {Confidence.LOW: Confidence.MEDIUM, Confidence.MEDIUM: Confidence.HIGH}.get(level):
        found &= ~_from(line, LEAST[higher])
    return found


def _from(line: Line, share: float) -> Q:
    """Condition: a raw number, not NULL, that this line reads as this share or more.

    What other machines say is looked up only for those on which it depends.
    """
    if not line.weighs:
        return Q(probability__gte=line.raw(share))
    bounds = {beside: line.raw(share, beside) for beside in (*Beside, None)}
    depends = Q(GreaterThanOrEqual(F("probability"), SaidBeside(numbers=bounds)))
    return Q(probability__gte=max(bounds.values())) | Q(probability__gte=min(bounds.values())) & depends


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
