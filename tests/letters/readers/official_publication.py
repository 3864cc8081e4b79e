"""A fictional letter laid out as an official publication: dossier in the margin, imprint and notes at the bottom."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

CHAMBER = "Tweede Kamer der Staten-Generaal"
MARGIN, LEFT, LEADING, SIZE, NOTE_SIZE = 55, 221, 10.7, 9, 6.5
BODY = [
    "Aan de Voorzitter van de " + CHAMBER,
    "Den Haag, 3 februari 2020",
    "",
    "Het kabinet heeft het rapport over de verzonnen torens^1 gelezen en",
    "deelt de zorg daarover. Het licht moet aan.",
    "",
    "*Uitvoering",
    "De torens worden in drie jaar nagekeken, te beginnen met de torens aan",
]
NEXT = ["de kust.", "", "De Minister van Vuurtorens,", "A.B. van der Verzonnen"]


def official_pdf(*, margin_notes: bool = False) -> bytes:
    """Two pages. `margin_notes`: the note is in the left margin beside the text, as in older publications."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(558, 771))
    _put(canvas, MARGIN, 740, "Tweede Kamer der Staten-Generaal", 18, bold=True)
    _put(canvas, 530, 740, "2", 18, bold=True)
    _put(canvas, MARGIN, 700, "Vergaderjaar 2019–2020", 9.6)
    _put(canvas, MARGIN, 650, "99 999", 12, bold=True)
    _put(canvas, LEFT, 650, "Vuurtorens", 12, bold=True)
    _put(canvas, MARGIN, 600, "Nr. 12", SIZE, bold=True)
    _put(canvas, LEFT, 600, "BRIEF VAN DE MINISTER VAN VUURTORENS", SIZE, bold=True)
    _column(canvas, BODY, 580)
    if margin_notes:
        _put(canvas, MARGIN, 540, "1", 4.5, rise=2)
        _put(canvas, MARGIN + 4, 540, "Kamerstuk 99 999, nr. 11.", NOTE_SIZE)
    else:
        _put(canvas, LEFT, 110, "1", 4.5, rise=2)
        _put(canvas, LEFT + 8, 110, "Kamerstuk 99 999, nr. 11, waarin het licht", NOTE_SIZE)
    for step, line in enumerate(
        ["KST135711", "kst-99999-12", "ISSN 0921 - 7371", "Sdu Uitgevers", "’s-Gravenhage 2020"]
    ):
        _put(canvas, MARGIN, 80 - 6.4 * step, line, 5.9)
    _foot(canvas, 1)
    canvas.showPage()
    _column(canvas, NEXT, 750)
    if not margin_notes:
        _put(canvas, LEFT, 110, "voor het eerst genoemd wordt.", NOTE_SIZE)
    _foot(canvas, 2)
    canvas.save()
    return target.getvalue()


def _column(canvas: Canvas, lines: list[str], top: float) -> None:
    for step, line in enumerate(lines):
        before, _, after = line.lstrip("*").partition("^")
        y = top - step * LEADING
        width = _put(canvas, LEFT, y, before, SIZE, bold=line.startswith("*"))
        if after:
            width += _put(canvas, LEFT + width, y, after[0], 5, rise=3.5)
            _put(canvas, LEFT + width, y, after[1:], SIZE)


def _put(canvas: Canvas, x: float, y: float, text: str, size: float, *, bold: bool = False, rise: float = 0) -> float:
    font = "Helvetica-Bold" if bold else "Helvetica"
    canvas.setFont(font, size)
    canvas.drawString(x, y + rise, text)
    return float(canvas.stringWidth(text, font, size))


def _foot(canvas: Canvas, page: int) -> None:
    _put(canvas, LEFT, 67, f"Tweede Kamer, vergaderjaar 2019–2020, 99 999, nr. 12 {page}", 7)
