"""Nightly calibration of a coder's raw numbers on this site's own single decisions, and how well it holds."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from positions.domain.reliability.calibration import (
    Bin,
    Line,
    bins,
    calibration_error,
    fitted,
    log_loss,
    on_letters_left_out,
    read_by,
)
from positions.models import Calibration, Coder
from positions.reliability import cached
from positions.review.single_decisions import ENOUGH, TAKEN, judged, single_decisions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How the shares told of a coder's proposals hold on this site.

    `made` and `source` are of the calibration in force, None without one; `table` is empty with too few decisions, and
    `trial` if it has the shares of lines fitted for it, not those that were told.
    """

    coder: str
    made: datetime | None
    source: str
    decisions: int
    table: list[Bin]
    error: float | None
    trial: bool = False


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
    Returns the new one; None if it does no better, or with fewer than `ENOUGH` fresh decisions.
    """
    current = Calibration.objects.in_force().filter(coder=coder).first()
    decisions = judged(coder, current)
    fresh = [each for each in decisions if each.fresh]
    if len(fresh) < ENOUGH or len({each.letter for each in decisions}) < 2:
        return None
    line, left_out = fitted(decisions), on_letters_left_out(decisions)
    loss = log_loss([each for each in left_out if each.fresh])
    now = log_loss(read_by(current.line if current else Line(), fresh))
    if line.slope <= 0 or loss >= now:
        log.info("%s keeps its calibration: log loss %.3f, a new one %.3f", coder, now, loss)
        return None
    log.info("%s gets a new calibration: log loss %.3f, was %.3f", coder, loss, now)
    return Calibration.objects.create(
        coder=coder,
        source=Calibration.Source.SITE,
        slope=line.slope,
        intercept=line.intercept,
        decisions=len(decisions),
        letters=len({each.letter for each in decisions}),
        log_loss=log_loss(left_out),
    )


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
        return Reliability(str(coder), made, source, len(decisions), [], None)
    own = found.source == Calibration.Source.SITE and len({each.letter for each in decisions}) > 1
    table = bins(on_letters_left_out(decisions) if own else read_by(found.line, decisions))
    return Reliability(str(coder), made, source, len(decisions), table, calibration_error(table), own)
