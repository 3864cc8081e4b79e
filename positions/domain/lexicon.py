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


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """A pattern and all the cues that share it: it is tried once."""

    pattern: Pattern
    cues: tuple[Cue, ...]


class _Entry(NamedTuple):
    """What a word can begin: plain cues; phrases by how the next word opens; phrases by how any later word opens.

    `openings` are its own first letters, by which the words before it find their phrases.
    """

    openings: tuple[str, ...]
    plain: tuple[Cue, ...]
    followed: dict[str, tuple[_Phrase, ...]]
    phrases: tuple[tuple[str, tuple[_Phrase, ...]], ...]


def _entry(word: str, lowered: str, found: list[tuple[str, Cue]]) -> _Entry:
    shared: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    for stem, cue in found:
        if not _is_simple(cue) and (lowered == stem or _goes_on(cue.pattern, lowered[len(stem) :])):
            shared[stem, cue.pattern.term].append(cue)
    followed: dict[str, list[_Phrase]] = defaultdict(list)
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    for (stem, _), cues in shared.items():
        phrase = _Phrase(cues[0].pattern, tuple(sorted(cues, key=_by_role)))
        # «NAVOnorm» is one word of what a hyphen may part: there is no later word to ask for.
        whole = lowered == stem
        by_next = whole and phrase.pattern.next_signs
        for sign in by_next or (phrase.pattern.signs if whole else ()) or ("",):
            (followed if by_next else phrases)[sign].append(phrase)
    plain = tuple(cue for _, cue in found if _is_simple(cue) and _matches(cue, word, lowered))
    return _Entry(_openings(lowered), plain, _frozen(followed), tuple(_frozen(phrases).items()))


def _goes_on(pattern: Pattern, rest: str) -> bool:
    """Whether a word that opens like the pattern can be its first: «navonorm» for «NAVO-norm», not «navotop»."""
    return pattern.open_start and (not pattern.glued or any(rest.startswith(sign) for sign in pattern.next_signs))


def _by_role(cue: Cue) -> tuple[str, str, int]:
    return cue.group, cue.topic or "", cue.score or 0


def _frozen(lists: dict[str, list[_Phrase]]) -> dict[str, tuple[_Phrase, ...]]:
    return {sign: tuple(phrases) for sign, phrases in lists.items()}


def _openings(lowered: str) -> tuple[str, ...]:
    return tuple(lowered[:size] for size in range(1, min(SIGN, len(lowered)) + 1))


def _longest_first(text: str, start: int, phrases: set[_Phrase]) -> list[Hit]:
    matches = [(phrase, match) for phrase in phrases if (match := phrase.pattern.regex.match(text, start))]
    if len(matches) > 1:
        matches.sort(key=_by_length)
    return [Hit(cue, start, match.end(), match.group()) for phrase, match in matches for cue in phrase.cues]


def _by_length(found: tuple[_Phrase, re.Match[str]]) -> tuple[int, str]:
    return -found[1].end(), found[0].pattern.term


def _is_simple(cue: Cue) -> bool:
    return bool(cue.pattern.word or cue.pattern.stem)


def _matches(cue: Cue, word: str, lowered: str) -> bool:
    pattern = cue.pattern
    if pattern.word:
        return pattern.word == word if pattern.exact else pattern.word.lower() == lowered
    stem = pattern.stem or ""
    return word.startswith(stem) if pattern.exact else lowered.startswith(stem.lower())
