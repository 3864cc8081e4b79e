"""Finds all terms of a codebook in a sentence in one pass over its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    keys: tuple[str, ...] = field(init=False)  # `group`, and `group:topic` where it has a topic

    def __post_init__(self) -> None:
        keys = (self.group, f"{self.group}:{self.topic}") if self.topic else (self.group,)
        object.__setattr__(self, "keys", keys)


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

    def find(self, text: str) -> list[Hit]:
        """All hits in reading order, the longest first where several begin at one word."""
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        known = self._known
        entries = [known.get(word) or self._learn(word) for _, _, word in words]
        anywhere = {""}.union(*[entry.openings for entry in entries])
        following = [*(entry.openings for entry in entries[1:]), ()]
        found: list[Hit] = []
        for (start, end, word), entry, after in zip(words, entries, following, strict=False):
            if entry.phrases or entry.followed:
                candidates = [cues for sign, cues in entry.phrases if sign in anywhere]
                if entry.followed:
                    candidates += [entry.followed[opening] for opening in after if opening in entry.followed]
                if candidates:
                    found += _longest_first(text, start, {*chain.from_iterable(candidates)})
            for cue in entry.plain:
                found.append(Hit(cue, start, end, word))
        return found

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
    """What a word can begin: plain cues; phrases by how the next word opens; phrases by how any later word opens.

    `openings` are its own first letters, by which the words before it find their phrases.
    """

    openings: tuple[str, ...]
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
    return _Entry(_openings(lowered), plain, _frozen(followed), tuple(_frozen(phrases).items()))


def _frozen(lists: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
    return {sign: tuple(cues) for sign, cues in lists.items()}


def _openings(lowered: str) -> tuple[str, ...]:
    return tuple(lowered[:size] for size in range(1, min(SIGN, len(lowered)) + 1))


def _longest_first(text: str, start: int, cues: set[Cue]) -> list[Hit]:
    matches = ((cue, cue.pattern.regex.match(text, start)) for cue in cues)
    hits = [Hit(cue, start, match.end(), match.group()) for cue, match in matches if match]
    return sorted(hits, key=_by_length) if len(hits) > 1 else hits


def _by_length(hit: Hit) -> tuple[int, str]:
    return -hit.end, hit.cue.pattern.term


def _is_simple(cue: Cue) -> bool:
    return bool(cue.pattern.word or cue.pattern.stem)


def _matches(cue: Cue, word: str, lowered: str) -> bool:
    pattern = cue.pattern
    if pattern.word:
        return pattern.word == word if pattern.exact else pattern.word.lower() == lowered
    stem = pattern.stem or ""
    return word.startswith(stem) if pattern.exact else lowered.startswith(stem.lower())
