"""Matcher: finds all terms of a codebook in a sentence in one pass over its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import NamedTuple

from positions.domain.codebook.terms import Opening, Pattern

_WORDS = re.compile(r"(\w+)")
_KEY = 4
_MOST_WORDS = 50_000
_NOTHING = frozenset[str]()
_ALWAYS = frozenset({""})  # every text begins with it
_NAMING = ("topic:terms", "topic:weak", "topic:excluded", "topic:primacy")
Slot = str | tuple[str, str]  # where the hits of a cue are filed: under its group, or its topic and group


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One term in its role: `group` is the kind of sign; topic, score and weight where the group has them."""

    group: str
    pattern: Pattern
    topic: str | None = None
    score: int | None = None
    weight: int = 1
    rival: bool = False  # a name of a topic that holds whole passages
    steady: bool = False  # a score that negation does not reverse
    judges: bool = True  # a score whose words show a position, not only a direction
    slots: tuple[Slot, ...] = field(init=False)  # a topic's name has two: it counts for other topics too

    def __post_init__(self) -> None:
        of_topic = ((self.topic, self.group),) if self.topic else ()
        general = (self.group,) if self.topic is None or self.group in _NAMING else ()
        object.__setattr__(self, "slots", (*general, *of_topic))


class Hit(NamedTuple):
    """A cue found at text[start:end] of a sentence. A tuple for speed: a letter has thousands of them."""

    cue: Cue
    start: int
    end: int
    words: str


Hits = dict[Slot, list[Hit]]
Filed = tuple[tuple[Slot, Cue], ...]
_new = tuple.__new__  # the constructor of a named tuple takes twice as long


def parts_of(text: str) -> list[str]:
    """Split a text into separators and words, alternately: first and last comes a separator, which may be empty."""
    return _WORDS.split(text)


