"""Rotated pages, and rotated text on a page, are read as if turned upright."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import Block
from tests.letters.readers.drawn import HEIGHT, WIDTH, Words, column, draw, pdf, pieces

LETTER = [
    "Datum 4 mei 2020",
    "",
    "Geachte voorzitter,",
    "",
    "Bij brief van 11 mei heeft het kabinet gemeld dat 40 torens in 2019 zijn nagekeken",
    "en dat het licht in 17 torens aan is.",
    "",
    "De wachters krijgen dit jaar een jas, zo is met hen afgesproken.",
]
PAGE = [
    *column(LETTER, top=760),
    *pieces(70, 640, ("Dat staat in de brief", 9, 0), ("1", 5, 3), (" van mei.", 9, 0)),
    Words(440, 750, "Directie Licht", 7),
    *pieces(70, 90, ("1", 4.5, 2.5), (" Zie de verzonnen brief.", 7, 0)),
]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_a_page_reads_the_same_however_it_and_its_words_are_turned(turned: int, drawn: int) -> None:
    assert read(pdf(PAGE, PAGE, turned=turned, drawn=drawn)).blocks == read(pdf(PAGE, PAGE)).blocks


def with_turned_table(turn: int) -> bytes:
    """Two upright pages; the sentence at the end of the first continues at the top of the second."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    draw(canvas, column(LETTER, top=760))
    canvas.saveState()
    canvas.translate(300, 350)
    canvas.rotate(turn)
    draw(canvas, [Words(0, 0, "Toren 12 13 14", 8), Words(0, -10, "Wachters 3 4 5", 8)])
    canvas.restoreState()
    draw(canvas, column(["De kosten worden gedragen door de gemeenten langs de kust, die daar ook"], top=120))
    canvas.showPage()
    draw(canvas, column(["zelf om hebben gevraagd. Zo is het.", *LETTER[4:]], top=760))
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_words_on_an_upright_page_are_kept_and_cut_no_sentence(turn: int) -> None:
    reading = read(with_turned_table(turn))
    texts = [block.text for block in reading.blocks]
    assert "Toren 12 13 14 Wachters 3 4 5" in " ".join(texts)
    sentence = "door de gemeenten langs de kust, die daar ook zelf om hebben gevraagd."
    assert sentence in parse(reading).text


def test_a_turned_stamp_that_returns_on_each_page_is_furniture() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    for _ in range(3):
        draw(canvas, column(LETTER, top=760))
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        draw(canvas, [Words(0, 0, "Verzonnen voorbeeld VT-2020-12345", 7)])
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    blocks: tuple[Block, ...] = read(target.getvalue()).blocks
    assert [block.page for block in blocks if "VT-2020" in block.text] == [1]
