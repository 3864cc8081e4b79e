"""What two codebooks make of the same letter, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from positions.domain.proposing import Proposal


class Difference(StrEnum):
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Pair:
    """What is proposed on one sentence and topic by the version before and by the next; one of them may be None."""

    before: Proposal | None
    after: Proposal | None

    @property
    def shown(self) -> Proposal:
        found = self.after or self.before
        assert found
        return found

    @property
    def difference(self) -> Difference:
        if self.before is None:
            return Difference.NEW
        if self.after is None:
            return Difference.GONE
        return Difference.SAME if _saying(self.before) == _saying(self.after) else Difference.CHANGED


def compare(before: Iterable[Proposal], after: Iterable[Proposal]) -> list[Pair]:
    """Paired by sentence and topic, in the order of the text."""
    old, new = ({_place(proposal): proposal for proposal in side} for side in (before, after))
    return [Pair(old.get(place), new.get(place)) for place in sorted({*old, *new})]


def _place(proposal: Proposal) -> tuple[int, int, str]:
    return proposal.start, proposal.end, proposal.topic


def _saying(proposal: Proposal) -> tuple[object, ...]:
    return proposal.holder, proposal.score
