"""Whose position, and where on the axis: the closed sets of the codebook."""

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


def clamp(score: int) -> int:
    return max(SCORES[0], min(SCORES[-1], score))
