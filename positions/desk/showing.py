"""What the desk's pages show of a draft: its fault with the lines around it, and how it differs from what was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff

from positions.desk.faults import in_dutch
from positions.domain.comparing import Difference, Pair
from positions.domain.examining import Fault
from positions.domain.proposing import Proposal
from positions.domain.succession import Change
from positions.reviewing.words import holder_name, signed

AROUND = 3
LONGEST_LINE = 300
MOST_LINES = 400
WHAT = {
    "definition": "waar het over gaat",
    "excludes": "waar het niet over gaat",
    "low_pole": "de pool bij −2",
    "high_pole": "de pool bij +2",
}
DIFFERENCES = {
    Difference.NEW: "nieuw",
    Difference.GONE: "weg",
    Difference.CHANGED: "anders",
    Difference.SAME: "gelijk",
}


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    words: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class ShownFault:
    line: int
    words: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Side:
    """What one version makes of a sentence, in words."""

    holder: str
    score: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPair:
    difference: Difference
    label: str
    quote: str
    topic: str
    before: Side | None
    after: Side | None


def fault(found: Fault | None, source: str) -> ShownFault | None:
    if found is None:
        return None
    lines = source.split("\n")
    first = max(1, found.line - AROUND)
    around = enumerate(lines[first - 1 : found.line + AROUND], start=first)
    shown = [Line(number, words[:LONGEST_LINE], number == found.line) for number, words in around]
    return ShownFault(found.line, in_dutch(found.message), shown)


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Lines of a comparison, each with its sign («+», «-», «@» for a place, space for what stays)."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return [(line[:1] or " ", line[:LONGEST_LINE]) for line in lines[:MOST_LINES]]


def meaning(change: Change, names: Mapping[str, str]) -> tuple[str, str, str]:
    """What changes, how it read and how it will read; the English texts where only those changed."""
    what = f"wat score {signed(change.score)} betekent" if change.score is not None else WHAT[change.what]
    language = "nl" if change.before.nl != change.after.nl else "en"
    label = f"{names.get(change.topic, change.topic)}: {what}{'' if language == 'nl' else ' (Engels)'}"
    return label, getattr(change.before, language), getattr(change.after, language)


def pair(found: Pair, names: Mapping[str, str]) -> ShownPair:
    shown = found.shown
    return ShownPair(
        found.difference,
        DIFFERENCES[found.difference],
        shown.quote,
        names.get(shown.topic, shown.topic),
        _side(found.before),
        _side(found.after),
    )


def _side(proposal: Proposal | None) -> Side | None:
    if proposal is None:
        return None
    return Side(holder_name(proposal.holder), signed(proposal.score), proposal.cues)
