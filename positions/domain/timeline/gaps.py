"""Gaps: the reason why a period has no position on a topic, from the number of letters held and read (codebook, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """The four gaps, and the case in which only some of the letters are read."""

    NO_LETTERS = "no letters"
    NOT_READ = "not read"
    PARTLY_READ = "partly read"
    MENTIONED = "mentioned"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Held:
    """Counts of the letters of a period: all that are held, those with a date, and those of them that are read.

    `sentences`: the body sentences of the letters that are read.
    """

    letters: int = 0
    dated: int = 0
    read: int = 0
    sentences: int = 0


def gap(held: Held, positions: int, *, came_up: bool) -> Gap | None:
    """Return the gap; None if any letter takes a position. `came_up`: any accepted stance mentions the topic."""
    if positions:
        return None
    if not held.dated:
        return Gap.NO_LETTERS
    if not held.read:
        return Gap.NOT_READ
    if held.read < held.dated:
        return Gap.PARTLY_READ
    return Gap.MENTIONED if came_up else Gap.SILENT
