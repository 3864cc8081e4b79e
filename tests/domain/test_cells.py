"""Letterheads and tables that are set in cells."""

from __future__ import annotations

from datetime import date

import pytest

from letters.domain.letter import parse
from letters.domain.parsed import ParsedLetter, PassageKind
from letters.reading.blocks import Block, BlockKind, Form, NoteMark, Reading
from letters.reading.text import read_text

LETTER = ("Geachte voorzitter,", "Hierbij leest u hoe de proef is verlopen. Zij is geslaagd.")

CHAMBER = "Tweede Kamer der Staten-Generaal"


def rows(*texts: str) -> ParsedLetter:
    table = [Block(text, BlockKind.TABLE_ROW) for text in texts]
    return parse(Reading(Form.DOCX, (*table, *(Block(text) for text in LETTER))))


@pytest.mark.parametrize(
    "table",
    [
        ("Datum | 21 september 2026", "Betreft | Reactie op de proef", "Onze referentie | PR2026001234"),
        ("Datum: | 21 september 2026 | Betreft: | Reactie op de proef", "Ons kenmerk | PR2026001234"),
        ("Datum | Betreft | Kenmerk", "21 september 2026 | Reactie op de proef | PR2026001234"),
    ],
)
def test_a_letterhead_in_cells_is_understood(table: tuple[str, ...]) -> None:
    parsed = rows(f"Aan | De voorzitter van de {CHAMBER}", *table)
    assert parsed.document_date == date(2026, 9, 21)
    assert parsed.subject == parsed.title == "Reactie op de proef"
    assert (parsed.identifier, parsed.chamber, parsed.kind) == ("PR2026001234", "Tweede Kamer", "kabinetsreactie")
    assert [p.kind for p in parsed.passages if p.sentences] == [PassageKind.BODY]
    assert "|" not in parsed.text


def test_table_lines_in_plain_text_are_cells_too() -> None:
    parsed = parse(read_text("| Datum | 9 oktober 2026 |\n| Betreft | Verslag van de Raad |\n\n" + "\n\n".join(LETTER)))
    assert (parsed.document_date, parsed.subject) == (date(2026, 10, 9), "Verslag van de Raad")
    assert "|" not in parsed.text


def test_in_running_text_cells_are_sentences_of_their_own_and_no_bar_stands_between_them() -> None:
    row = Block("| Eerst dit. Dan dat | | nog iets", BlockKind.TABLE_ROW, marks=(NoteMark(12, "1"), NoteMark(33, "2")))
    parsed = parse(Reading(Form.DOCX, (*(Block(text) for text in LETTER), row)))
    passage = parsed.passages[-1]
    assert parsed.text[passage.start : passage.end] == "Eerst dit. Dan dat  nog iets"
    assert [parsed.text[a:b] for a, b in passage.sentences] == ["Eerst dit.", "Dan dat", "nog iets"]
    assert [mark.offset - passage.start for mark in passage.marks] == [10, 28]
