"""Finds all terms of a codebook in a sentence in one pass over its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from positions.domain.patterns import Pattern

_WORD = re.compile(r"\w+")
_KEY = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """One term in its role: `group` says what it is a sign of; topic, score and weight where the group has them."""

    group: str
    pattern: Pattern
    topic: str | None = None
    score: int | None = None
    weight: int = 1
    rival: bool = False  # a name of a topic that holds whole passages


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found at text[start:end] of a sentence."""

    cue: Cue
    start: int
    end: int
    words: str


class Lexicon:
    """An index of cues by the first letters of their first word: a sentence costs its words, not the codebook's size."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._by_key: dict[str, list[tuple[Cue, str, bool]]] = defaultdict(list)
        for cue in cues:
            for stem in cue.pattern.stems:
                self._by_key[stem[:_KEY]].append((cue, stem, cue.pattern.word is None and cue.pattern.stem is None))

    def find(self, text: str) -> Iterator[Hit]:
        seen: set[tuple[int, int]] = set()
        for word in _WORD.finditer(text):
            lowered = word.group().lower()
            for size in range(1, min(_KEY, len(lowered)) + 1):
                for cue, stem, needs_regex in self._by_key.get(lowered[:size], ()):
                    if not lowered.startswith(stem):
                        continue
                    span = self._span(cue, word, lowered, text) if needs_regex else self._plain(cue, word, lowered)
                    if span and (id(cue), span[0]) not in seen:
                        seen.add((id(cue), span[0]))
                        yield Hit(cue, span[0], span[1], text[span[0] : span[1]])

    @staticmethod
    def _plain(cue: Cue, word: re.Match[str], lowered: str) -> tuple[int, int] | None:
        return word.span() if cue.pattern.word is None or cue.pattern.word == lowered else None

    @staticmethod
    def _span(cue: Cue, word: re.Match[str], lowered: str, text: str) -> tuple[int, int] | None:
        match = cue.pattern.regex.match(text, word.start())
        return match.span() if match else None
