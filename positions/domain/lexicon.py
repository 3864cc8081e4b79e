"""Finds all terms of a codebook in a sentence in one pass over its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from positions.domain.patterns import SIGN, Pattern

_WORD = re.compile(r"\w+")
_KEY = 4
_MOST_WORDS = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One term in its role: `group` says what it is a sign of; topic, score and weight where the group has them."""

    group: str
    pattern: Pattern
    topic: str | None = None
    score: int | None = None
    weight: int = 1
    rival: bool = False  # a name of a topic that holds whole passages
    steady: bool = False  # a score that no negation turns


class Hit(NamedTuple):
    """A cue found at text[start:end] of a sentence. A tuple, because a letter makes thousands of them."""

    cue: Cue
    start: int
    end: int
    words: str


class Lexicon:
    """An index of cues by how their words begin: a sentence costs its own words, not the codebook's size."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._by_key: dict[str, list[tuple[str, Cue]]] = defaultdict(list)
        for cue in cues:
            for stem in cue.pattern.stems:
                self._by_key[stem[:_KEY]].append((stem, cue))
        self._known: dict[str, _Entry] = {}

    def find(self, text: str) -> Iterator[Hit]:
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        openings = [_openings(word) for _, _, word in words]
        anywhere = {"", *chain.from_iterable(openings)}
        openings.append(())
        for place, (start, end, word) in enumerate(words):
            entry = self._known.get(word) or self._learn(word)
            for cue in entry.plain:
                yield Hit(cue, start, end, word)
            candidates = [cues for sign, cues in entry.phrases if sign in anywhere]
            if entry.followed:
                candidates += [cues for opening in openings[place + 1] if (cues := entry.followed.get(opening))]
            for cue in {*chain.from_iterable(candidates)} if candidates else ():
                match = cue.pattern.regex.match(text, start)
                if match:
                    yield Hit(cue, start, match.end(), match.group())

    def _learn(self, word: str) -> _Entry:
        """Which cues a word can begin is worked out once: letters repeat their words."""
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        lowered = word.lower()
        found = {
            id(cue): (stem, cue)
            for size in range(1, min(_KEY, len(word)) + 1)
            for stem, cue in self._by_key.get(lowered[:size], ())
            if lowered.startswith(stem)
        }
        self._known[word] = entry = _entry(word, lowered, list(found.values()))
        return entry


class _Entry(NamedTuple):
    """What a word can begin: plain cues; phrases by how the next word opens; phrases by how any later word opens."""

    plain: tuple[Cue, ...]
    followed: dict[str, tuple[Cue, ...]]
    phrases: tuple[tuple[str, tuple[Cue, ...]], ...]


def _entry(word: str, lowered: str, found: list[tuple[str, Cue]]) -> _Entry:
    followed: dict[str, list[Cue]] = defaultdict(list)
    phrases: dict[str, list[Cue]] = defaultdict(list)
    for stem, cue in found:
        pattern = cue.pattern
        if _is_simple(cue) or (lowered != stem and not pattern.open_start):
            continue
        # «NAVOnorm» is one word of what a hyphen may part: there is no later word to ask for.
        by_next = pattern.next_signs and lowered == stem
        for sign in pattern.next_signs if by_next else (pattern.signs if lowered == stem else ()) or ("",):
            (followed if by_next else phrases)[sign].append(cue)
    plain = tuple(cue for _, cue in found if _is_simple(cue) and _matches(cue, word, lowered))
    return _Entry(plain, _frozen(followed), tuple(_frozen(phrases).items()))


def _frozen(lists: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
    return {sign: tuple(cues) for sign, cues in lists.items()}


@lru_cache(maxsize=50_000)
def _openings(word: str) -> tuple[str, ...]:
    lowered = word.lower()
    return tuple(lowered[:size] for size in range(1, min(SIGN, len(lowered)) + 1))


def _is_simple(cue: Cue) -> bool:
    return bool(cue.pattern.word or cue.pattern.stem)


def _matches(cue: Cue, word: str, lowered: str) -> bool:
    pattern = cue.pattern
    if pattern.word:
        return pattern.word == word if pattern.exact else pattern.word.lower() == lowered
    stem = pattern.stem or ""
    return word.startswith(stem) if pattern.exact else lowered.startswith(stem.lower())
