"""Closed sets of the codebook: holders and scores."""

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
