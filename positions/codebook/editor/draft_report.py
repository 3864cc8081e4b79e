"""View data of the draft's pages: its error with the lines around it, and the diff with the version before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.codebook.editor.error_messages import worded
from positions.domain.codebook.versions import MeaningChange
from positions.domain.codebook_draft.check import DraftProblem
from positions.domain.codebook_draft.proposal_diff import DiffKind, ProposalPair
from positions.domain.rules_coder.coder import Proposal
from positions.labels.codes import holder_name, signed

AROUND = 3
LONGEST_LINE = 300
MOST_LINES = 400
WHAT = {
    "definition": gettext_lazy("waar het over gaat"),
    "excludes": gettext_lazy("waar het niet over gaat"),
    "low_pole": gettext_lazy("de pool bij −2"),
    "high_pole": gettext_lazy("de pool bij +2"),
}
DIFFERENCES = {
    DiffKind.NEW: gettext_lazy("nieuw"),
    DiffKind.GONE: gettext_lazy("weg"),
    DiffKind.CHANGED: gettext_lazy("anders"),
    DiffKind.SAME: gettext_lazy("gelijk"),
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    words: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class ShownProblem:
    line: int
    words: str
    lines: list[SourceLine]


@dataclass(frozen=True, slots=True)
class ProposalSide:
    """One version's proposal on a sentence, in words."""

    holder: str
    score: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPair:
    difference: DiffKind
    label: str
    quote: str
    topic: str
    before: ProposalSide | None
    after: ProposalSide | None


def fault(found: DraftProblem | None, source: str) -> ShownProblem | None:
    if found is None:
        return None
    lines = source.split("\n")
    first = max(1, found.line - AROUND)
    around = enumerate(lines[first - 1 : found.line + AROUND], start=first)
    shown = [SourceLine(number, words[:LONGEST_LINE], number == found.line) for number, words in around]
    return ShownProblem(found.line, worded(found.message), shown)


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines of a unified diff with their marks («+», «-», «@» for a position, space for context)."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return [(line[:1] or " ", line[:LONGEST_LINE]) for line in lines[:MOST_LINES]]


def meaning(change: MeaningChange, names: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the label, old text and new text of a change of meaning; the English texts if only those changed."""
    score = change.score
    what = WHAT[change.what] if score is None else _("wat score %(score)s betekent") % {"score": signed(score)}
    language = "nl" if change.before.nl != change.after.nl else "en"
    label = f"{names.get(change.topic, change.topic)}: {what}{'' if language == 'nl' else _(' (Engels)')}"
    return label, getattr(change.before, language), getattr(change.after, language)


def pair(found: ProposalPair, names: Mapping[str, str]) -> ShownPair:
    shown = found.shown
    return ShownPair(
        found.difference,
        str(DIFFERENCES[found.difference]),
        shown.quote,
        names.get(shown.topic, shown.topic),
        _side(found.before),
        _side(found.after),
    )


def _side(proposal: Proposal | None) -> ProposalSide | None:
    if proposal is None:
        return None
    return ProposalSide(holder_name(proposal.holder), signed(proposal.score), proposal.cues)
