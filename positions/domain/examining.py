"""A codebook that somebody is writing, looked at as loading would: its first fault, and what it would change.

These functions take and give plain objects, because they run in a process of their own (`positions.trials`): nobody
knows beforehand how long a codebook from outside takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from letters.domain.parsed import ParsedLetter
from positions.domain.codebook import CodebookError, load
from positions.domain.comparing import Pair, compare
from positions.domain.entries import Codebook
from positions.domain.places import Places
from positions.domain.proposing import propose
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
    pairs: tuple[Pair, ...] = field(default=(), compare=False)


def examine(data: bytes, before: str) -> Examined:
    """`data` is the draft's text in UTF-8, `before` the text of the version that it comes after."""
    return _examined(data, before, None)


def try_out(data: bytes, before: str, letter: ParsedLetter) -> Examined:
    """The same, with what both propose on the letter."""
    return _examined(data, before, letter)


def _examined(data: bytes, before: str, letter: ParsedLetter | None) -> Examined:
    known = load(before)
    text = data.decode("utf-8")
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
