"""A PDF with unreadable pages raises a question, with the page numbers and the remedy."""

from __future__ import annotations

import pytest

from letters.ingestion import steps
from letters.ingestion.open_questions import Attention, LetterFacts, open_questions, ranges, words_of
from letters.ingestion.store import store
from letters.models import Ingestion, Letter
from tests.letters.readers.unread_pages import pdf_of, scan, words


def ingested(data: bytes) -> Letter:
    row = store(data, name="brief.pdf", channel=Ingestion.Channel.COMMAND, enqueue=False)
    steps.advance(row.pk)
    row.refresh_from_db()
    assert row.letter is not None, row.message
    return row.letter


@pytest.mark.django_db
def test_the_letter_asks_with_the_numbers_of_the_pages(client) -> None:
    letter = ingested(pdf_of(scan, words, scan, scan))
    assert Attention.UNREAD_PAGES in letter.attention
    assert letter.revisions.get().unread_pages == [1, 3, 4]
    page = client.get(letter.get_absolute_url()).content.decode()
    assert "bladzijde 1, 3–4" in page
    assert "doorzoekbare PDF" in page


@pytest.mark.django_db
def test_a_pdf_that_was_read_whole_asks_nothing(django_assert_num_queries) -> None:
    letter = ingested(pdf_of(words, words))
    assert Attention.UNREAD_PAGES not in letter.attention
    with django_assert_num_queries(3):
        assert LetterFacts.of(letter).unread is False


@pytest.mark.django_db
def test_an_editor_can_let_it_be() -> None:
    letter = ingested(pdf_of(scan, words))
    letter.settled = [Attention.UNREAD_PAGES.value]
    assert Attention.UNREAD_PAGES not in open_questions(letter)


def test_pages_are_told_as_short_as_they_go() -> None:
    assert ranges([1, 3, 5, 6, 7, 9, 10]) == "1, 3, 5–7, 9–10"
    assert words_of("no-date", [1]) == Attention.NO_DATE.label
