"""Minimap beside a letter's text: a lane per topic, a mark per sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.letter_page.shown_stances import ShownSentence, ShownStance

HEIGHT, LANE, MARK = 1000, 8, 4


@dataclass(frozen=True, slots=True)
class MapMark:
    said: ShownStance
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class MapLane:
    """A topic with its marks; `sentences` is the text alternative."""

    said: ShownStance
    x: int
    marks: list[MapMark]
    sentences: list[ShownStance]


@dataclass(frozen=True, slots=True)
class StanceMap:
    lanes: list[MapLane]
    width: int
    height: int = HEIGHT


def map_of(sentences: Sequence[ShownSentence], chosen: Callable[[ShownStance], bool], length: int) -> StanceMap | None:
    """Return the map of a text of `length` characters; None if there is nothing to show."""
    shown = [(sentence, said) for sentence in sentences for said in sentence.topics(chosen)]
    topics = sorted({said.stance.topic_id: said for _, said in shown}.values(), key=lambda s: s.stance.topic.position)
    lanes = [_lane(place, topic, shown, length) for place, topic in enumerate(topics)]
    return StanceMap(lanes, width=LANE * len(lanes)) if lanes else None


def _lane(place: int, topic: ShownStance, shown: Sequence[tuple[ShownSentence, ShownStance]], length: int) -> MapLane:
    own = [(sentence, said) for sentence, said in shown if said.slug == topic.slug]
    marks = [_mark(place * LANE, sentence, said, length) for sentence, said in own]
    return MapLane(topic, place * LANE, marks, [said for _, said in own])


def _mark(x: int, sentence: ShownSentence, said: ShownStance, length: int) -> MapMark:
    height = max(MARK, HEIGHT * (sentence.end - sentence.start) / length)
    return MapMark(said, x, round(min(HEIGHT * sentence.start / length, HEIGHT - height), 1), round(height, 1))
