"""PDF renderer in two styles: the official publication, and the ministry's letter with a margin column."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from scripts.make_examples.source import MARKER, Example, Piece, Run, split_runs
from scripts.make_examples.typesetting import Fragment, Line, Look, Page, paginate, set_lines

_BOLD = "Helvetica-Bold"
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Text area: left edge, width, top of the first and of later pages, and bottom."""

    left: float
    width: float
    first_top: float
    top: float
    foot: float

    @property
    def heights(self) -> tuple[float, float]:
        return self.first_top - self.foot, self.top - self.foot


def render_official(example: Example) -> bytes:
    size = (558.4, 771.0)
    frame = Frame(left=205, width=295, first_top=455 - 14 * (len(example.dossiers) - 1), top=715, foot=92)
    look = Look(size=9, leading=11.6)
    pages = _set(example, frame, look, closing="")
    canvas, data = _canvas(size)
    for number, page in enumerate(pages, start=1):
        if number == 1:
            _official_head(canvas, example)
        _draw_page(canvas, page, frame, frame.first_top if number == 1 else frame.top)
        _official_foot(canvas, example, number)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def render_ministry(example: Example) -> bytes:
    frame = Frame(left=80, width=320, first_top=505, top=715, foot=75)
    pages = _set(example, frame, Look(size=9.5, leading=13.6), closing="Hoogachtend,")
    canvas, data = _canvas(A4)
    for number, page in enumerate(pages, start=1):
        if number == 1:
            _ministry_head(canvas, example)
        _margin(canvas, example, number)
        _draw_page(canvas, page, frame, frame.first_top if number == 1 else frame.top)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(80, 52, MARKER)
        canvas.drawRightString(555, 40, f"Pagina {number} van {len(pages)}")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _canvas(size: tuple[float, float]) -> tuple[Canvas, io.BytesIO]:
    """Return an uncompressed canvas: the output of deflate differs between builds of zlib."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=size, invariant=1, pageCompression=0)
    canvas.setTitle(MARKER)
    canvas.setCreator("scripts.make_examples")
    return canvas, data


def _set(example: Example, frame: Frame, look: Look, *, closing: str) -> list[Page]:
    lines: list[Line] = []
    if closing:
        lines += set_lines([Run("Geachte voorzitter,")], look, frame.width)
    for piece in example.pieces:
        lines += _piece_lines(piece, example, frame, look, closing)
    return paginate(lines, _notes(example, frame, look), frame.heights)


def _notes(example: Example, frame: Frame, look: Look) -> dict[str, list[Line]]:
    small = Look(size=look.size - 2, leading=look.leading - 2.5)
    notes = {}
    for label, text in example.notes.items():
        notes[label] = set_lines(split_runs(text), small, frame.width, indent=8)
        notes[label][0].label = Fragment(label, small.font, small.mark_size, small.size * 0.35)
    return notes


def _piece_lines(piece: Piece, example: Example, frame: Frame, look: Look, closing: str) -> list[Line]:
    bold = Look(_BOLD, _BOLD, look.size, look.leading, divides=False)
    if piece.kind == "heading":
        lines = set_lines([Run(piece.text)], bold, frame.width, before=_GAP + 3)
    elif piece.kind in ("title", "annex"):
        lines = set_lines([Run(piece.text)], bold, frame.width, before=2.5 * _GAP)
    elif piece.kind == "item":
        return set_lines(piece.runs, look, frame.width, before=3, indent=14, label=piece.label or "–")
    elif piece.kind == "sign":
        return _signature_lines(example, frame, look, closing)
    else:
        return set_lines(piece.runs, look, frame.width, before=_GAP)
    for line in lines:
        line.keep_with_next = True
    return lines


def _signature_lines(example: Example, frame: Frame, look: Look, closing: str) -> list[Line]:
    lines: list[Line] = []
    # A covering letter has no closing formula.
    courtesy = closing if not any(piece.kind in ("title", "annex") for piece in example.pieces) else ""
    if courtesy:
        lines += set_lines([Run(courtesy)], look, frame.width, before=_GAP)
    for person in example.signatories:
        office = f"De {person.office},"
        lines += set_lines([Run(office)], look, frame.width, before=2 * _GAP)
        lines[-1].keep_with_next = True
        lines += set_lines([Run(person.name)], look, frame.width, before=2 if not courtesy else 2 * _GAP)
    return lines


def _draw_page(canvas: Canvas, page: Page, frame: Frame, top: float) -> None:
    y = top
    for at, line in enumerate(page.lines):
        y -= line.leading + (line.before if at else 0)
        _draw_line(canvas, line, frame.left, y)
    if not page.notes:
        return
    y = frame.foot + sum(note.leading for note in page.notes)
    canvas.setLineWidth(0.4)
    canvas.line(frame.left, y + 4, frame.left + 70, y + 4)
    for note in page.notes:
        y -= note.leading
        _draw_line(canvas, note, frame.left, y)


def _draw_line(canvas: Canvas, line: Line, left: float, y: float) -> None:
    if line.label:
        _draw_fragment(canvas, line.label, left, y)
    x = left + line.indent
    for fragment in line.fragments:
        _draw_fragment(canvas, fragment, x, y)
        x += fragment.width


def _draw_fragment(canvas: Canvas, fragment: Fragment, x: float, y: float) -> None:
    canvas.setFont(fragment.font, fragment.size)
    canvas.drawString(x, y + fragment.rise, fragment.text)


def _official_head(canvas: Canvas, example: Example) -> None:
    chamber = "1" if example.get("chamber") == "Eerste Kamer" else "2"
    canvas.setFont("Helvetica", 7)
    canvas.drawString(51, 740, MARKER)
    canvas.setFont(_BOLD, 16)
    canvas.drawString(51, 700, example.parliament)
    if "en" not in example.get("chamber").split():
        canvas.setFont(_BOLD, 40)
        canvas.drawRightString(505, 682, chamber)
    canvas.setLineWidth(0.6)
    canvas.line(51, 662, 505, 662)
    _write(canvas, 51, 648, [f"Vergaderjaar {example.get('session').replace('-', '–')}"], size=8.5)
    canvas.line(51, 615, 505, 615)
    y = 602.0
    for number, title in example.dossiers:
        _write(canvas, 51, y, [number], font=_BOLD, size=11)
        _write(canvas, 205, y, [title], font=_BOLD, size=11)
        y -= 14
    y -= 62
    _write(canvas, 51, y, [example.number_line], font=_BOLD, size=9)
    title_lines = set_lines([Run(example.get("title"))], Look(_BOLD, _BOLD, 9, 11.6, divides=False), 295)
    for line in title_lines:
        _draw_line(canvas, line, 205, y)
        y -= 11.6
    for text in (example.addressee, f"Den Haag, {example.written_date}"):
        y -= 10
        for line in set_lines([Run(text)], Look(divides=False), 295):
            _draw_line(canvas, line, 205, y)
            y -= 11.6


def _official_foot(canvas: Canvas, example: Example, number: int) -> None:
    if number == 1:
        imprint = [str(example.identifier), "verzonnen voorbeeld", f"'s-Gravenhage {example.year_of_making}"]
        _write(canvas, 51, 68, imprint, size=5.5, leading=7)
    _write(canvas, 205, 54, [example.running_foot], size=7)
    canvas.drawRightString(505, 54, str(number))


def _ministry_head(canvas: Canvas, example: Example) -> None:
    canvas.setFillGray(0.15)
    canvas.rect(290, 770, 14, 72, fill=1, stroke=0)
    canvas.setFillGray(0)
    _write(canvas, 312, 790, [f"Ministerie van {example.get('ministry')}"], size=10)
    _write(canvas, 80, 752, [MARKER], size=7)
    _write(canvas, 80, 735, ["> Retouradres Postbus 20061 2500 EB Den Haag"], size=6.5)
    first, second = example.addressee.split(" der ")
    address = [first, f"der {second}", "Postbus 20018", "2500 EA Den Haag"]
    _write(canvas, 80, 690, address, size=9, leading=12.5)
    _write(canvas, 80, 578, [f"Datum {example.written_date}"], size=9)
    look = Look(size=9, leading=12.5, divides=False)
    y = 562.0
    for line in set_lines([Run(f"Betreft {example.get('subject')}")], look, 320):
        _draw_line(canvas, line, 80, y)
        y -= look.leading


def _margin(canvas: Canvas, example: Example, number: int) -> None:
    annexes = sum(1 for piece in example.pieces if piece.kind == "annex")
    lines = [example.get("directorate"), "", "Onze referentie", example.get("reference")]
    if number == 1:
        address = [f"Ministerie van {example.get('ministry')}", example.get("directorate"), "Rijnstraat 8"]
        lines = [*address, "2515 XP Den Haag", "www.rijksoverheid.nl", "", "Onze referentie", example.get("reference")]
        lines += ["", "Bijlage(n)", str(annexes)] if annexes else []
    _write(canvas, 430, 690 if number == 1 else 715, lines, size=6.5, leading=9)


def _write(
    canvas: Canvas,
    x: float,
    y: float,
    lines: Sequence[str],
    *,
    font: str = "Helvetica",
    size: float,
    leading: float = 12,
) -> None:
    canvas.setFont(font, size)
    for line in lines:
        if line:
            canvas.drawString(x, y, line)
        y -= leading
