"""The character ledger is stored with the text, shown to editors, and raises a question if characters are missing."""

from __future__ import annotations

import pytest
from django.test import Client

from letters.admin import ledger_lines
from letters.ingestion import steps
from letters.ingestion.open_questions import Attention, LetterFacts, open_questions, words_of
from letters.ingestion.store import store
from letters.ledger import Kept, account, from_json, to_json
from letters.models import Ingestion, Letter, Revision
from letters.readers.blocks import LeftOut, Why

LETTER = "Aan de Voorzitter van de Tweede Kamer\n\nDen Haag, 11 november 2020\n\nIk meld u de stand van het beleid.\n"
LOST = to_json(account(["Een brief.", "Op 11 november."], [Kept("body", 1, "Een brief."), Kept("body", 2, "Op")], []))


def ingested(data: bytes) -> Letter:
    row = store(data, name="brief.txt", channel=Ingestion.Channel.COMMAND, enqueue=False)
    steps.advance(row.pk)
    row.refresh_from_db()
    assert row.letter is not None, row.message
    return row.letter


@pytest.mark.django_db
def test_a_text_that_was_read_whole_keeps_its_ledger_and_asks_nothing() -> None:
    letter = ingested(LETTER.encode())
    (row,) = from_json(letter.revisions.get().ledger)
    assert (row.source, row.difference) == (sum(map(len, LETTER.split())), 0)
    assert Attention.UNACCOUNTED not in letter.attention


@pytest.mark.django_db
def test_a_text_that_misses_characters_asks_with_page_and_words(admin_client: Client) -> None:
    letter = ingested(LETTER.encode())
    Revision.objects.filter(letter=letter).update(ledger=LOST)
    letter.attention = open_questions(letter)
    letter.save()
    assert Attention.UNACCOUNTED in letter.attention
    page = admin_client.get(f"/admin/letters/letter/{letter.pk}/change/").content.decode()
    assert "Bladzijde 2, verschil in tekens: 11 (“11 november”)." in page
    assert "50,0 % niet verantwoord" in page


@pytest.mark.django_db
def test_a_text_that_was_read_before_characters_were_counted_is_shown_as_unknown(admin_client: Client) -> None:
    letter = ingested(LETTER.encode())
    Revision.objects.filter(letter=letter).update(ledger=None)
    assert LetterFacts.of(letter).unaccounted is False
    page = admin_client.get(f"/admin/letters/letter/{letter.pk}/change/").content.decode()
    assert str(ledger_lines.UNKNOWN) in page


def test_the_line_for_editors_tells_shares_of_the_file() -> None:
    rows = account(["a" * 994 + "kopvan"], [Kept("body", None, "a" * 994)], [LeftOut(Why.FURNITURE, "kopvan")])
    assert ledger_lines.line(to_json(rows)) == "99,4 % in de tekst, 0,6 % bladkop of -voet"


@pytest.mark.parametrize(
    ("text", "left_out", "said"),
    [
        ("abcde" * 2, "", "100 % in de tekst, 100 % dubbel"),
        ("abcde" * 3, "", "100 % in de tekst, 200,0 % dubbel"),
        ("abcde", "e", "80,0 % in de tekst, 20,0 % kantlijn, 20,0 % dubbel"),
        ("abc", "e", "60,0 % in de tekst, 20,0 % kantlijn, 20,0 % niet verantwoord"),
        ("", "abcde" * 2, "0 % in de tekst, 200,0 % kantlijn, 100 % dubbel"),
    ],
)
def test_what_stands_there_twice_is_told_apart_from_what_is_missing(text, left_out, said) -> None:
    rows = account(["abcde"], [Kept("body", None, text)], [LeftOut(Why.MARGIN, left_out)])
    assert ledger_lines.line(to_json(rows)) == said


def test_every_class_that_is_told_has_words() -> None:
    assert set(ledger_lines.CLASSES) == set(Why) - {Why.NUMBER}  # numbers of items and notes count as text


def test_a_small_share_is_neither_nothing_nor_everything() -> None:
    assert [ledger_lines.percentage(share) for share in (0, 0.0001, 0.9999, 1)] == [
        "0 %",
        "minder dan 0,1 %",
        "99,9 %",
        "100 %",
    ]


def test_a_form_without_pages_tells_no_page() -> None:
    rows = account(["Een brief van 2 bladen"], [Kept("body", None, "Een brief van bladen")], [])
    assert words_of("unaccounted", [], rows).endswith("Verschil in tekens: 1 (“2”).")
