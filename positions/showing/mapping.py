"""The strip beside a letter's text, like a map: a lane a topic, a mark where a sentence speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.showing.said import Said, Sentence

HEIGHT, LANE, MARK = 1000, 8, 4


@dataclass(frozen=True, slots=True)
class Mark:
    said: Said
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A topic with its marks; `sentences` is the same in words, for whoever cannot see or reach the marks."""

    said: Said
    x: int
    marks: list[Mark]
    sentences: list[Said]


@dataclass(frozen=True, slots=True)
class Map:
    lanes: list[Lane]
    width: int
    height: int = HEIGHT


def map_of(sentences: Sequence[Sentence], chosen: Callable[[Said], bool], length: int) -> Map | None:
    """`length` is that of the text; None where nothing is to be seen."""
    shown = [(sentence, said) for sentence in sentences for said in sentence.topics(chosen)]
    topics = sorted({said.stance.topic_id: said for _, said in shown}.values(), key=lambda s: s.stance.topic.position)
    lanes = [_lane(place, topic, shown, length) for place, topic in enumerate(topics)]
    return Map(lanes, width=LANE * len(lanes)) if lanes else None


def _lane(place: int, topic: Said, shown: Sequence[tuple[Sentence, Said]], length: int) -> Lane:
    own = [(sentence, said) for sentence, said in shown if said.slug == topic.slug]
    marks = [_mark(place * LANE, sentence, said, length) for sentence, said in own]
    return Lane(topic, place * LANE, marks, [said for _, said in own])


def _mark(x: int, sentence: Sentence, said: Said, length: int) -> Mark:
    height = max(MARK, HEIGHT * (sentence.end - sentence.start) / length)
    return Mark(said, x, round(min(HEIGHT * sentence.start / length, HEIGHT - height), 1), round(height, 1))
