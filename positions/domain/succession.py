"""What a next version of the codebook may do: split topics and add them, never drop or merge them.

What a score means may change only in the open: `changed_meanings` says it, and people confirm it.
"""

from __future__ import annotations

from dataclasses import dataclass

from positions.domain.entries import Codebook, Text, Topic
from positions.domain.scale import SCORES


@dataclass(frozen=True, slots=True)
class Change:
    """Words by which coders work that read otherwise in the next version; `score` is None for a text of the topic."""

    topic: str
    what: str
    score: int | None
    before: Text
    after: Text


def missing_topics(codebook: Codebook, before: Codebook) -> list[str]:
    """Slugs that the version before has and this one has not: they must stay, since stances are coded under them."""
    there = {topic.slug for topic in codebook.topics}
    return [topic.slug for topic in before.topics if topic.slug not in there]


def new_topics(codebook: Codebook, before: Codebook) -> list[Topic]:
    there = {topic.slug for topic in before.topics}
    return [topic for topic in codebook.topics if topic.slug not in there]


def changed_meanings(codebook: Codebook, before: Codebook) -> list[Change]:
    """Every definition, pole and anchor of a topic in both that does not read the same in Dutch and English."""
    found: list[Change] = []
    known = {topic.slug: topic for topic in before.topics}
    for topic in codebook.topics:
        if topic.slug in known:
            found += _changes(topic, known[topic.slug])
    return found


def _changes(topic: Topic, before: Topic) -> list[Change]:
    texts = ("definition", "excludes", "low_pole", "high_pole")
    pairs: list[tuple[str, int | None, Text, Text]] = [
        (what, None, getattr(before, what), getattr(topic, what)) for what in texts
    ]
    pairs += [("anchor", score, before.anchors[score], topic.anchors[score]) for score in SCORES]
    return [Change(topic.slug, what, score, old, new) for what, score, old, new in pairs if old != new]
