"""Typed words on a page of a PDF (form fields, stamps, notes) belong to its text, although files keep them apart."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from letters.readers import read
from tests.letters.readers.accounts import unaccounted
from tests.letters.readers.drawn import HEIGHT, LEFT, WIDTH, column, draw

BEFORE = ["Geachte voorzitter,", "Hierbij ontvangt u het antwoord op uw vraag over de vuurtoren van het eiland."]
TYPED = "De lamp brandt vanaf zonsondergang."


def form(*, printed: bool, hidden: bool = False) -> bytes:
    """Return a page with a form field below the printed text, if any, and above the closing line."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    draw(canvas, column(BEFORE, top=700) if printed else [])
    canvas.acroForm.textfield(
        value=TYPED, x=LEFT, y=640, width=400, height=20, annotationFlags="hidden" if hidden else "print"
    )
    draw(canvas, column(["Met vriendelijke groet,"], top=600) if printed else [])
    canvas.linkURL("https://voorbeeld.nl/", (LEFT, 500, LEFT + 90, 520))
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def test_what_is_typed_in_a_form_is_read_in_its_place() -> None:
    assert texts(form(printed=True)) == [*BEFORE, TYPED, "Met vriendelijke groet,"]


def test_a_form_without_printed_words_is_read() -> None:
    assert texts(form(printed=False)) == [TYPED]


def test_values_that_a_file_states_and_does_not_draw_are_read() -> None:
    stated = form(printed=True).replace(b"/AP ", b"/XP ").replace(b"/Fields ", b"/NeedAppearances true /Fields ")
    assert texts(stated) == [*BEFORE, TYPED, "Met vriendelijke groet,"]


def test_hidden_fields_are_not_read() -> None:
    assert texts(form(printed=True, hidden=True)) == [*BEFORE, "Met vriendelijke groet,"]


@pytest.mark.parametrize("printed", [True, False])
def test_every_character_of_a_form_is_accounted_for(*, printed: bool) -> None:
    assert not unaccounted(form(printed=printed))
