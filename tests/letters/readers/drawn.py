"""PDF pages with fictional text, drawn at given positions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
LEFT, LEADING, SIZE = 70.0, 12.0, 9.0


@dataclass(frozen=True, slots=True)
class Words:
    """A text drawn with its baseline at (x, y), in points from the lower left of the upright page."""

    x: float
    y: float
    text: str
    size: float = SIZE
    font: str = "Helvetica"


def column(lines: Sequence[str], *, top: float, x: float = LEFT, size: float = SIZE, font: str = "Helvetica",
           leading: float = LEADING) -> list[Words]:  # fmt: skip
    """Return lines one below the other; an empty string leaves a blank line."""
    return [Words(x, top - step * leading, text, size, font) for step, text in enumerate(lines) if text]


def pieces(x: float, y: float, *parts: tuple[str, float, float], font: str = "Helvetica") -> list[Words]:
    """Return one line of (text, size, rise) parts, each starting where the previous one ends."""
    found = []
    for text, size, rise in parts:
        found.append(Words(x, y + rise, text, size, font))
        x += Canvas(io.BytesIO()).stringWidth(text, font, size)
    return found


def pdf(*pages: Sequence[Words], turned: int = 0, drawn: int = 0) -> bytes:
    """Draw pages as a PDF.

    `turned` is their /Rotate; `drawn` rotates the text on the paper anticlockwise; in degrees.
    """
    target = io.BytesIO()
    # reportlab swaps the sides of a page that is turned by a quarter.
    upright = (drawn + turned) % 180 == 0
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT) if upright else (HEIGHT, WIDTH))
    for page in pages:
        canvas.setPageRotation(turned)
        turn(canvas, drawn)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def turn(canvas: Canvas, drawn: int) -> None:
    """Rotate the text drawn next on the paper, as if an upright page of WIDTH by HEIGHT were rotated."""
    dx, dy = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[drawn]
    canvas.translate(dx, dy)
    canvas.rotate(drawn)


def draw(canvas: Canvas, page: Sequence[Words]) -> None:
    for words in page:
        canvas.setFont(words.font, words.size)
        canvas.drawString(words.x, words.y, words.text)
