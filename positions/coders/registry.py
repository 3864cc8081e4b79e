"""Registry of machine coders by name."""

from __future__ import annotations

from django.db.models import Q

from positions.coders.protocol import MachineCoder, ShippedCalibration
from positions.coders.rules import RulesCoder
from positions.models import Calibration, Coder

MACHINE_CODERS: dict[str, MachineCoder] = {coder.name: coder for coder in (RulesCoder(),)}


class NoSuchCoder(Exception):
    """No machine coder has that name; the message lists those that exist."""


def coder_named(name: str) -> Coder:
    """Return the row of the coder's current version, created with its calibration if needed. Raises NoSuchCoder."""
    if name not in MACHINE_CODERS:
        raise NoSuchCoder(f"there is no coder {name!r}; there is: {', '.join(sorted(MACHINE_CODERS))}")
    coder, _ = Coder.objects.get_or_create(name=name, version=MACHINE_CODERS[name].version)
    if shipped := MACHINE_CODERS[name].calibration:
        _keep(coder, shipped)
    return coder


def _keep(coder: Coder, shipped: ShippedCalibration) -> None:
    """Store the calibration that comes with the program, unless it is there or the site has one of its own."""
    line = {"slope": shipped.line.slope, "intercept": shipped.line.intercept}
    kept = Calibration.objects.filter(Q(source=Calibration.Source.SITE) | Q(**line), coder=coder)
    if not kept.exists():
        Calibration.objects.get_or_create(
            coder=coder,
            source=Calibration.Source.TRAINING,
            **line,
            defaults={"decisions": shipped.decisions, "letters": shipped.letters, "log_loss": shipped.log_loss},
        )
