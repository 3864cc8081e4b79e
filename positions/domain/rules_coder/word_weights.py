"""Learned weights of words: how much each word speaks for a direction, a firm score, a judgement or a topic.

The cues of the codebook are exact but few; letters also use words that nobody listed. The weights of word stems, and of
pairs of words that follow each other («niet zolang», «te snel»), were fitted on hand-coded letters by
`python -m bench.fit_word_weights` and are stored in `word_weights.json` beside this module. They are added to what the
cues say and never name a topic or a holder by themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.word_cache import WordCache

PATH = Path(__file__).with_name("word_weights.json")
DIRECTION, STRENGTH, JUDGEMENT, SUBJECT = QUESTIONS = ("direction", "strength", "judgement", "subject")
IN_PAIRS = frozenset({DIRECTION, STRENGTH, JUDGEMENT})  # whether a topic goes on is asked of too many sentences
EVERYWHERE = "any"
UNIT = 1000  # the file has whole thousandths
_ENOUGH = 14  # different words
_SHORT, _LONG = 5, 8  # letters of a word that count: endings differ, «dreig(t|de|ing)»
_LEAST = 3  # letters of a word that counts at all


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the first five and the first eight letters of each word of three letters or more, in lower case."""
    return frozenset(chain.from_iterable(map(_stems_of_word, words)))


def _stems_of_word(word: str) -> tuple[str, ...]:
    if len(word) < _LEAST or word.isdecimal():
        return ()
    return (word[:_SHORT], word[:_LONG]) if len(word) >= _LONG else (word[:_SHORT],)


def pairs_of(words: Sequence[str]) -> frozenset[str]:
    """Return each two words that follow each other, by their first five letters, in lower case; no numbers."""
    return frozenset(f"{first}_{then}" for first, then in _pairs(words))


def _pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    shortened = [*map(_SHORTENED.__getitem__, words)]
    pairs = frozenset(pairwise(shortened))
    return frozenset(filter(all, pairs)) if "" in shortened else pairs


_SHORTENED = WordCache(lambda word: "" if word.isdecimal() else word[:_SHORT].lower())


def said_by_words(sentence: Sentence, question: str, topic: str) -> float:
    """Return the sum of the weights of the words, over the square root of their number; 0 for an unknown topic."""
    signs = _pairs_too(sentence) if question in IN_PAIRS else _stems_in(sentence)
    if not signs.number:
        return 0.0
    unit: float = UNIT * signs.number**0.5
    return sum(map(_column(question, topic).__getitem__, signs.weighed)) / unit


def fullness(sentence: Sentence) -> float:
    """Return 1, or less for a short sentence, whose few words say less about it."""
    return float(min(1.0, len(sentence.words) / _ENOUGH) ** 0.5)


def strongest_word(sentence: Sentence, question: str, topic: str, side: int) -> str | None:
    """Return the word of the sentence with the most weight on one side (1 or −1), or None."""
    weights = _weights(question, topic)
    known = sorted(stem for stem in stems_of(sentence.words) if stem in weights)
    stem = max(known, key=lambda stem: side * weights[stem], default=None)
    if stem is None or side * weights[stem] <= 0:
        return None
    words: list[str] = re.findall(r"\w+", sentence.text)
    return next((word for word in words if word.lower().startswith(stem)), stem)


class _Signs(NamedTuple):
    """The different stems of a sentence, or stems and pairs: how many, and those with a weight."""

    number: int
    weighed: list[int]


def _stems_in(sentence: Sentence) -> _Signs:
    known = sentence.notes.get("stems")
    if not isinstance(known, _Signs):
        stems = frozenset(chain.from_iterable(map(_STEM_SIGNS.__getitem__, sentence.words)))
        known = sentence.notes["stems"] = _Signs(len(stems), [stem for stem in stems if type(stem) is int])
    return known


def _pairs_too(sentence: Sentence) -> _Signs:
    known = sentence.notes.get("stems and pairs")
    if not isinstance(known, _Signs):
        number, weighed = _stems_in(sentence)
        pairs, places = _pairs(sentence.parts[1::2]), _places_of_pairs()
        there = [places[pair] for pair in pairs if pair in places]
        known = sentence.notes["stems and pairs"] = _Signs(number + len(pairs), weighed + there)
    return known


def _stem_signs(word: str) -> tuple[int | str, ...]:
    """Return each stem of a word: its place in the columns of weights, or itself where it has no weight."""
    places = _places()
    return tuple(places.get(stem, stem) for stem in _stems_of_word(word))


_STEM_SIGNS = WordCache(_stem_signs)


@cache
def _places() -> dict[str, int]:
    """Return the place of each stem and pair that has a weight, the same in all columns."""
    weighed = {sign for tables in _file().values() for table in tables.values() for sign in table}
    return {sign: place for place, sign in enumerate(sorted(weighed))}


@cache
def _places_of_pairs() -> dict[tuple[str, str], int]:
    parted = ((sign.partition("_"), place) for sign, place in _places().items())
    return {(first, then): place for (first, sign, then), place in parted if sign}


@cache
def _column(question: str, topic: str) -> list[int]:
    """Return the weights for one question and topic by place: a sentence needs dozens of them."""
    weights = _weights(question, topic)
    return [weights.get(sign, 0) for sign in _places()]


@cache
def _weights(question: str, topic: str) -> Mapping[str, int]:
    """Return the weight of each stem for one question and topic: that of all topics, plus the topic's own."""
    tables = _file()[question]
    if topic not in tables:
        return {}
    anywhere, own = tables[EVERYWHERE], tables[topic]
    return {stem: anywhere.get(stem, 0) + own.get(stem, 0) for stem in {**anywhere, **own}}


@cache
def _file() -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = json.loads(PATH.read_text(encoding="utf-8"))
    return found
