"""A codebook that somebody is writing, looked at as loading would: its first fault, and what it would change.

It runs in a process of its own (`positions.trials`), because nobody knows beforehand how long a codebook from outside
takes; that process answers with plain text, which `told` makes objects of again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from letters.domain.parsed import ParsedLetter
from positions.domain.codebook import CodebookError, load
from positions.domain.comparing import Pair, compare
from positions.domain.entries import Codebook, Text
from positions.domain.places import Places
from positions.domain.proposing import Proposal, propose
from positions.domain.scale import Confidence, Holder
from positions.domain.succession import Change, changed_meanings, missing_topics, new_topics

OTHERS = "other-subject"


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is right as a text, and that an editor may not have meant."""

    line: int
    topic: str
    term: str


@dataclass(frozen=True, slots=True)
class Examined:
    """`fault` is None where the text would load as the version after `before`; else nothing else is known."""

    fault: Fault | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # of its topics, in Dutch, by slug
    added: tuple[str, ...] = ()  # slugs of topics that the version before has not
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    pairs: tuple[Pair, ...] = ()


def tell(data: bytes, before: str, letter: ParsedLetter | None = None) -> str:
    """`examine` as JSON, of a text in UTF-8."""
    return json.dumps(asdict(examine(data.decode("utf-8"), before, letter)))


def told(answer: str) -> Examined:
    """The object that `tell` told."""
    data = json.loads(answer)
    return Examined(
        fault=Fault(**data["fault"]) if data["fault"] else None,
        names=data["names"],
        added=tuple(data["added"]),
        changes=tuple(_change(change) for change in data["changes"]),
        remarks=tuple(Remark(**remark) for remark in data["remarks"]),
        pairs=tuple(Pair(_proposal(pair["before"]), _proposal(pair["after"])) for pair in data["pairs"]),
    )


def _change(data: dict[str, Any]) -> Change:
    return Change(**{**data, "before": Text(**data["before"]), "after": Text(**data["after"])})


def _proposal(data: dict[str, Any] | None) -> Proposal | None:
    if data is None:
        return None
    holder, confidence = Holder(data["holder"]), Confidence(data["confidence"])
    return Proposal(**{**data, "holder": holder, "confidence": confidence, "cues": tuple(data["cues"])})


def examine(text: str, before: str, letter: ParsedLetter | None = None) -> Examined:
    """`text` is the draft, `before` the version that it comes after; with a letter, what both propose on it too."""
    known = load(before)
    try:
        codebook = load(text)
    except CodebookError as error:
        return Examined(Fault(error.line, error.message))
    if missing := missing_topics(codebook, known):
        return Examined(Fault(1, f"topic {missing[0]} is gone: a version splits or adds topics, it never drops one"))
    return Examined(
        names={topic.slug: topic.name.nl for topic in codebook.topics},
        added=tuple(topic.slug for topic in new_topics(codebook, known)),
        changes=tuple(changed_meanings(codebook, known)),
        remarks=tuple(_remarks(codebook, Places(text))),
        pairs=tuple(compare(propose(letter, known), propose(letter, codebook))) if letter else (),
    )


def _remarks(codebook: Codebook, places: Places) -> list[Remark]:
    """Names of a topic that the list of other subjects has too: there they keep the topic away."""
    others = set(codebook.general[OTHERS])
    return [
        Remark(places.line("general", 0, OTHERS, term), topic.slug, term)
        for topic in codebook.topics
        for term in topic.terms
        if term in others
    ]
