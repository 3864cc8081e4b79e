"""Finds all terms of a codebook in a sentence in one pass over its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from positions.domain.patterns import Opening, Pattern

_WORDS = re.compile(r"(\w+)")  # splits a text into what is between words and words, by turns
_KEY = 4
_MOST_WORDS = 50_000
_NOTHING = frozenset[str]()
_NAMING = ("topic:terms", "topic:weak", "topic:excluded", "topic:primacy")


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
    general: bool = field(init=False)  # looked for whatever the topic: a cue without one, or a topic's name

    def __post_init__(self) -> None:
        object.__setattr__(self, "general", self.topic is None or self.group in _NAMING)


class Hit(NamedTuple):
    """A cue found at text[start:end] of a sentence. A tuple, because a letter makes thousands of them."""

    cue: Cue
    start: int
    end: int
    words: str


# A named tuple's own constructor takes twice as long.
_hit: Callable[[tuple[Cue, int, int, str]], Hit] = partial(tuple.__new__, Hit)


class Lexicon:
    """An index of cues by how their words begin: a sentence costs its own words, not the codebook's size."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._known = _Known(cues)

    def find(self, text: str) -> list[Hit]:
        """All hits in reading order, the longest first where several begin at one word."""
        parts = _WORDS.split(text)
        ends = [*accumulate(map(len, parts))]
        entries = [*map(self._known.__getitem__, parts[1::2])]
        # From the last word to the first, so that each knows which words come after it.
        found: list[Hit] = []
        later: set[str] = set()
        following = _NOTHING
        for place, entry in zip(range(len(parts) - 2, 0, -2), reversed(entries), strict=True):
            for cue in entry.plain:
                found.append(_hit((cue, ends[place - 1], ends[place], parts[place])))
            if entry.alone or not (entry.next.isdisjoint(following) and entry.later.isdisjoint(later)):
                _add_longest_last(found, text, ends[place - 1], entry.phrases(following, later))
            following = entry.openings
            later |= following
        found.reverse()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """A pattern as one word can begin it, and all the cues that share it (the last one first): it is tried once.

    `next` and `later` say how the next word and some later word have to open; empty where nothing is known.
    """

    pattern: Pattern
    cues: tuple[Cue, ...]
    next: frozenset[str]
    later: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """What a word can begin: plain cues (the last one first), and phrases.

    Phrases are found by how the next word opens or, failing that, any later word; those `alone` ask for no other word.
    `openings` are the beginnings of the word itself by which those before it find their phrases. `next` and `later`
    are the keys of the two indexes: nearly every word is done with when they are compared with the words that follow.
    """

    openings: frozenset[str] = _NOTHING
    plain: tuple[Cue, ...] = ()
    alone: frozenset[_Phrase] = frozenset()
    by_next: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)
    by_later: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)
    next: frozenset[str] = field(init=False)
    later: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "next", frozenset(self.by_next))
        object.__setattr__(self, "later", frozenset(self.by_later))

    def phrases(self, following: frozenset[str], later: set[str]) -> set[_Phrase]:
        """Those worth trying before a word that opens with `following` and words that open with `later`."""
        found = {*self.alone}
        for sign in self.next & following:
            found.update([p for p in self.by_next[sign] if not p.later or not p.later.isdisjoint(later)])
        for sign in self.later & later:
            found.update(self.by_later[sign])
        return found


_INERT = _Entry()


