"""Lexical cohesion: content words that sentences of a letter share, since what goes on about a thing repeats them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from positions.domain.rules_coder.sentences import Sentence

_LEAST, _STEM = 6, 7  # letters: of a word that counts, and of it that count
_COMMON, _SHARE = 4, 6  # a word is common in more than four sentences and more than a sixth of them


class Cohesion:
    """The words of each sentence that few others have; worked out when first asked for."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._rare: list[frozenset[str]] = []

    def shared(self, index: int, others: frozenset[str]) -> int:
        return len(self.words(index) & others)

    def words(self, index: int) -> frozenset[str]:
        if not self._rare:
            self._rare = _rare([content_words(sentence.words) for sentence in self._sentences])
        return self._rare[index]

    def of_all(self, indices: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*map(self.words, indices))


def content_words(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the longer words; words are in lower case."""
    return frozenset(map(_stem, words)) - _NONE


@lru_cache(50_000)  # letters repeat their words
def _stem(word: str) -> str:
    return word[:_STEM] if len(word) >= _LEAST else ""


_NONE = frozenset({""})


def _rare(stems: list[frozenset[str]]) -> list[frozenset[str]]:
    most = max(_COMMON, len(stems) // _SHARE)
    common = {stem for stem, times in Counter(chain.from_iterable(stems)).items() if times > most}
    return [found - common for found in stems]
