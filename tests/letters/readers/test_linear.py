"""Reading time is linear: four times the input takes about four times as long, with a generous margin."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

import pytest

from letters.parser.pipeline import parse
from letters.readers import read
from tests.letters.readers.office_files import docx, odt, paragraph

SENTENCE = "Het kabinet wil dit in de komende jaren zo houden en zal de Kamer daarover berichten."
LETTER = f"Geachte voorzitter,\n\n{SENTENCE}\n\n"


def page(body: str) -> bytes:
    return f"<html><body>{body}<p>{SENTENCE}</p></body></html>".encode()


def publication(body: str) -> bytes:
    inside = f"<algemeen><vrije-tekst><tekst>{body}<al>{SENTENCE}</al></tekst></vrije-tekst></algemeen>"
    return f"<officiele-publicatie><kamerstuk>{inside}</kamerstuk></officiele-publicatie>".encode()


def numbered(count: int, form: str) -> str:
    return "\n".join(form.format(number) for number in range(1, count))


SHAPES: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "note lines": (500, lambda n: (LETTER + numbered(n, "{0} Zie Kamerstuk 99 101, nr. {0}.")).encode()),
    "pasted notes": (500, lambda n: (LETTER + numbered(n, "X Noot\n{0}\nZie stuk {0}.")).encode()),
    "notes of one paragraph": (
        500,
        lambda n: (numbered(n, "Wij willen dit zo{0}, en dat is goed.").replace("\n", " ") + "\n\n"
                   + numbered(n, "X Noot\n{0}\nZie stuk {0}.")).encode(),
    ),
    "bracketed notes": (
        500,
        lambda n: (numbered(n, "Dat is goed[{0}] en wel.").replace("\n", " ") + "\n\n"
                   + numbered(n, "[{0}] Zie stuk {0}.")).encode(),
    ),
    "notes with one label": (500, lambda n: (LETTER + numbered(n, "Er komt 5 mln.\n\nX Noot\n5\nZie {0}.")).encode()),
    "empty paragraphs, HTML": (4000, lambda n: page("\n<p> </p>" * n)),
    "empty lines, HTML": (4000, lambda n: page("\n<br>" * n)),
    "empty items, HTML": (2000, lambda n: page("<ol>" + "\n<li> </li>" * n + "</ol>")),
    "empty rows, HTML": (2000, lambda n: page("<table>" + "\n<tr>\n<td> </td>\n</tr>" * n + "</table>")),
    "empty paragraphs, XML": (4000, lambda n: publication("\n<al> </al>" * n)),
    "empty paragraphs, DOCX": (2000, lambda n: docx(paragraph(" ") * n + paragraph(SENTENCE))),
    "empty lines, DOCX": (2000, lambda n: docx(f"<w:p>{'<w:r><w:t> </w:t><w:br/></w:r>' * n}</w:p>" + paragraph("x"))),
    "empty paragraphs, ODT": (2000, lambda n: odt("\n<text:p> </text:p>" * n + f"<text:p>{SENTENCE}</text:p>")),
    "empty paragraphs, text": (4000, lambda n: (LETTER + " \n\n" * n).encode()),
    "one long line without a full stop": (5000, lambda n: ("geen einde " * (n // 11)).encode()),
    "one long line without a space": (5000, lambda n: ("geeneinde" * (n // 9)).encode()),
    "one long line of sentences": (5000, lambda n: (f"{SENTENCE} " * (n // 86)).encode()),
    "one long line without a full stop, HTML": (5000, lambda n: page("<p>" + "geen einde " * (n // 11) + "</p>")),
    "one long line of signs, HTML": (5000, lambda n: page("<p>" + "[a](b) &lt;c> | " * (n // 12) + "</p>")),
    "long lines of signs": (5000, lambda n: ("[a](b) <c> | > x - 1. " * (n // 22)).encode()),
    "halves of a paragraph": (500, lambda n: (LETTER + "het kabinet zal de\n\n" * n).encode()),
    "headings": (250, lambda n: (LETTER + numbered(n, f"1.{{0}} Kop van iets\n\n{SENTENCE}\n")).encode()),
}  # fmt: skip


def seconds(data: bytes) -> float:
    """CPU seconds of reading, without garbage collections: those cost by what the whole test run keeps in memory."""
    gc.disable()
    try:
        start = process_time()
        parse(read(data))
        return process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_takes_about_four_times_as_long(shape: str) -> None:
    """Quadratic time is sixteen times as long at every attempt; a busy machine is not."""
    size, make = SHAPES[shape]
    once, four = make(size), make(4 * size)
    seconds(once)  # warm-up of caches
    short = min(seconds(once), seconds(once))
    assert any(seconds(four) < 9 * short + 0.15 for _ in range(5))
