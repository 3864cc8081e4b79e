"""Learned weights of words: how much each word speaks for a direction, a firm score, a judgement or a topic.

The cues of the codebook are exact but few; letters also use words that nobody listed. The weights of word stems were
fitted on hand-coded letters by `python -m bench.word_weights` and are stored in `word_weights.json` beside this module.
They are added to what the cues say and never name a topic or a holder by themselves.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from positions.domain.rules_coder.sentences import Sentence

PATH = Path(__file__).with_name("word_weights.json")
DIRECTION, STRENGTH, JUDGEMENT, SUBJECT = QUESTIONS = ("direction", "strength", "judgement", "subject")
_PLACE = {question: place for place, question in enumerate(QUESTIONS)}
EVERYWHERE = "any"
UNIT = 1000  # the file has whole thousandths
_ENOUGH = 14  # different words
_SHORT, _LONG = 5, 8  # letters of a word that count: endings differ, «dreig(t|de|ing)»
_LEAST = 3  # letters of a word that counts at all

Weights = tuple[int, int, int, int]  # in the order of QUESTIONS


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the first five and the first eight letters of each word of three letters or more, in lower case."""
    long = [word for word in words if len(word) >= _LEAST and not word.isdecimal()]
    return frozenset([word[:_SHORT] for word in long] + [word[:_LONG] for word in long if len(word) >= _LONG])


def said_by_words(sentence: Sentence, question: str, topic: str) -> float:
    """Return the sum of the weights of the words, over the square root of their number; 0 for an unknown topic."""
    known = sentence.notes.get(f"words of {topic}")
    if not isinstance(known, tuple):
        known = sentence.notes[f"words of {topic}"] = _sums(_stems_in(sentence), _weights(topic))
    return float(known[_PLACE[question]])


def fullness(sentence: Sentence) -> float:
    """Return 1, or less for a short sentence, whose few words say less about it."""
    return float(min(1.0, len(sentence.words) / _ENOUGH) ** 0.5)


def _sums(stems: frozenset[str], weights: Mapping[str, Weights]) -> tuple[float, ...]:
    found = [weights[stem] for stem in stems if stem in weights]
    if not found:
        return (0.0,) * len(QUESTIONS)
    unit = UNIT * len(stems) ** 0.5
    return tuple([sum(column) / unit for column in zip(*found, strict=True)])


def strongest_word(sentence: Sentence, question: str, topic: str, side: int) -> str | None:
    """Return the word of the sentence with the most weight on one side (1 or −1), or None."""
    weights, place = _weights(topic), QUESTIONS.index(question)
    known = sorted(stem for stem in _stems_in(sentence) if stem in weights)
    stem = max(known, key=lambda stem: side * weights[stem][place], default=None)
    if stem is None or side * weights[stem][place] <= 0:
        return None
    words: list[str] = re.findall(r"\w+", sentence.text)
    return next((word for word in words if word.lower().startswith(stem)), stem)


def _stems_in(sentence: Sentence) -> frozenset[str]:
    known = sentence.notes.get("stems")
    if not isinstance(known, frozenset):
        known = sentence.notes["stems"] = stems_of(sentence.words)
    return known


@cache
def _weights(topic: str) -> Mapping[str, Weights]:
    """Return the weights of each stem for one topic: those of all topics, plus its own."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for place, question in enumerate(QUESTIONS):
        tables = _file()[question]
        for table in (tables[EVERYWHERE], tables[topic]) if topic in tables else ():
            for stem, weight in table.items():
                found[stem][place] += weight
    return {stem: (a, b, c, d) for stem, (a, b, c, d) in found.items()}


@cache
def _file() -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = json.loads(PATH.read_text(encoding="utf-8"))
    return found