class Lexicon:
    """Index of cues by the start of their words: the cost depends on the sentence, not on the size of the codebook."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple(cues)
        self._known = _Known(self._cues)

    def only(self, wanted: Callable[[Cue], bool]) -> Lexicon:
        """Return a lexicon of some of the cues: its hits are those of them among all."""
        return Lexicon(filter(wanted, self._cues))

    def find(self, text: str) -> list[Hit]:
        """Return all hits in reading order, the longest first where several begin at one word."""
        return sorted(dict.fromkeys(chain.from_iterable(self.filed(text, parts_of(text)).values())), key=_in_order)

    def filed(self, text: str, parts: list[str]) -> Hits:
        """Return the hits by slot, each list in the order of `find`. `parts` are those of the text (`parts_of`)."""
        words = parts[1::2]
        entries = [*map(self._known.__getitem__, words)]
        openings = [entry.openings for entry in entries]
        there = _ALWAYS.union(*openings)
        openings.append(_NOTHING)
        bounds = [*accumulate(map(len, parts))]
        found: Hits = defaultdict(list)
        around = zip(entries, openings[1:], bounds[:-1:2], bounds[1::2], words, strict=True)
        for entry, following, start, end, word in around:
            if entry.phrased and not (entry.next.isdisjoint(following) and entry.later.isdisjoint(there)):
                for phrase, match in entry.phrases(text, start, following, there):
                    last, phrased = match.end(), match.group()
                    for slot, cue in phrase.filed:
                        found[slot].append(_new(Hit, (cue, start, last, phrased)))
            for slot, cue in entry.plain:
                found[slot].append(_new(Hit, (cue, start, end, word)))
        return found


def _in_order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """A pattern for one first word, tried once for all cues that share it.

    `next` and `later` are the possible starts of the next word and of some later word: none and any if unknown.
    """

    pattern: Pattern
    filed: Filed
    next: frozenset[str]
    later: frozenset[str]
    match: Callable[[str, int], re.Match[str] | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "match", self.pattern.regex.match)


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """The cues that a word can start: plain ones, and phrases.

    Phrases are found by the start of the next word or, failing that, of any other word; those that need no other word
    stand under "", with which every text begins. `openings` are the starts of this word by which phrases at other words
    are found. `next` and `later` are the keys of the two indexes: for nearly every word, comparing them with the words
    around it is enough.
    """

    openings: frozenset[str] = _NOTHING
    plain: Filed = ()
    by_next: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)
    by_later: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)
    next: frozenset[str] = field(init=False)
    later: frozenset[str] = field(init=False)
    phrased: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "next", frozenset(self.by_next))
        object.__setattr__(self, "later", frozenset(self.by_later))
        object.__setattr__(self, "phrased", bool(self.by_next or self.by_later))

    def phrases(
        self, text: str, start: int, following: frozenset[str], there: frozenset[str]
    ) -> Iterable[tuple[_Phrase, re.Match[str]]]:
        """Return the phrases that match here, the longest first.

        `following` has the starts of the next word, `there` those of all words.
        """
        found: dict[_Phrase, re.Match[str]] = {}
        for sign in following:
            for phrase in self.by_next.get(sign, ()):
                if not phrase.later.isdisjoint(there) and (match := phrase.match(text, start)):
                    found[phrase] = match
        if not self.later.isdisjoint(there):
            for sign in self.later & there:
                for phrase in self.by_later[sign]:
                    if match := phrase.match(text, start):
                        found[phrase] = match
        return sorted(found.items(), key=_by_length) if len(found) > 1 else found.items()


_INERT = _Entry()


class _Known(dict[str, _Entry]):
    """Cache of the entry for each word: letters repeat their words."""

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
    for phrase in _phrases(word.lower(), found):
        index = by_next if phrase.next else by_later
        for sign in phrase.next or phrase.later:
            index[sign].append(phrase)
    if not (signs or plain or by_next or by_later):
        return _INERT
    return _Entry(signs, _filed(plain), _frozen(by_next), _frozen(by_later))


def _filed(cues: Iterable[Cue]) -> Filed:
    return tuple((slot, cue) for cue in cues for slot in cue.slots)


def _phrases(lowered: str, found: list[tuple[Opening, Cue]]) -> list[_Phrase]:
    """Return one phrase per pattern, whichever of its openings the word matches."""
    openings: dict[str, list[Opening]] = defaultdict(list)
    cues: dict[str, dict[int, Cue]] = defaultdict(dict)
    for opening, cue in found:
        if not _is_simple(cue):
            openings[cue.pattern.term].append(opening)
            cues[cue.pattern.term][id(cue)] = cue
    return [_phrase(list(cues[term].values()), openings[term], lowered) for term in cues]


def _phrase(cues: list[Cue], openings: list[Opening], lowered: str) -> _Phrase:
    # «NAVOnorm» joins words that a hyphen may separate: it needs no later word.
    parted = all(opening.stem == lowered or not opening.hyphened for opening in openings)
    return _Phrase(
        cues[0].pattern,
        _filed(sorted(cues, key=_by_role)),
        _united([opening.next for opening in openings]) if parted else _NOTHING,
        (_united([opening.later for opening in openings]) if parted else _NOTHING) or _ALWAYS,
    )


def _united(signs: list[frozenset[str]]) -> frozenset[str]:
    """Return the union; empty if one of the openings has no requirement."""
    return frozenset().union(*signs) if all(signs) else _NOTHING


def _by_role(cue: Cue) -> tuple[str, str, int]:
    return cue.group, cue.topic or "", cue.score or 0


def _frozen(lists: dict[str, list[_Phrase]]) -> dict[str, tuple[_Phrase, ...]]:
    return {sign: tuple(phrases) for sign, phrases in lists.items()}


def _by_length(found: tuple[_Phrase, re.Match[str]]) -> tuple[int, str]:
    return -found[1].end(), found[0].pattern.term


def _is_simple(cue: Cue) -> bool:
    return bool(cue.pattern.word or cue.pattern.stem)


def _matches(cue: Cue, word: str) -> bool:
    """True if a word with the term's first letters is the term, with its capitals if the pattern is `exact`."""
    pattern = cue.pattern
    if pattern.word:
        return word == pattern.word if pattern.exact else len(word) == len(pattern.word)
    return not pattern.exact or word.startswith(pattern.stem or "")
