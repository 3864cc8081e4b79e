"""Topic carry-over: whether a sentence that does not name a topic continues it, by a weighted sum of signs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.references import references
from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.topic_context import REACH, Floor, Place
from positions.domain.rules_coder.word_weights import SUBJECT, fullness, said_by_words

_FIGURES = re.compile(r"\d")


def carry_margin(sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor) -> int:
    """Return what the signs and the words together say, in tenths of log odds: the topic goes on from 0."""
    by_itself = by_itself_of(sentence)
    states = _of_topic(sentence, topic, place, floor, by_itself)
    total = by_itself.weight + sum([weight_of(signs_of, state) for signs_of, state in states])
    if abs(total) > _BEYOND_WORDS:
        return total
    words = _OF_WORDS * fullness(sentence) * said_by_words(sentence, SUBJECT, topic.slug)
    return math.floor(total + words - _LEAST)


@cache
def weight_of(signs_of: Callable[..., Iterator[str]], state: tuple[object, ...]) -> int:
    """Return the weight of the signs of one state. Cached: the same states come up in every letter."""
    return sum(WEIGHTS.get(sign, 0) for sign in signs_of(state))


_OF_WORDS = 10  # the weight of what the words say, in the tenths of the signs
_LEAST = -1
_BEYOND_WORDS = 25


def signs(sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor) -> Iterator[str]:
    """Yield the signs, for and against, that the sentence is about the topic."""
    yield from _turning_signs(sentence)
    for signs_of, state in _of_topic(sentence, topic, place, floor, by_itself_of(sentence)):
        yield from signs_of(state)


@dataclass(frozen=True, slots=True)
class ByItself:
    """Topic-independent properties of a sentence: the weight of its signs, and whether it refers back."""

    weight: int
    linked: bool
    topics: frozenset[str | None]
    countries: frozenset[str | None]


def by_itself_of(sentence: Sentence) -> ByItself:
    """Return the topic-independent properties of a sentence, computed once and cached on it."""
    known = sentence.notes.get("by itself")
    if isinstance(known, ByItself):
        return known
    found = list(_turning_signs(sentence))
    terms = sentence.of("topic:terms")
    worked_out = ByItself(
        weight=sum(WEIGHTS.get(sign, 0) for sign in found),
        linked=not _LINKS.isdisjoint(found),
        topics=frozenset(hit.cue.topic for hit in (*terms, *sentence.of("topic:primacy"))),
        countries=frozenset(hit.cue.topic for hit in terms if hit.cue.rival),
    )
    sentence.notes["by itself"] = worked_out
    return worked_out


_LINKS = {"connective", "pronoun", "anaphor", "points back"}


class _Placed(NamedTuple):
    place: Place
    argument: bool
    share: int


class _Near(NamedTuple):
    distance: int
    opened: bool
    in_passing: bool
    named_here: int
    before: bool
    before_that: bool
    same_passage: bool
    same_section: bool
    named_next: bool
    item: bool


class _Words(NamedTuple):
    argument: bool
    heaviest: int
    middling: bool
    context: int
    weak: bool
    excluded: bool
    figure: bool


class _Together(NamedTuple):
    where: str
    words: str
    linked: bool
    carries: str
    elsewhere: bool
    another_country: bool


def _of_topic(
    sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor, by_itself: ByItself
) -> tuple[tuple[Callable[..., Iterator[str]], tuple[object, ...]], ...]:
    """Return the four functions that give signs, each with the state that it gives them for."""
    argument = topic.carries == "argument"
    words = _words(sentence, topic.slug, argument)
    where = "before" if floor.before else "heading" if place.heading else "near" if floor.distance <= 3 else "far"
    strength = "own words" if words.heaviest >= 2 else "words" if words.heaviest or words.context else "no words"
    elsewhere = not by_itself.topics <= {topic.slug}
    another_country = elsewhere and not by_itself.countries <= {topic.slug}
    return (
        (_place_signs, _Placed(place, argument, min(3, int(floor.share * 8)))),
        (_near_signs, _near(sentence, floor)),
        (_word_signs, words),
        (_together, _Together(where, strength, by_itself.linked, topic.carries, elsewhere, another_country)),
    )


def _near(sentence: Sentence, floor: Floor) -> _Near:
    same = floor.same_passage(sentence)
    return _Near(
        min(floor.distance, REACH + 1),
        floor.opened,
        floor.in_passing,
        min(floor.named_here, 2) if same else 0,
        *(floor.before, floor.before_that, same, floor.same_section(sentence), floor.named_next, sentence.item),
    )


def _words(sentence: Sentence, slug: str, argument: bool) -> _Words:
    figure = "%" in sentence.text or "figure" in sentence.hits.by_group
    of_topic = sentence.hits.by_topic.get(slug)
    if not of_topic:
        return _Words(argument, 0, False, 0, False, False, figure)
    weights = [hit.cue.weight for hit in of_topic.get("score", ())]
    context = {hit.words.lower() for hit in of_topic.get("topic:context", ())}
    return _Words(
        *(argument, max(weights, default=0), 2 in weights, min(len(context), 4)),
        *("topic:weak" in of_topic, "topic:excluded" in of_topic, figure),
    )


def _together(state: _Together) -> Iterator[str]:
    yield f"{state.where}, {state.words}"
    yield f"{state.where}, {'linked' if state.linked else 'not linked'}"
    if state.carries == "argument":
        yield f"argument {state.where}, {state.words}"
    if state.elsewhere:
        yield f"other topic:{state.carries}"
        if state.another_country:
            yield f"other country:{state.carries}"


def _place_signs(state: _Placed) -> Iterator[str]:
    kind = "argument" if state.argument else "country"
    place = state.place
    if state.argument:
        yield "argument"
    if place.innermost:
        yield f"heading:{kind}"
    elif place.heading:
        yield f"outer heading:{kind}"
    if place.titled:
        yield "title"
    if place.setting:
        yield "setting"
    if place.other:
        yield "other heading"
    yield f"share:{state.share}"


def _near_signs(state: _Near) -> Iterator[str]:
    near = state.distance <= REACH
    if near and state.opened:
        yield "opened with it"
    if near and state.in_passing:
        yield "named in passing"
    if state.named_here:
        yield "named in this passage"
    if state.named_here >= 2:
        yield "named twice in this passage"
    if state.before:
        yield "before"
        if state.distance == 1:
            yield "named before"
    if state.before_that:
        yield "before that"
    yield f"distance:{min(state.distance, 5)}" if near else "distance:far"
    if not state.same_passage:
        yield "new passage"
        if state.before:
            yield "new passage after it"
    if not state.same_section:
        yield "new section"
    if state.named_next:
        yield "named next"
    if state.item:
        yield "item"


def _word_signs(state: _Words) -> Iterator[str]:
    kind = "argument" if state.argument else "country"
    if state.heaviest >= 3:
        yield f"heavy cue:{kind}"
    if state.middling:
        yield f"cue:{kind}"
    elif state.heaviest:
        yield f"light cue:{kind}"
    if state.context:
        yield f"context:{kind}"
    if state.context >= 2:
        yield f"more context:{kind}"
    if state.context >= 4:
        yield f"much context:{kind}"
    if state.weak:
        yield "weak name"
    if state.excluded:
        yield "excluded"
    if state.figure:
        yield f"figure:{kind}"


def _turning_signs(sentence: Sentence) -> Iterator[str]:
    """Yield the topic-independent signs: references back, and other subject matter."""
    yield "any"
    text, groups = sentence.text, sentence.hits.by_group
    yield from references(sentence)
    if sentence.plain("procedure"):
        yield "procedure"
    for group, sign in _TURNING.items():
        if group in groups:
            yield sign
    if len(_FIGURES.findall(text)) >= 4:
        yield "numbers"
    if len(text) < 90:
        yield "short"


_TURNING = {
    "bare-endorsement": "endorsement", "opposition": "opposition", "other-subject": "other subject",
    "pointing": "pointing", "agenda": "agenda", "logistics": "logistics", "question": "question", "norm": "norm",
    "evaluation": "evaluation", "judging": "judgement", "holder:cabinet": "cabinet", "stance": "stance",
    "holder:allies": "allies", "holder:adviser": "adviser", "holder:nato": "nato", "holder:other": "others",
    "contrast": "contrast",
}  # fmt: skip


WEIGHTS: dict[str, int] = {
    "adviser": -5,
    "agenda": -2,
    "anaphor": 4,
    "any": -21,
    "argument": -7,
    "argument before, no words": 4,
    "argument before, own words": 2,
    "argument before, words": 2,
    "argument far, no words": -2,
    "argument far, own words": -2,
    "argument far, words": -3,
    "argument heading, no words": -3,
    "argument heading, own words": 1,
    "argument heading, words": -3,
    "argument near, no words": -3,
    "argument near, own words": -2,
    "argument near, words": 3,
    "before": 7,
    "before that": 9,
    "before, linked": 5,
    "before, no words": -4,
    "before, not linked": 2,
    "before, own words": 10,
    "before, words": 1,
    "cabinet": 4,
    "connective": -1,
    "context:argument": 10,
    "context:country": 2,
    "contrast": 3,
    "distance:1": 1,
    "distance:2": -4,
    "distance:3": 1,
    "distance:4": -5,
    "distance:5": -9,
    "distance:far": -4,
    "endorsement": 7,
    "evaluation": -4,
    "excluded": -3,
    "far, linked": -8,
    "far, no words": -12,
    "far, not linked": -12,
    "far, own words": -5,
    "far, words": -3,
    "figure:country": -3,
    "heading, linked": 2,
    "heading, no words": -1,
    "heading, not linked": 5,
    "heading, own words": 5,
    "heading, words": 3,
    "heading:argument": 11,
    "heading:country": 17,
    "heavy cue:argument": 12,
    "heavy cue:country": 13,
    "item": -1,
    "judgement": 12,
    "light cue:argument": -1,
    "light cue:country": 2,
    "logistics": -7,
    "more context:argument": 8,
    "more context:country": 1,
    "much context:argument": 5,
    "much context:country": 2,
    "named before": 1,
    "named in passing": -4,
    "named next": 14,
    "named twice in this passage": 3,
    "nato": -4,
    "near, linked": -8,
    "near, no words": -12,
    "near, not linked": -7,
    "near, own words": 4,
    "near, words": -7,
    "new passage": 9,
    "new passage after it": -16,
    "new section": -9,
    "norm": -1,
    "numbers": 2,
    "opened with it": 7,
    "opposition": 2,
    "other country:argument": -8,
    "other country:passage": -11,
    "other heading": -7,
    "other subject": -11,
    "other topic:argument": -21,
    "other topic:passage": -9,
    "others": -2,
    "outer heading:country": 12,
    "pointing": -4,
    "points back": 7,
    "procedure": -8,
    "pronoun": 2,
    "question": 2,
    "setting": 4,
    "share:0": -4,
    "share:1": -5,
    "share:2": -7,
    "share:3": -5,
    "short": 6,
    "stance": 4,
    "that country": 5,
    "title": 7,
    "weak name": 9,
}
