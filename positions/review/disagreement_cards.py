"""View data of a disagreement: the sentence in its passage, and the codings side by side."""

from __future__ import annotations

from dataclasses import dataclass

from letters.models import Letter, Revision
from letters.models.revisions import heavy_columns
from positions.codebook import store
from positions.labels.codes import holder_name, signed
from positions.models import Topic
from positions.review.cards import CodingChoices, SentenceContext, choices, surroundings
from positions.review.disagreements import CoderView, Disagreement


@dataclass(frozen=True, slots=True)
class Column:
    """One coder's codings, in words; `options` are (stance, words, key)."""

    coder: str
    way: str
    options: list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class DisagreementCard:
    id: str
    letter: Letter
    start: int
    topic: Topic
    around: SentenceContext
    columns: list[Column]
    choices: CodingChoices
    low: str
    high: str
    seen: int


def card(difference: Disagreement) -> DisagreementCard:
    revision, start, end = difference.place
    text = Revision.objects.select_related("letter").defer(*heavy_columns()).get(pk=revision)
    asked = choices(store.newest().pk)
    low, high = next(((low, high) for slug, low, high in asked.poles if slug == difference.topic.slug), ("", ""))
    return DisagreementCard(
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


def columns(views: tuple[CoderView, ...]) -> list[Column]:
    """Return the columns; keys number the stances across all of them."""
    found, number = list[Column](), 0
    for view in views:
        options = []
        for stance in view.stances:
            number += 1
            words = f"{holder_name(stance.holder)} · {signed(stance.score)}"
            options.append((stance.pk, words, str(number) if number < 10 else ""))
        found.append(Column(str(view.coder), view.way, options))
    return found
