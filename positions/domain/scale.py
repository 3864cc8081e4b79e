"""Closed sets of the codebook: holders, scores and confidences."""

from __future__ import annotations

from enum import StrEnum

SCORES = (-2, -1, 0, 1, 2)
LANGUAGES = ("nl", "en")


class Holder(StrEnum):
    CABINET = "cabinet"
    ALLIES = "allies"
    NATO = "nato"
    ADVISER = "adviser"
    OTHER = "other"


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


LEAST = {Confidence.HIGH: 0.80, Confidence.MEDIUM: 0.55}  # calibrated shares


def level(share: float) -> Confidence:
    """Return the level of confidence of a calibrated share, 0 to 1."""
    return next((name for name, least in LEAST.items() if share >= least), Confidence.LOW)
