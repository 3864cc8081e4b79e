"""PDFs with visible pages that hold no readable text."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.letters.readers.drawn import HEIGHT, WIDTH, column, draw

WHERE = ["noord", "oost", "zuid", "west", "midden", "eiland"]
FURNITURE = "Ministerie van Torens, kenmerk VT-2020/123, ter attentie van de Kamer, pagina"


def words(canvas: Canvas) -> None:
    """Draw four lines unique to the page: repeated lines would be page furniture."""
    where = WHERE[canvas.getPageNumber() % len(WHERE)]
    lines = [f"Het kabinet heeft de torens langs de kust van {where} {row} keer laten nakijken." for row in "abcd"]
    draw(canvas, column(lines, top=700))


def scan(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("RGB", (200, 300), "white"), 20, 20, 550, 800)


def scan_in_strips(canvas: Canvas) -> None:
    for strip in range(10):
        canvas.drawInlineImage(Image.new("RGB", (200, 30), "white"), 20, 20 + 80 * strip, 550, 80)


def stamped_scan(canvas: Canvas) -> None:
    scan(canvas)
    canvas.drawString(400, 20, "Ontvangen 3 mei 2020")


def outlines(canvas: Canvas) -> None:
    for stroke in range(300):
        canvas.line(70 + stroke, 700, 71 + stroke, 705)


def signs(canvas: Canvas) -> None:
    """Draw what a font without a character map gives for four lines of words."""
    draw(canvas, column(["!# $%& *() +/= ?@[ ]^` {|}~ #$% &*( )+/ =?@ [ ]^ `{| }~! #$%"] * 4, top=700))


def logo_and_a_name(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("RGB", (40, 40), "white"), 70, 700, 120, 60)
    canvas.drawString(70, 600, "A.B. Verzonnen")


def nothing(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)


def pdf_of(*pages: Callable[[Canvas], None], furniture: bool = False) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    for number, page in enumerate(pages, start=1):
        page(canvas)
        if furniture:
            canvas.setFont("Helvetica", 7)
            canvas.drawString(70, 30, f"{FURNITURE} {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()
