"""Letterheads and tables laid out in cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import Block, BlockKind, Form, NoteMark, Reading
from letters.readers.text.text_reader import read_text

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


COLUMNS = (
    (("Datum", "Bijlage(n)", "Betreft"), ("9 oktober 2026", "", "Verslag van de Raad")),
    (("Bijlage(n)", "Datum", "Betreft"), ("", "9 oktober 2026", "Verslag van de Raad")),
    (("Betreft", "Datum", "Ons kenmerk"), ("Verslag van de Raad", "9 oktober 2026", "")),
    (("", "Datum", "", "Betreft"), ("", "9 oktober 2026", "", "Verslag van de Raad")),
    (("Datum", "", "Betreft"), ("9 oktober 2026", "Verslag van de Raad")),
    (("Uw kenmerk", "Betreft", "Bijlage(n)", "Datum"), ("", "Verslag van de Raad", "", "9 oktober 2026")),
)


def as_html_table(table: tuple[tuple[str, ...], ...]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    return f"<html><body><table>{lines}</table>" + "".join(f"<p>{text}</p>" for text in LETTER) + "</body></html>"


def as_markdown_table(table: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in table) + "\n\n" + "\n\n".join(LETTER)


@pytest.mark.parametrize("form", [as_html_table, as_markdown_table])
@pytest.mark.parametrize("table", COLUMNS)
def test_an_empty_cell_shifts_no_value_to_another_label(
    table: tuple[tuple[str, ...], ...], form: Callable[[tuple[tuple[str, ...], ...]], str]
) -> None:
    parsed = parse(read(form(table).encode()))
    assert (parsed.document_date, parsed.subject) == (date(2026, 10, 9), "Verslag van de Raad")
    assert [parsed.text[p.start : p.end] for p in parsed.passages if p.kind is PassageKind.BODY] == [LETTER[1]]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("9 oktober 2026", "", ""), (date(2026, 10, 9), None)),
        (("", "Verslag van de Raad", ""), (None, "Verslag van de Raad")),
    ],
)
def test_a_row_with_one_value_gives_it_to_the_label_that_it_fits(
    values: tuple[str, ...], found: tuple[date | None, str | None]
) -> None:
    parsed = parse(read(as_html_table((("Datum", "Betreft", "Bijlage(n)"), values)).encode()))
    assert (parsed.document_date, parsed.subject) == found


def test_labels_before_all_their_values_get_each_their_own() -> None:
    head = ["Datum", "Ons kenmerk", "Betreft", "9 oktober 2026", "PR2026001234", "Verslag van de Raad"]
    parsed = parse(read_text("\n\n".join((*head, *LETTER))))
    assert (parsed.document_date, parsed.subject) == (date(2026, 10, 9), "Verslag van de Raad")
    assert parsed.identifier == "PR2026001234"


def test_a_label_without_a_value_takes_none_of_the_next() -> None:
    head = [
        "Uw kenmerk",
        "Onze referentie",
        "PR2026001234",
        "Datum",
        "9 oktober 2026",
        "Betreft",
        "Verslag van de Raad",
    ]
    blocks = tuple(Block(text) for text in (*head, "Verslag van de Raad", *LETTER))
    parsed = parse(Reading(Form.DOCX, blocks))
    assert (parsed.document_date, parsed.subject) == (date(2026, 10, 9), "Verslag van de Raad")
    assert parsed.identifier == "PR2026001234"


@pytest.mark.parametrize("label", ["Contactpersoon", "Behandeld door:", "Telefoon", "Uw kenmerk", "Bijlage(n)"])
def test_a_label_is_not_the_subject_of_the_label_above_it(label: str) -> None:
    head = ["Betreft", label, "Datum 9 oktober 2026"]
    parsed = parse(Reading(Form.DOCX, tuple(Block(text) for text in (*head, *LETTER))))
    assert (parsed.subject, parsed.document_date) == (None, date(2026, 10, 9))


@pytest.mark.parametrize("end", ["het beleid voor", "de stand van de", "de torens (aan de"])
def test_a_subject_goes_on_after_a_line_that_cannot_end_one(end: str) -> None:
    head = ["Datum 9 oktober 2026", f"Betreft Reactie op {end}", "Kust en de Havens)"]
    parsed = parse(Reading(Form.DOCX, tuple(Block(text) for text in (*head, *LETTER))))
    assert parsed.subject == f"Reactie op {end} Kust en de Havens)"


def test_in_running_text_cells_are_sentences_of_their_own_and_no_bar_stands_between_them() -> None:
    row = Block("| Eerst dit. Dan dat | | nog iets", BlockKind.TABLE_ROW, marks=(NoteMark(12, "1"), NoteMark(33, "2")))
    parsed = parse(Reading(Form.DOCX, (*(Block(text) for text in LETTER), row)))
    passage = parsed.passages[-1]
    assert parsed.text[passage.start : passage.end] == "Eerst dit. Dan dat  nog iets"
    assert [parsed.text[a:b] for a, b in passage.sentences] == ["Eerst dit.", "Dan dat", "nog iets"]
    assert [mark.offset - passage.start for mark in passage.marks] == [10, 28]
