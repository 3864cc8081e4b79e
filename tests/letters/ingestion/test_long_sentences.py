"""A sentence that is too long to be coded raises a question, with the remedy."""

from __future__ import annotations

import pytest

from letters.ingestion.open_questions import Attention, LetterFacts, open_questions, words_of
from letters.models import Letter
from letters.parser.sentence_bounds import LONGEST
from tests.factories import SENTENCES, letter, take_in


def taken(length: int) -> Letter:
    """Take in a letter with a sentence of so many characters."""
    words = "en maatregelen " * (length // 15 + 1)
    sentence = f"Het kabinet wil {words}"[: length - 1].strip()
    sentence += "x" * (length - 1 - len(sentence)) + "."
    found = take_in(letter(sentences=(*SENTENCES, sentence))).letter
    assert found
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "asked"), [(LONGEST, False), (LONGEST + 1, True)])
def test_the_letter_asks_only_for_a_sentence_that_is_passed_over(length: int, asked: bool) -> None:
    found = taken(length)
    assert (Attention.LONG_SENTENCE in found.attention) is asked
    assert (Attention.LONG_SENTENCE in open_questions(found)) is asked, "as its rows say"
    assert LetterFacts.of(found).long_sentence is asked


@pytest.mark.django_db
def test_the_question_says_what_to_do(client, admin_client) -> None:
    found = taken(LONGEST + 1)
    said = words_of("long-sentence", [])
    assert f"{LONGEST:,}".replace(",", ".") in said
    assert "codeer die zin dan zelf" in said
    for page in (
        client.get(found.get_absolute_url()),
        admin_client.get(f"/admin/letters/letter/{found.pk}/change/"),
    ):
        assert said in page.content.decode()


@pytest.mark.django_db
def test_many_short_sentences_are_no_long_one() -> None:
    found = take_in(letter(sentences=SENTENCES * 20)).letter
    assert found
    assert Attention.LONG_SENTENCE not in found.attention
    assert LetterFacts.of(found).long_sentence is False
