"""Levels of confidence that are shown, and from which calibrated share each begins."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


LEAST = {Confidence.HIGH: 0.80, Confidence.MEDIUM: 0.55}  # calibrated shares


def level(share: float) -> Confidence:
    """Return the level of confidence of a calibrated share, 0 to 1."""
    return next((name for name, least in LEAST.items() if share >= least), Confidence.LOW)