class _Known(dict[str, _Entry]):
    """What each word can begin is worked out once: letters repeat their words."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._by_key: dict[str, list[tuple[Opening, Cue]]] = defaultdict(list)
        self._signs: set[str] = set()
        for cue in cues:
            for opening in cue.pattern.openings:
                self._signs |= opening.next | opening.later
                self._by_key[opening.stem[:_KEY]].append((opening, cue))

    def __missing__(self, word: str) -> _Entry:
        if len(self) >= _MOST_WORDS:
            self.clear()
        lowered = word.lower()
        found = [
            (opening, cue)
            for size in range(1, min(_KEY, len(word)) + 1)
            for opening, cue in self._by_key.get(lowered[:size], ())
            if opening.begins(lowered)
        ]
        signs = self._signs.intersection(lowered[:size] for size in range(1, len(lowered) + 1))
        self[word] = entry = _entry(word, frozenset(signs), found)
        return entry


def _entry(word: str, signs: frozenset[str], found: list[tuple[Opening, Cue]]) -> _Entry:
    plain = [cue for _, cue in found if _is_simple(cue) and _matches(cue, word)]
    by_next: dict[str, list[_Phrase]] = defaultdict(list)
    by_later: dict[str, list[_Phrase]] = defaultdict(list)
    phrases = _phrases(word.lower(), found)
    for phrase in phrases:
        index = by_next if phrase.next else by_later
        for sign in phrase.next or phrase.later:
            index[sign].append(phrase)
    alone = frozenset(phrase for phrase in phrases if not (phrase.next or phrase.later))
    if not (signs or plain or phrases):
        return _INERT
    return _Entry(signs, tuple(reversed(plain)), alone, _frozen(by_next), _frozen(by_later))


def _phrases(lowered: str, found: list[tuple[Opening, Cue]]) -> list[_Phrase]:
    """One for each pattern, whichever of its openings the word may be."""
    openings: dict[str, list[Opening]] = defaultdict(list)
    cues: dict[str, dict[int, Cue]] = defaultdict(dict)
    for opening, cue in found:
        if not _is_simple(cue):
            openings[cue.pattern.term].append(opening)
            cues[cue.pattern.term][id(cue)] = cue
    return [_phrase(list(cues[term].values()), openings[term], lowered) for term in cues]


def _phrase(cues: list[Cue], openings: list[Opening], lowered: str) -> _Phrase:
    # «NAVOnorm» is one word of what a hyphen may part: there is no later word to ask for.
    parted = all(opening.stem == lowered or not opening.hyphened for opening in openings)
    return _Phrase(
        cues[0].pattern,
        tuple(sorted(cues, key=_by_role, reverse=True)),
        _united([opening.next for opening in openings]) if parted else _NOTHING,
        _united([opening.later for opening in openings]) if parted else _NOTHING,
    )


def _united(signs: list[frozenset[str]]) -> frozenset[str]:
    """All of them, or none where one of the openings asks for nothing."""
    return frozenset().union(*signs) if all(signs) else _NOTHING


def _by_role(cue: Cue) -> tuple[str, str, int]:
    return cue.group, cue.topic or "", cue.score or 0


def _frozen(lists: dict[str, list[_Phrase]]) -> dict[str, tuple[_Phrase, ...]]:
    return {sign: tuple(phrases) for sign, phrases in lists.items()}


def _add_longest_last(found: list[Hit], text: str, start: int, phrases: set[_Phrase]) -> None:
    matches = [(phrase, match) for phrase in phrases if (match := phrase.pattern.regex.match(text, start))]
    if len(matches) > 1:
        matches.sort(key=_by_length, reverse=True)
    for phrase, match in matches:
        for cue in phrase.cues:
            found.append(_hit((cue, start, match.end(), match.group())))


def _by_length(found: tuple[_Phrase, re.Match[str]]) -> tuple[int, str]:
    return -found[1].end(), found[0].pattern.term


def _is_simple(cue: Cue) -> bool:
    return bool(cue.pattern.word or cue.pattern.stem)


def _matches(cue: Cue, word: str) -> bool:
    """Whether the word, which opens as the term does, is the term in its own capitals where it asks for them."""
    pattern = cue.pattern
    if pattern.word:
        return word == pattern.word if pattern.exact else len(word) == len(pattern.word)
    return not pattern.exact or word.startswith(pattern.stem or "")
