"""A ministry's letter is read in full: see `departmental_letter.py` for the letter itself."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import Block, BlockKind, NoteMark, Reading
from tests.letters.readers.departmental_letter import departmental_pdf

SUBJECT = "Betreft Kabinetsreactie op het verzonnen advies over vuurtorens van de Raad Internationaal Licht"


@pytest.fixture(scope="module")
def letter() -> Reading:
    return read(departmental_pdf())


def starting(letter: Reading, words: str) -> Block:
    return next(block for block in letter.blocks if block.text.startswith(words))


def test_hyphens_of_line_ends_go_where_the_word_is_one_and_stay_where_it_is_not(letter: Reading) -> None:
    text = starting(letter, "Met deze brief").text
    assert "kabinetsreactie op" in text
    assert "de EU-NAVO-samenwerking op" in text
    assert "het politiek-strategisch belang" in starting(letter, "Daarna volgt").text


def test_raised_numbers_are_marks_also_after_a_year_but_not_in_a_unit(letter: Reading) -> None:
    block = starting(letter, "In 2019")
    assert block.text == "In 2019 was een vuurtoren van 30 m2 nog genoeg."
    assert block.marks == (NoteMark(7, "2"),)


def test_footnotes_carry_their_label_and_are_whole(letter: Reading) -> None:
    notes = [(block.label, block.text) for block in letter.blocks if block.kind is BlockKind.FOOTNOTE]
    assert notes == [
        ("1", "Zie ook de verzonnen brief van 3 mei 2018, die hier niet wordt herhaald."),
        ("2", "Een verzonnen jaarverslag."),
    ]


def test_a_paragraph_cut_by_the_page_break_says_so_on_both_sides(letter: Reading) -> None:
    before, after = starting(letter, "Daarna volgt"), starting(letter, "zij hebben")
    assert (before.cut_after, before.page) == (True, 1)
    assert (after.cut_before, after.page) == (True, 2)


def test_bold_lines_are_headings(letter: Reading) -> None:
    assert [block.text for block in letter.blocks if block.kind is BlockKind.HEADING] == [
        "Stand van zaken",
        "2. Tot slot",
    ]


def test_list_items_carry_their_labels(letter: Reading) -> None:
    items = [block for block in letter.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [item.label for item in items] == ["1.", "2."]
    assert items[0].text.endswith("op zee zo slecht is dat niemand uitvaart;")


def test_the_letterhead_survives_once_and_the_margin_of_later_pages_goes(letter: Reading) -> None:
    texts = [block.text for block in letter.blocks]
    for fact in ("Onze referentie", "VT-2020/123", "Datum 3 februari 2020", SUBJECT):
        assert texts.count(fact) == 1
    assert not any("Pagina" in text for text in texts)
    assert "Pagina 2 van 2" in letter.furniture


def test_lines_that_end_early_end_their_paragraph(letter: Reading) -> None:
    texts = [block.text for block in letter.blocks]
    assert texts[-3:] == ["Hoogachtend,", "De minister van Vuurtorens,", "A.B. van der Verzonnen"]


def test_small_type_at_the_foot_is_a_note_though_its_label_cannot_be_read() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    first = ["Het kabinet heeft de proef bekeken en is daar in alle opzichten tevreden over geweest."] * 6
    for body in ([*first, "Het kabinet wil daarom dat de proef in het volgende jaar op dezelfde"], ["wijze doorgaat."]):
        canvas.setFont("Helvetica", 10)
        for step, line in enumerate(body):
            canvas.drawString(80, 700 - step * 13, line)
        canvas.setFont("Helvetica", 7)
        if len(body) > 1:
            canvas.drawString(80, 90, "Zie over deze verzonnen proef ook de eerdere brief van het kabinet")
            canvas.drawString(80, 82, "die in mei verscheen.")
        canvas.showPage()
    canvas.save()
    reading = read(target.getvalue())
    notes = [block.text for block in reading.blocks if block.kind is BlockKind.FOOTNOTE]
    assert notes == ["Zie over deze verzonnen proef ook de eerdere brief van het kabinet die in mei verscheen."]
    assert "volgende jaar op dezelfde wijze doorgaat." in parse(reading).text


def test_a_number_by_itself_before_a_note_is_its_label() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    for step in range(8):
        canvas.drawString(80, 700 - step * 14, "Het kabinet heeft de proef bekeken en is daar tevreden over.")
    for y, label in ((94, "1"), (80, "2")):
        canvas.setFont("Helvetica", 7)
        canvas.drawString(80, y + 6, label)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(86, y, f"Verzonnen krant, {label} mei 2021.")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(300, 40, "7")
    canvas.save()
    notes = [block for block in read(target.getvalue()).blocks if block.kind is BlockKind.FOOTNOTE]
    assert [(note.label, note.text.partition(" 7")[0]) for note in notes] == [
        ("1", "Verzonnen krant, 1 mei 2021."),
        ("2", "Verzonnen krant, 2 mei 2021."),
    ]
