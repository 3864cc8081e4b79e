"""A reader that is broken on purpose shows in the ledger of characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from letters.ledger import differing
from letters.parser import paragraphs, pipeline
from letters.readers import block_builder
from letters.readers.office import docx_reader
from letters.readers.pdf import pdf_reader
from letters.readers.text import text_reader
from tests.letters.readers.accounts import rows_of
from tests.letters.readers.departmental_letter import departmental_pdf
from tests.letters.readers.drawn import column
from tests.letters.readers.drawn import pdf as drawn
from tests.letters.readers.office_files import W, paragraph
from tests.letters.readers.office_files import docx as packed
from tests.letters.readers.rendered_forms import as_docx, as_html, as_odt, as_text, as_xml

SAID = ["de ministerraad sprak over wegen", "een gezant reisde af naar het noorden", "men bouwde drie bruggen van hout"]
PAGES = [
    column(["Geachte voorzitter, hierbij meld ik u het volgende.", f"Op {day} november dan: {said}."], top=700 - day)
    for day, said in zip((11, 25, 30), SAID, strict=True)
]
NOTED = packed(
    '<w:p><w:r><w:t>Licht</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("Slotzin hier."),
    footnotes=f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("De verre bron.")}</w:footnote></w:footnotes>',
)
TWO_COLUMNS = drawn(
    [
        *column([f"Links staat een lange regel {word}" for word in "abcdefgh"], top=700),
        *column([f"Rechts nog een regel {word}" for word in "uvwxyz"], top=700, x=320),
    ]
)


def broken_lines(change: Callable[[int, list[Any]], list[Any]]) -> Callable[..., list[Any]]:
    whole = pdf_reader._page_lines

    def lines(document: Any, number: int, printed: list[str]) -> list[Any]:
        return change(number, whole(document, number, printed))

    return lines


def without_digits(number: int, lines: list[Any]) -> list[Any]:
    return [replace(line, text=re.sub(r"\d+", "", line.text), raised=(), parts=()) for line in lines]


def test_a_reader_that_drops_a_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(*PAGES)
    assert differing(rows_of(data)) == []
    monkeypatch.setattr(pdf_reader, "_page_lines", broken_lines(lambda number, lines: [] if number == 2 else lines))
    (row,) = differing(rows_of(data))
    assert (row.page, row.difference) == (2, row.source)
    assert "25" in row.words


def test_a_reader_that_drops_a_column_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert differing(rows_of(TWO_COLUMNS)) == []
    monkeypatch.setattr(
        pdf_reader,
        "_page_lines",
        broken_lines(lambda number, lines: [part for x in lines for part in x.parts or (x,) if part.x0 < 300]),
    )
    (row,) = differing(rows_of(TWO_COLUMNS))
    assert row.difference == 6 * len("Rechtsnogeenregel") + len("uvwxyz")
    assert "Rechts" in row.words


def test_a_reader_that_drops_digits_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_page_lines", broken_lines(without_digits))
    found = differing(rows_of(drawn(*PAGES)))
    assert [(row.page, row.difference, row.words) for row in found] == [
        (1, 2, "11"),
        (2, 2, "25"),
        (3, 2, "30"),
    ]


def test_a_reader_that_swallows_a_note_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert differing(rows_of(NOTED)) == []
    visit = docx_reader._DocumentReader.visit
    monkeypatch.setattr(
        docx_reader._DocumentReader,
        "visit",
        lambda self, root: None if root.tag.endswith("}footnote") else visit(self, root),
    )
    (row,) = differing(rows_of(NOTED))
    assert (row.difference > 0, row.words) == (True, "De verre bron")


def test_a_reader_that_swallows_a_note_of_a_pdf_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    data = departmental_pdf()
    assert differing(rows_of(data)) == []
    split = pdf_reader.split_notes
    monkeypatch.setattr(pdf_reader, "split_notes", lambda *a, **k: (split(*a, **k)[0], []))
    assert differing(rows_of(data))


def test_a_reader_that_drops_the_last_paragraph_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    finish = block_builder.Composer.finish
    chunks = text_reader._chunks
    monkeypatch.setattr(block_builder.Composer, "finish", lambda self: finish(self)[:-1])
    monkeypatch.setattr(text_reader, "_chunks", lambda *a, **k: (chunks(*a, **k)[0][:-1], chunks(*a, **k)[1]))
    parts = [("p", "Eerste alinea."), ("p", "Laatste alinea.")]
    for form in (as_docx, as_odt, as_html, as_xml, as_text):
        (row,) = differing(rows_of(form(parts)))
        assert (form.__name__, row.difference, row.words) == (form.__name__, 14, "Laatste alinea")


def test_a_parser_that_drops_the_last_passage_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pipeline,
        "join_split_paragraphs",
        lambda drafts, *, stated: paragraphs.join_split_paragraphs(drafts, stated=stated)[:-1],
    )
    (row,) = differing(rows_of(as_docx([("p", "Eerste alinea."), ("p", "Laatste alinea.")])))
    assert row.difference == 14
