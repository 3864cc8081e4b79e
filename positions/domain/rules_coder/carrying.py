"""Topic carry-over: whether a sentence that does not name a topic continues it, by a weighted sum of signs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.references import references
from positions.domain.rules_coder.sentences import Sentence, digits
from positions.domain.rules_coder.topic_context import REACH, Floor, Place
from positions.domain.rules_coder.word_weights import SUBJECT, fullness, said_by_words


def carry_margin(sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor) -> int:
    """Return what the signs and the words together say, in tenths of log odds: the topic goes on from 0."""
    by_itself = by_itself_of(sentence)
    total = by_itself.weight + _weight_of(_of_topic(sentence, topic, place, floor, by_itself))
    if total < -_BEYOND_WORDS - _MOST_BY_COHESION:
        return total
    total += _weight_of(_cohesion_signs(sentence, floor, place))
    if abs(total) > _BEYOND_WORDS:
        return total
    words = _OF_WORDS * fullness(sentence) * said_by_words(sentence, SUBJECT, topic.slug)
    return math.floor(total + words - (_LEAST_OF_ARGUMENT if topic.carries == "argument" else _LEAST))


def _weight_of(signs: Iterable[str]) -> int:
    return sum(map(WEIGHTS.get, signs, repeat(0)))


_OF_WORDS = 10  # the weight of what the words say, in the tenths of the signs
_LEAST, _LEAST_OF_ARGUMENT = 2, 3  # above zero: in doubt it stops, sooner for money and institutions than for a country
_BEYOND_WORDS = 25
_MOST_BY_COHESION = 10  # what the signs of shared words add at most: where more is missing, none are looked for


def signs(sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor) -> Iterator[str]:
    """Yield the signs, for and against, that the sentence is about the topic."""
    yield from _turning_signs(sentence)
    yield from _of_topic(sentence, topic, place, floor, by_itself_of(sentence))
    yield from _cohesion_signs(sentence, floor, place)


@dataclass(slots=True)
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
    found = _turning_signs(sentence)
    terms = sentence.of("topic:terms")
    worked_out = ByItself(
        weight=_weight_of(found),
        linked=not _LINKS.isdisjoint(found),
        topics=frozenset(hit.cue.topic for hit in (*terms, *sentence.of("topic:primacy"))),
        countries=frozenset(hit.cue.topic for hit in terms if hit.cue.rival),
    )
    sentence.notes["by itself"] = worked_out
    return worked_out


def names_another(sentence: Sentence, topic: CodebookTopic) -> bool:
    """True if the sentence names another topic."""
    for group in ("topic:terms", "topic:primacy"):
        for hit in sentence.of(group):
            if hit.cue.topic != topic.slug:
                return True
    return False


def opens_elsewhere(sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor) -> bool:
    """True if a new passage has a topic of its own, which ends what was carried over.

    Unless the heading above it names the carried topic, or the sentence refers back or speaks of it in its own words.
    """
    if place.innermost or floor.same_passage(sentence) or not names_another(sentence, topic):
        return False
    if by_itself_of(sentence).linked or floor.named_next:
        return False
    return not any(hit.cue.weight >= 2 for hit in sentence.topical("score", topic.slug))


_LINKS = {"connective", "pronoun", "anaphor", "points back"}


def _of_topic(sentence: Sentence, topic: CodebookTopic, place: Place, floor: Floor, by_itself: ByItself) -> list[str]:
    """Return the signs that depend on the topic, without those of cohesion."""
    kind = "argument" if topic.carries == "argument" else "country"
    words, strength = _word_signs(sentence, topic.slug, kind)
    where = "before" if floor.before else "heading" if place.heading else "near" if floor.distance <= 3 else "far"
    found = [*_place_signs(place, kind), *_joint_signs(kind, where, strength, by_itself.linked), *words]
    found += _near_signs(sentence, floor)
    found += _ahead_signs(sentence, topic, floor)
    found.append(f"share:{min(3, int(floor.share * 8))}")
    if not by_itself.topics <= {topic.slug}:
        found.append(f"other topic:{topic.carries}")
        if not by_itself.countries <= {topic.slug}:
            found.append(f"other country:{topic.carries}")
    return found


@cache
def _joint_signs(kind: str, where: str, strength: str, linked: bool) -> tuple[str, ...]:
    """Return the signs of where the topic stands together with the words and links of the sentence."""
    found = (f"{where}, {strength}", f"{where}, linked" if linked else f"{where}, not linked")
    return (*found, "argument", f"argument {where}, {strength}") if kind == "argument" else found


def _place_signs(place: Place, kind: str) -> list[str]:
    found = []
    if place.innermost:
        found.append(f"heading:{kind}")
    elif place.heading:
        found.append(f"outer heading:{kind}")
    if place.titled:
        found.append("title")
    if place.setting:
        found.append("setting")
    if place.other:
        found.append("other heading")
    return found


def _near_signs(sentence: Sentence, floor: Floor) -> list[str]:
    found = []
    if floor.distance > REACH:
        found.append("distance:far")
    else:
        found.append(f"distance:{min(floor.distance, 5)}")
        if floor.opened:
            found.append("opened with it")
        if floor.in_passing:
            found.append("named in passing")
    if floor.before:
        found.append("before")
        if floor.distance == 1:
            found.append("named before")
    if floor.before_that:
        found.append("before that")
    answers = floor.answers(sentence)
    if answers:
        found.append("answer")
    elif not floor.same_passage(sentence):
        found += ["new passage", "new passage after it"] if floor.before else ["new passage"]
    elif floor.named_here:
        found.append("named in this passage")
        if floor.named_here >= 2:
            found.append("named twice in this passage")
    if floor.displaced == sentence.passage:
        found.append("displaced")
    if not floor.same_section(sentence) and not answers:
        found.append("new section")
    if floor.named_next:
        found.append("named next")
    if sentence.item:
        found.append("item")
    return found


def _cohesion_signs(sentence: Sentence, floor: Floor, place: Place) -> list[str]:
    """Return the signs of words that the sentence shares with others, and with its heading."""
    found = []
    if previous := floor.shared_with_previous():
        found.append("shared with it" if floor.before else "shared with another")
        if previous > 1 and floor.before:
            found.append("more shared with it")
    if named := floor.shared_with_named():
        found.append("shared with its name")
        if named > 1:
            found.append("more shared with its name")
    if floor.shared_with_heading(sentence):
        found.append("shared with its heading" if place.innermost else "shared with a heading")
    return found


def _ahead_signs(sentence: Sentence, topic: CodebookTopic, floor: Floor) -> list[str]:
    """Return the signs of what follows in the section, and of the place in the passage."""
    found = ["opens a passage"] if sentence.position == 0 else []
    following = floor.following()
    if not following or following.passage != sentence.passage:
        found.append("ends a passage")
    else:
        if floor.named_next:
            found.append("named next in the passage")
        scores = following.topical("score", topic.slug)
        if any([hit.cue.weight >= 2 for hit in scores]):  # noqa: C419, half the time
            found.append("own words next")
        elif scores or following.topical("topic:context", topic.slug):
            found.append("words next")
    if not floor.named_next and floor.named_soon():
        found.append("named soon")
    return found


def _word_signs(sentence: Sentence, slug: str, kind: str) -> tuple[list[str], str]:
    """Return the signs of the topic's words, and how strong these are together."""
    weights = [hit.cue.weight for hit in sentence.topical("score", slug)]
    heaviest = max(weights, default=0)
    context = len({hit.words.lower() for hit in sentence.topical("topic:context", slug)})
    found = []
    if heaviest >= 3:
        found.append(f"heavy cue:{kind}")
    if 2 in weights:
        found.append(f"cue:{kind}")
    elif heaviest:
        found.append(f"light cue:{kind}")
    if context:
        found.append(f"context:{kind}")
    if context >= 2:
        found.append(f"more context:{kind}")
    if context >= 4:
        found.append(f"much context:{kind}")
    if sentence.topical("topic:weak", slug):
        found.append("weak name")
    if sentence.topical("topic:excluded", slug):
        found.append("excluded")
    if "%" in sentence.text or "figure" in sentence.hits:
        found.append(f"figure:{kind}")
    return found, "own words" if heaviest >= 2 else "words" if heaviest or context else "no words"


