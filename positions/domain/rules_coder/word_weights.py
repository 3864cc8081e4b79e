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
from functools import cache, lru_cache
from itertools import chain, repeat
from pathlib import Path

from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.word_cache import WordCache

PATH = Path(__file__).with_name("word_weights.json")
DIRECTION, STRENGTH, JUDGEMENT, SUBJECT = QUESTIONS = ("direction", "strength", "judgement", "subject")
IN_PAIRS = (DIRECTION, STRENGTH, JUDGEMENT)  # whether a topic goes on is asked of too many sentences
_NO_SUMS = (0,) * len(IN_PAIRS)
EVERYWHERE = "any"
UNIT = 1000  # the file has whole thousandths
_ENOUGH = 14  # different words
_SHORT, _LONG = 5, 8  # letters of a word that count: endings differ, «dreig(t|de|ing)»
_LEAST = 3  # letters of a word that counts at all
_MOST_WORDS = 50_000


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the first five and the first eight letters of each word of three letters or more, in lower case."""
    return frozenset(chain.from_iterable(map(_STEMS.__getitem__, words)))


def _stems_of_word(word: str) -> tuple[str, ...]:
    if len(word) < _LEAST or word.isdecimal():
        return ()
    return (word[:_SHORT], word[:_LONG]) if len(word) >= _LONG else (word[:_SHORT],)


_STEMS = WordCache(_stems_of_word)


def pairs_of(words: Sequence[str]) -> frozenset[str]:
    """Return each two words that follow each other, by their first five letters, in lower case; no numbers."""
    return frozenset(map(_pair_of, words, words[1:])) - _NO_PAIR


@lru_cache(_MOST_WORDS)
def _pair_of(first: str, then: str) -> str:
    if first.isdecimal() or then.isdecimal():
        return ""
    return f"{first[:_SHORT].lower()}_{then[:_SHORT].lower()}"


_NO_PAIR = frozenset({""})


def said_by_words(sentence: Sentence, question: str, topic: str) -> float:
    """Return the sum of the weights of the words, over the square root of their number; 0 for an unknown topic."""
    if question not in IN_PAIRS:
        signs = _stems_in(sentence)
        total = sum(map(_weights(question, topic).get, signs, repeat(0)))
    else:
        signs = _pairs_too(sentence)
        total = _sums(sentence, topic)[IN_PAIRS.index(question)]
    unit: float = UNIT * len(signs) ** 0.5
    return total / unit if signs else 0.0


def _sums(sentence: Sentence, topic: str) -> tuple[int, ...]:
    """Return the sums of the weights for all questions of `IN_PAIRS`, found at once and cached on the sentence."""
    known = sentence.notes.get(topic)
    if not isinstance(known, tuple):
        rows = filter(None, map(_rows(topic).get, _pairs_too(sentence)))
        known = sentence.notes[topic] = tuple(map(sum, zip(*rows, strict=True))) or _NO_SUMS
    return known


@cache
def _rows(topic: str) -> dict[str, tuple[int, ...]]:
    """Return the weights of each stem and pair for all questions of `IN_PAIRS`."""
    tables = [_weights(question, topic) for question in IN_PAIRS]
    return {sign: tuple(table.get(sign, 0) for table in tables) for sign in {*chain.from_iterable(tables)}}


def fullness(sentence: Sentence) -> float:
    """Return 1, or less for a short sentence, whose few words say less about it."""
    return float(min(1.0, len(sentence.words) / _ENOUGH) ** 0.5)


def strongest_word(sentence: Sentence, question: str, topic: str, side: int) -> str | None:
    """Return the word of the sentence with the most weight on one side (1 or −1), or None."""
    weights = _weights(question, topic)
    known = sorted(stem for stem in _stems_in(sentence) if stem in weights)
    stem = max(known, key=lambda stem: side * weights[stem], default=None)
    if stem is None or side * weights[stem] <= 0:
        return None
    words: list[str] = re.findall(r"\w+", sentence.text)
    return next((word for word in words if word.lower().startswith(stem)), stem)


def _stems_in(sentence: Sentence) -> frozenset[str]:
    known = sentence.notes.get("stems")
    if not isinstance(known, frozenset):
        known = sentence.notes["stems"] = stems_of(sentence.words)
    return known


def _pairs_too(sentence: Sentence) -> frozenset[str]:
    known = sentence.notes.get("stems and pairs")
    if not isinstance(known, frozenset):
        known = sentence.notes["stems and pairs"] = _stems_in(sentence) | pairs_of(sentence.parts[1::2])
    return known


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
