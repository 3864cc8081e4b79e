"""An invented letter as a ministry would print it: letterhead, margin column, running header, notes, hyphens."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

CHAMBER = "Tweede Kamer der Staten-Generaal"
LEFT, RIGHT_COLUMN, TOP, LEADING = 80, 430, 640, 13
SIZE, SMALL, TINY = 9.5, 7, 6

PAGE_ONE = [
    "Geachte voorzitter,",
    "",
    "Met deze brief informeer ik uw Kamer over de verzonnen kabinetsreac-",
    "tie op het rapport over vuurtorens^1 dat vorig jaar verscheen. De minister",
    "zal de EU-NAVO-",
    "samenwerking op dit punt blijven steunen, want die EU-NAVO-samenwerking werkt",
    "al tien jaar goed.",
    "In 2019^2 was een vuurtoren van 30 m^2 nog genoeg.",
    "",
    "*Stand van zaken",
    "Het kabinet ziet drie punten:",
    "1. het licht van de torens moet altijd te zien zijn, ook als het weer op zee zo",
    "    slecht is dat niemand uitvaart;",
    "2. de wachters krijgen een jas.",
    "Daarna volgt een tweede alinea die zo lang is dat zij over de rand van deze",
    "bladzijde loopt, omdat het politiek-",
    "strategisch belang van de torens, dat wil zeggen het politiek-strategisch nut dat",
]
PAGE_TWO = [
    "zij hebben, niet op een enkele bladzijde past. Zo is het.",
    "",
    "*2. Tot slot",
    "Het kabinet wacht op het licht.",
    "",
    "Hoogachtend,",
    "",
    "De minister van Vuurtorens,",
    "A.B. van der Verzonnen",
]
NOTES_ONE = [
    ("1", "Zie ook de verzonnen brief van 3 mei 2018, die hier"),
    ("", "niet wordt herhaald."),
    ("2", "Een verzonnen jaarverslag."),
]
MARGIN = ["Ministerie van Vuurtorens", "Directie Licht", "Onze referentie", "VT-2020/123", "Bijlage(n)", "2"]


def departmental_pdf(*, pages: int = 2, encrypt: object = None) -> bytes:
    """The letter as PDF; `pages` above 2 repeats its last page."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), encrypt=encrypt)
    canvas.setTitle("Brief over vuurtorens")
    _letterhead(canvas)
    _column(canvas, PAGE_ONE, TOP)
    _notes(canvas)
    _foot(canvas, 1, pages)
    canvas.showPage()
    for number in range(2, pages + 1):
        _margin(canvas, MARGIN[:4], 780)
        _column(canvas, PAGE_TWO, 760)
        _foot(canvas, number, pages)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _letterhead(canvas: Canvas) -> None:
    _margin(canvas, MARGIN, 720)
    canvas.setFont("Helvetica", SMALL)
    canvas.drawString(LEFT, 790, "> Retouradres Postbus 1 2500 AA Den Haag")
    canvas.setFont("Helvetica", SIZE)
    for step, line in enumerate(["De voorzitter van de " + CHAMBER, "Postbus 20018", "2500 EA DEN HAAG"]):
        canvas.drawString(LEFT, 760 - step * LEADING, line)
    canvas.drawString(LEFT, 700, "Datum")
    canvas.drawString(LEFT + 45, 700, "3 februari 2020")
    canvas.drawString(LEFT, 700 - LEADING, "Betreft")
    canvas.drawString(LEFT + 45, 700 - LEADING, "Kabinetsreactie op het verzonnen advies over vuurtorens van de Raad")
    canvas.drawString(LEFT + 45, 700 - 2 * LEADING, "Internationaal Licht")


def _margin(canvas: Canvas, lines: list[str], top: float) -> None:
    canvas.setFont("Helvetica", SMALL)
    for step, line in enumerate(lines):
        canvas.drawString(RIGHT_COLUMN + 10, top - step * 9, line)


def _column(canvas: Canvas, lines: list[str], top: float) -> None:
    y = top
    for line in lines:
        if line.startswith("*"):
            canvas.setFont("Helvetica-Bold", SIZE)
            canvas.drawString(LEFT, y, line[1:])
        elif line:
            _with_marks(canvas, line, y)
        y -= LEADING
    canvas.setFont("Helvetica", SIZE)


def _with_marks(canvas: Canvas, line: str, y: float) -> None:
    """Draw a line in which `^1` is a raised 1."""
    text = canvas.beginText(LEFT + (14 if line.startswith("    ") else 0), y)
    text.setFont("Helvetica", SIZE)
    pieces = line.strip().split("^")
    text.textOut(pieces[0])
    for piece in pieces[1:]:
        text.setRise(4)
        text.setFont("Helvetica", TINY)
        text.textOut(piece[0])
        text.setRise(0)
        text.setFont("Helvetica", SIZE)
        text.textOut(piece[1:])
    canvas.drawText(text)


def _notes(canvas: Canvas) -> None:
    y = 110.0
    for label, line in NOTES_ONE:
        text = canvas.beginText(LEFT, y)
        text.setFont("Helvetica", 4.5)
        text.setRise(2.5)
        text.textOut(label)
        text.setRise(0)
        text.setFont("Helvetica", SMALL)
        text.textOut((" " if label else "") + line)
        canvas.drawText(text)
        y -= 9


def _foot(canvas: Canvas, number: int, pages: int) -> None:
    canvas.setFont("Helvetica", SMALL)
    canvas.drawString(RIGHT_COLUMN + 10, 40, f"Pagina {number} van {pages}")
