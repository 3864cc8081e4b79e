"""Diff of the proposals that two codebooks make on one letter, by sentence and topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from positions.domain.rules_coder.coder import Proposal


class DiffKind(StrEnum):
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ProposalPair:
    """The proposals of the version before and of the next on one sentence and topic; one of them may be None."""

    before: Proposal | None
    after: Proposal | None

    @property
    def shown(self) -> Proposal:
        found = self.after or self.before
        assert found
        return found

    @property
    def difference(self) -> DiffKind:
        if self.before is None:
            return DiffKind.NEW
        if self.after is None:
            return DiffKind.GONE
        return DiffKind.SAME if _saying(self.before) == _saying(self.after) else DiffKind.CHANGED


def compare(before: Iterable[Proposal], after: Iterable[Proposal]) -> list[ProposalPair]:
    """Pair the proposals by sentence and topic, in the order of the text."""
    old, new = ({_place(proposal): proposal for proposal in side} for side in (before, after))
    return [ProposalPair(old.get(place), new.get(place)) for place in sorted({*old, *new})]


def _place(proposal: Proposal) -> tuple[int, int, str]:
    return proposal.start, proposal.end, proposal.topic


def _saying(proposal: Proposal) -> tuple[object, ...]:
    return proposal.holder, proposal.score
