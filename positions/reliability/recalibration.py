"""Nightly calibration of a coder's raw numbers on this site's own single decisions, and how well it holds."""

from __future__ import annotations

import logging
import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from positions.domain.reliability.calibration import (
    Beside,
    Bin,
    Judged,
    Line,
    bins,
    calibration_error,
    fitted,
    heard_alone,
    is_clearly_better,
    log_loss,
    on_letters_left_out,
    read_by,
)
from positions.models import Calibration, Coder
from positions.models.calibrations import LINE
from positions.reliability import cached
from positions.review.single_decisions import ENOUGH, TAKEN, judged, single_decisions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How the shares told of a coder's proposals hold on this site.

    `made`, `source` and `line` are of the calibration in force, None without one; `table` is empty with too few
    decisions, and `trial` if it has the shares of lines fitted for it, not those that were told. `beside` counts the
    decisions by what other machines had said before.
    """

    coder: str
    made: datetime | None
    source: str
    decisions: int
    table: list[Bin]
    error: float | None
    trial: bool = False
    line: Line | None = None
    beside: dict[Beside, int] = field(default_factory=dict)

    @property
    def factors(self) -> dict[Beside, float]:
        """By how much the odds of being right are multiplied for what other machines say; empty if by nothing."""
        effects = self.line.effects if self.line and self.line.weighs else {}
        return {beside: math.exp(effect) for beside, effect in effects.items()}


def measure(coder: Coder) -> None:
    """Store how many of the coder's proposals were decided on singly, and how many were right."""
    decisions = single_decisions(coder)
    found = decisions.count(), decisions.filter(decision__in=TAKEN).count()
    if found != (coder.judged_singly, coder.right_singly):
        coder.judged_singly, coder.right_singly = found
        coder.save(update_fields=["judged_singly", "right_singly"])


def recalibrate(coder: Coder) -> Calibration | None:
    """Fit a calibration anew, and store it where it does better than the one in force.

    Both are judged on decisions that they were not fitted on: fresh ones, for the new one with their letters left out.
    The new one weighs what other machines had said only if it does clearly better so than without, judged in that way.
    Returns the new one; None if it does no better, or with fewer than `ENOUGH` fresh decisions.
    """
    current = Calibration.objects.in_force().filter(coder=coder).first()
    decisions = judged(coder, current)
    fresh = [each for each in decisions if each.fresh]
    if len(fresh) < ENOUGH or len({each.letter for each in decisions}) < 2:
        return None
    told, left_out = _heard_or_not(decisions)
    line, loss = fitted(told), log_loss([each for each in left_out if each.fresh])
    now = log_loss(read_by(current.line if current else Line(), fresh))
    if line.slope <= 0 or loss >= now:
        log.info("%s keeps its calibration: log loss %.3f, a new one %.3f", coder, now, loss)
        return None
    log.info("%s gets a new calibration: log loss %.3f, was %.3f", coder, loss, now)
    return Calibration.objects.create(
        coder=coder,
        source=Calibration.Source.SITE,
        **{name: getattr(line, name) for name in LINE},
        decisions=len(decisions),
        letters=len({each.letter for each in decisions}),
        log_loss=log_loss(left_out),
    )


def _heard_or_not(decisions: list[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Return the decisions to fit on, and as lines read them that were fitted without their letter.

    They are with what other machines had said if that makes the loss of fresh ones clearly lower, else without.
    """
    alone = heard_alone(decisions)
    left_out = on_letters_left_out(alone)
    if alone == decisions:
        return alone, left_out
    heard = on_letters_left_out(decisions)
    fresh, rival = ([each for each in read if each.fresh] for read in (heard, left_out))
    return (decisions, heard) if is_clearly_better(fresh, rival) else (alone, left_out)


def of_machines() -> list[Reliability]:
    """Return the reliability of the newest version of each machine. Cached by data version."""
    return cached.at_version(
        "calibration", lambda: [reliability_of(coder) for coder in Coder.objects.newest_machines()]
    )


def reliability_of(coder: Coder) -> Reliability:
    """Return the reliability table of a machine. Two queries.

    By the calibration in force; of one made on this site's decisions, by lines fitted without the letter judged.
    """
    decisions = judged(coder)
    found = Calibration.objects.in_force().filter(coder=coder).first()
    made, source = (found.at, found.source) if found else (None, "")
    if found is None or len(decisions) < ENOUGH:
        return Reliability(str(coder), made, source, len(decisions), [], None, line=found.line if found else None)
    decisions = decisions if found.line.weighs else heard_alone(decisions)
    own = found.source == Calibration.Source.SITE and len({each.letter for each in decisions}) > 1
    table = bins(on_letters_left_out(decisions) if own else read_by(found.line, decisions))
    error, beside = calibration_error(table), Counter(each.beside for each in decisions if each.beside)
    return Reliability(str(coder), made, source, len(decisions), table, error, own, found.line, beside)