def _turning_signs(sentence: Sentence) -> list[str]:
    """Return the topic-independent signs: references back, and other subject matter."""
    text, groups = sentence.text, sentence.hits
    found = ["any", *references(sentence), *[_TURNING[group] for group in groups if group in _TURNING]]
    if sentence.plain("procedure"):
        found.append("procedure")
    if digits(sentence) >= 4:
        found.append("numbers")
    if len(text) < 90:
        found.append("short")
    return found


_TURNING = {
    "bare-endorsement": "endorsement", "opposition": "opposition", "other-subject": "other subject",
    "pointing": "pointing", "agenda": "agenda", "logistics": "logistics", "question": "question", "norm": "norm",
    "evaluation": "evaluation", "judging": "judgement", "holder:cabinet": "cabinet", "stance": "stance",
    "holder:allies": "allies", "holder:adviser": "adviser", "holder:nato": "nato", "holder:other": "others",
    "contrast": "contrast",
}  # fmt: skip


WEIGHTS: dict[str, int] = {
    "adviser": -4,
    "agenda": -2,
    "allies": -1,
    "answer": 2,
    "any": -16,
    "argument": -10,
    "argument before, no words": 4,
    "argument before, words": 1,
    "argument far, no words": 1,
    "argument far, own words": -2,
    "argument far, words": -5,
    "argument heading, no words": -4,
    "argument heading, words": -2,
    "argument near, no words": -2,
    "argument near, own words": -3,
    "argument near, words": 2,
    "before": 8,
    "before that": 5,
    "before, linked": 7,
    "before, no words": -4,
    "before, not linked": 1,
    "before, own words": 11,
    "before, words": 1,
    "cabinet": 3,
    "connective": -4,
    "context:argument": 13,
    "contrast": 3,
    "cue:argument": -2,
    "displaced": -9,
    "distance:1": -3,
    "distance:2": -6,
    "distance:4": -4,
    "distance:5": -4,
    "distance:far": 1,
    "endorsement": 4,
    "evaluation": -3,
    "excluded": -1,
    "far, linked": -6,
    "far, no words": -8,
    "far, not linked": -8,
    "far, own words": -3,
    "far, words": -2,
    "figure:argument": -1,
    "figure:country": -3,
    "heading, linked": 3,
    "heading, no words": 3,
    "heading, not linked": 1,
    "heading, own words": 2,
    "heading, words": -1,
    "heading:argument": 10,
    "heading:country": 19,
    "heavy cue:argument": 10,
    "heavy cue:country": 8,
    "judgement": 9,
    "light cue:argument": -2,
    "light cue:country": 1,
    "logistics": -9,
    "more context:argument": 9,
    "more context:country": -4,
    "more shared with it": 4,
    "more shared with its name": 1,
    "much context:argument": 1,
    "much context:country": -1,
    "named before": -3,
    "named in passing": -4,
    "named in this passage": 5,
    "named next": 3,
    "named next in the passage": 10,
    "named soon": 9,
    "named twice in this passage": 4,
    "nato": -4,
    "near, linked": -9,
    "near, no words": -11,
    "near, not linked": -6,
    "near, words": -4,
    "new passage": 2,
    "new passage after it": -14,
    "new section": -7,
    "numbers": 2,
    "opened with it": 4,
    "opens a passage": 5,
    "opposition": 4,
    "other country:argument": -10,
    "other country:passage": -11,
    "other heading": -8,
    "other subject": -10,
    "other topic:argument": -22,
    "other topic:passage": -11,
    "others": -1,
    "outer heading:country": 6,
    "own words next": 10,
    "pointing": -6,
    "points back": 4,
    "procedure": -9,
    "pronoun": 9,
    "question": 1,
    "setting": 1,
    "share:1": -3,
    "share:2": -7,
    "share:3": -6,
    "shared with a heading": -3,
    "shared with another": -12,
    "shared with it": -6,
    "shared with its heading": 4,
    "shared with its name": 1,
    "short": 6,
    "stance": 4,
    "that country": 3,
    "title": 10,
    "weak name": 5,
    "words next": 4,
}
