"""One difference as it stands on screen: the sentence in its passage, and the codings side by side."""

from __future__ import annotations

from dataclasses import dataclass

from letters.models import Letter, Revision
from positions import codebooks
from positions.models import Topic
from positions.reviewing.cards import Choices, Surroundings, choices, surroundings
from positions.reviewing.differences import Difference, View
from positions.reviewing.words import holder_name, signed


@dataclass(frozen=True, slots=True)
class Column:
    """What one coder says, in words; `options` are (stance, words, key)."""

    coder: str
    way: str
    options: list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    id: str
    letter: Letter
    start: int
    topic: Topic
    around: Surroundings
    columns: list[Column]
    choices: Choices
    low: str
    high: str
    seen: int


def card(difference: Difference) -> DifferenceCard:
    revision, start, end = difference.place
    text = Revision.objects.select_related("letter").defer("sentence_digests").get(pk=revision)
    asked = choices(codebooks.newest().pk)
    low, high = next(((low, high) for slug, low, high in asked.poles if slug == difference.topic.slug), ("", ""))
    return DifferenceCard(
        id=difference.id,
        letter=text.letter,
        start=start,
        topic=difference.topic,
        around=surroundings(text, start, end),
        columns=columns(difference.views),
        choices=asked,
        low=low,
        high=high,
        seen=difference.seen,
    )


def columns(views: tuple[View, ...]) -> list[Column]:
    """Each stance with the key that chooses it, counting through all of them."""
    found, number = list[Column](), 0
    for view in views:
        options = []
        for stance in view.stances:
            number += 1
            words = f"{holder_name(stance.holder)} · {signed(stance.score)}"
            options.append((stance.pk, words, str(number) if number < 10 else ""))
        found.append(Column(str(view.coder), view.way, options))
    return found
