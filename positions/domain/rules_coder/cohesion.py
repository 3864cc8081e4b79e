"""Lexical cohesion: content words that sentences of a letter share, since what goes on about a thing repeats them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from positions.domain.rules_coder.sentences import Sentence, words_of
from positions.domain.rules_coder.word_cache import WordCache

_LEAST, _STEM = 6, 7  # letters: of a word that counts, and of it that count
_COMMON, _SHARE = 4, 6  # a word is common in more than four sentences and more than a sixth of them


class Cohesion:
    """The words of each sentence that few others have; worked out when first asked for."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._headings: dict[str, frozenset[str]] = {}

    def shared(self, index: int, others: frozenset[str]) -> int:
        return len(self.rare[index] & others)

    @cached_property
    def rare(self) -> list[frozenset[str]]:
        return _rare([content_words(sentence.words) for sentence in self._sentences])

    def of_heading(self, heading: str) -> frozenset[str]:
        if heading not in self._headings:
            self._headings[heading] = content_words(words_of(heading))
        return self._headings[heading]

    def of_all(self, indices: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*[self.rare[index] for index in indices])


def content_words(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the longer words; words are in lower case."""
    return frozenset(map(_STEMS.__getitem__, words)) - _NO_STEM


_STEMS = WordCache(lambda word: word[:_STEM] if len(word) >= _LEAST else "")
_NO_STEM = frozenset({""})


def _rare(stems: list[frozenset[str]]) -> list[frozenset[str]]:
    most = max(_COMMON, len(stems) // _SHARE)
    common = {stem for stem, times in Counter(chain.from_iterable(stems)).items() if times > most}
    return [found - common for found in stems]
