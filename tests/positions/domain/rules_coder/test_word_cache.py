"""Results that are kept by word: found once a word, without growing beyond a bound."""

from __future__ import annotations

from positions.domain.rules_coder.word_cache import MOST_WORDS, WordCache


def test_a_word_is_worked_out_once() -> None:
    asked = []
    lengths = WordCache(lambda word: asked.append(word) or len(word))
    assert [lengths["raad"], lengths["raad"], lengths["de"]] == [4, 4, 2]
    assert asked == ["raad", "de"]


def test_it_never_holds_more_than_its_bound() -> None:
    lengths = WordCache(len)
    assert [lengths[f"woord{number}"] for number in range(MOST_WORDS + 1)][-1] == 10
    assert len(lengths) == 1
