"""Registry of machine coders by name."""

from __future__ import annotations

from django.db.models import Q

from positions.codebook import store
from positions.coders.language_model.coder import NAME as LANGUAGE_MODEL
from positions.coders.language_model.coder import LanguageModelCoder
from positions.coders.language_model.config import config
from positions.coders.protocol import MachineCoder, ShippedCalibration
from positions.coders.rules import RulesCoder
from positions.models import Calibration, Coder

# Those that run in the process of their caller. A language model is asked over the network, in rounds of its own
# (`coders.language_model.rounds`), and is there if the settings name one.
MACHINE_CODERS: dict[str, MachineCoder] = {coder.name: coder for coder in (RulesCoder(),)}


class NoSuchCoder(Exception):
    """No machine coder has that name; the message lists those that exist."""


def machine_coder(name: str) -> MachineCoder:
    """Return the coder as it is now, the language model under the newest codebook.

    Raises NoSuchCoder, NotConfigured.
    """
    if name == LANGUAGE_MODEL:
        if found := config():
            return LanguageModelCoder(found, store.codebook_of(store.newest().pk))
        raise NoSuchCoder(
            "no language model is set: LANGUAGE_MODEL_URL and LANGUAGE_MODEL_NAME (docs/language-model.md)"
        )
    if name not in MACHINE_CODERS:
        raise NoSuchCoder(
            f"there is no coder {name!r}; there is: {', '.join(sorted((*MACHINE_CODERS, LANGUAGE_MODEL)))}"
        )
    return MACHINE_CODERS[name]


def coder_named(name: str) -> Coder:
    """Return the row of the coder's current version, created with its calibration if needed.

    Raises NoSuchCoder, and NotConfigured where a setting of the language model is wrong.
    """
    machine = machine_coder(name)
    coder, _ = Coder.objects.get_or_create(name=name, version=machine.version)
    if shipped := machine.calibration:
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
