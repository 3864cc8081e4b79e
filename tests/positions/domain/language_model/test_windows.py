"""Windows: every coded sentence once, numbered through the letter, passages whole where they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.parser.parsed_letter import ParsedLetter, ParsedPassage, PassageKind
from positions.domain.language_model.windows import BEFORE, numbered_sentences, windows_of
from tests.coded_prose import letter

PROSE = """@ Een vaart
# Inleiding
Eerste zin.
Tweede zin.

Derde zin.
## Verder
Vierde zin.
Vijfde zin.
Zesde zin.
"""


def letter_with(*lengths: int, kind: PassageKind = PassageKind.BODY) -> ParsedLetter:
    """Return a letter with passages of so many sentences of two characters."""
    text, passages = "", []
    for length in lengths:
        bounds = tuple((len(text) + 2 * place, len(text) + 2 * place + 2) for place in range(length))
        passages.append(ParsedPassage(kind, len(text), len(text) + 2 * length, sentences=bounds))
        text += "z." * length
    return ParsedLetter(text=text, passages=tuple(passages))


def test_sentences_are_numbered_from_one_through_the_letter() -> None:
    parsed = letter(PROSE)
    found = numbered_sentences(parsed)
    assert [(each.number, each.text) for each in found][:3] == [
        (1, "Eerste zin."), (2, "Tweede zin."), (3, "Derde zin.")
    ]  # fmt: skip
    assert all(parsed.text[each.start : each.end] == each.text for each in found)
    assert found[0].headings != found[-1].headings


def test_passages_stay_whole_where_they_fit() -> None:
    assert [(each.first, each.last) for each in windows_of(letter(PROSE), 3)] == [(1, 3), (4, 6)]
    assert [(each.first, each.last) for each in windows_of(letter(PROSE), 4)] == [(1, 3), (4, 6)]
    assert [(each.first, each.last) for each in windows_of(letter(PROSE), 6)] == [(1, 6)]


def test_a_window_has_the_sentences_before_it_as_context() -> None:
    first, second = windows_of(letter(PROSE), 3)
    assert first.before == ()
    assert [each.number for each in second.before] == [1, 2, 3]


def test_a_passage_that_is_too_long_is_cut() -> None:
    assert [(each.first, each.last) for each in windows_of(letter_with(1, 7), 3)] == [(1, 1), (2, 4), (5, 7), (8, 8)]


@pytest.mark.parametrize("kind", [PassageKind.HEADER, PassageKind.SIGNATURE, PassageKind.FOOTNOTE, PassageKind.TITLE])
def test_what_is_never_coded_is_in_no_window(kind: PassageKind) -> None:
    assert windows_of(letter_with(3, kind=kind), 5) == []


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 7))
def test_each_sentence_is_in_one_window_in_order(lengths: list[int], size: int) -> None:
    windows = windows_of(letter_with(*lengths), size)
    assert [each.number for window in windows for each in window.sentences] == list(range(1, sum(lengths) + 1))
    assert all(1 <= len(window.sentences) <= size and len(window.before) <= BEFORE for window in windows)
