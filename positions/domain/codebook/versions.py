"""Rules for the next codebook version: topics may be split and added, never dropped or merged.

Changes in the meaning of a score must be explicit: `changed_meanings` lists them, and people confirm them.
"""

from __future__ import annotations

from dataclasses import dataclass

from positions.domain.codebook.types import Codebook, CodebookTopic, Text
from positions.domain.scale import SCORES


@dataclass(frozen=True, slots=True)
class MeaningChange:
    """A changed text that coders rely on; `score` is None for a text of the topic itself."""

    topic: str
    what: str
    score: int | None
    before: Text
    after: Text


def missing_topics(codebook: Codebook, before: Codebook) -> list[str]:
    """Return slugs in the previous version that are missing in this one: stances are coded under them."""
    there = {topic.slug for topic in codebook.topics}
    return [topic.slug for topic in before.topics if topic.slug not in there]


def new_topics(codebook: Codebook, before: Codebook) -> list[CodebookTopic]:
    there = {topic.slug for topic in before.topics}
    return [topic for topic in codebook.topics if topic.slug not in there]


def changed_meanings(codebook: Codebook, before: Codebook) -> list[MeaningChange]:
    """Return every definition, pole and anchor of a common topic that differs in Dutch or English."""
    found: list[MeaningChange] = []
    known = {topic.slug: topic for topic in before.topics}
    for topic in codebook.topics:
        if topic.slug in known:
            found += _changes(topic, known[topic.slug])
    return found


def _changes(topic: CodebookTopic, before: CodebookTopic) -> list[MeaningChange]:
    texts = ("definition", "excludes", "low_pole", "high_pole")
    pairs: list[tuple[str, int | None, Text, Text]] = [
        (what, None, getattr(before, what), getattr(topic, what)) for what in texts
    ]
    pairs += [("anchor", score, before.anchors[score], topic.anchors[score]) for score in SCORES]
    return [MeaningChange(topic.slug, what, score, old, new) for what, score, old, new in pairs if old != new]
