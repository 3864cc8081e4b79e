"""Validation of a codebook draft: its first error, and the changes it would make.

It runs in a sandboxed process (`positions.codebook.editor.trials`), because the cost of an arbitrary codebook is
unknown; the process returns JSON, which `check_from_json` turns into objects.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from letters.parser.parsed_letter import ParsedLetter
from positions.domain.codebook.loading import CodebookError, load
from positions.domain.codebook.toml_lines import Places
from positions.domain.codebook.types import Codebook, Text
from positions.domain.codebook.versions import MeaningChange, changed_meanings, missing_topics, new_topics
from positions.domain.codebook_draft.proposal_diff import ProposalPair, compare
from positions.domain.confidence_levels import Confidence
from positions.domain.rules_coder.coder import Proposal, propose
from positions.domain.scale import Holder

OTHERS = "other-subject"


@dataclass(frozen=True, slots=True)
class DraftProblem:
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning: the source is valid, but an editor may not have meant it."""

    line: int
    topic: str
    term: str


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """Result of a check. If `fault` is set, the source does not load and the other fields are empty."""

    fault: DraftProblem | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # Dutch topic names by slug
    added: tuple[str, ...] = ()  # slugs of topics that the version before does not have
    changes: tuple[MeaningChange, ...] = ()
    remarks: tuple[Remark, ...] = ()
    pairs: tuple[ProposalPair, ...] = ()


def check_as_json(data: bytes, before: str, letter: ParsedLetter | None = None) -> str:
    """Run `check_draft` on UTF-8 bytes and return the result as JSON."""
    return json.dumps(asdict(check_draft(data.decode("utf-8"), before, letter)))


def check_from_json(answer: str) -> DraftCheck:
    """Parse the result of `check_as_json`."""
    data = json.loads(answer)
    return DraftCheck(
        fault=DraftProblem(**data["fault"]) if data["fault"] else None,
        names=data["names"],
        added=tuple(data["added"]),
        changes=tuple(_change(change) for change in data["changes"]),
        remarks=tuple(Remark(**remark) for remark in data["remarks"]),
        pairs=tuple(ProposalPair(_proposal(pair["before"]), _proposal(pair["after"])) for pair in data["pairs"]),
    )


def _change(data: dict[str, Any]) -> MeaningChange:
    return MeaningChange(**{**data, "before": Text(**data["before"]), "after": Text(**data["after"])})


def _proposal(data: dict[str, Any] | None) -> Proposal | None:
    if data is None:
        return None
    holder, confidence = Holder(data["holder"]), Confidence(data["confidence"])
    return Proposal(**{**data, "holder": holder, "confidence": confidence, "cues": tuple(data["cues"])})


def check_draft(text: str, before: str, letter: ParsedLetter | None = None) -> DraftCheck:
    """Check `text` as the successor of `before`; with a letter, compare the proposals of both on it."""
    known = load(before)
    try:
        codebook = load(text)
    except CodebookError as error:
        return DraftCheck(DraftProblem(error.line, error.message))
    if missing := missing_topics(codebook, known):
        return DraftCheck(
            DraftProblem(1, f"topic {missing[0]} is gone: a version splits or adds topics, it never drops one")
        )
    return DraftCheck(
        names={topic.slug: topic.name.nl for topic in codebook.topics},
        added=tuple(topic.slug for topic in new_topics(codebook, known)),
        changes=tuple(changed_meanings(codebook, known)),
        remarks=tuple(_remarks(codebook, Places(text))),
        pairs=tuple(compare(propose(letter, known), propose(letter, codebook))) if letter else (),
    )


def _remarks(codebook: Codebook, places: Places) -> list[Remark]:
    """Return the topic terms that are also in the list of other subjects, where they suppress the topic."""
    others = set(codebook.general[OTHERS])
    return [
        Remark(places.line("general", 0, OTHERS, term), topic.slug, term)
        for topic in codebook.topics
        for term in topic.terms
        if term in others
    ]
