"""Footnotes at the foot of a PDF page: small lines under the body, or lines that open with a raised number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from letters.reading.pdf_layout import Layout
from letters.reading.pdf_lines import Line

_LABEL = re.compile(r"^(\d{1,3}|\*{1,3})(?:[.)\]]?\s+|(?=[^\W\d_«„“‘(]))(?=\S)")
_WORDS = re.compile(r"\b[a-zà-ÿ]{2,}\b")
_FEWEST_WORDS = 3  # a page number or an address has fewer


@dataclass(slots=True)
class Note:
    """`label` is None for what goes on from the page before, and where none can be read."""

    label: str | None
    lines: list[Line] = field(default_factory=list)


def split_notes(lines: Sequence[Line], layout: Layout, *, continues: bool) -> tuple[list[Line], list[Note]]:
    """The body of a page and its footnotes. `continues`: a note of the page before may run on here."""
    foot = _foot(lines, layout)
    if not foot:
        return list(lines), []
    notes: list[Note] = []
    last = 0
    for index, line in enumerate(foot):
        label = _label(line, last) or _bare_label(foot[index : index + 2], last)
        if label is not None:
            last = int(label) if label.isdigit() else last
            notes.append(Note(label, [_without_label(line)]))
        elif notes:
            notes[-1].lines.append(line)
        elif continues or _reads_as_note(foot, lines):
            notes.append(Note(None, [line]))
        else:
            return list(lines), []
    taken = {id(line) for line in foot}
    return [line for line in lines if id(line) not in taken], notes


def _reads_as_note(foot: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Words in small type under a body that is the most of its page: a note, though its label cannot be read."""
    return len(foot) * 2 <= len(lines) and len(_WORDS.findall(foot[0].text)) >= _FEWEST_WORDS


def split_margin_notes(beside: Sequence[Line], body: Sequence[Line], layout: Layout) -> tuple[list[Line], list[Note]]:
    """Notes in the margin, as official publications once had them: only if each has its mark in the text beside it."""
    rest, notes = split_notes(beside, layout, continues=False)
    marks = {line.text[start:end] for line in body for start, end in line.raised}
    if notes and all(note.label in marks for note in notes):
        return rest, notes
    return list(beside), []


def _foot(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """The lines at the foot of the page that may be notes, from the top down."""
    rows = sorted(lines, key=lambda line: (-round(line.y), line.x0))
    raised_start = next(
        (at for at, line in enumerate(rows) if _opens_raised(line) and _rest_is_notes(rows[at:], layout)), None
    )
    start = len(rows)
    while start > 0 and layout.is_small(rows[start - 1]):
        start -= 1
    if raised_start is not None:
        start = min(start, raised_start)
    return rows[start:]


def _rest_is_notes(rows: Sequence[Line], layout: Layout) -> bool:
    return all(layout.is_small(row) for row in rows) or (len(rows) < 12 and not any(row.bold for row in rows))


def _opens_raised(line: Line) -> bool:
    return bool(line.raised) and line.raised[0][0] == 0


def _label(line: Line, last: int) -> str | None:
    """The label with which a line opens a note. A number in running text ("12 landen …") is no next note's."""
    if _opens_raised(line):
        return line.text[: line.raised[0][1]]
    found = _LABEL.match(line.text)
    if found is None:
        return None
    label = found[1]
    if label.isdigit() and last and not last < int(label) <= last + 3:
        return None
    return label


def _bare_label(lines: Sequence[Line], last: int) -> str | None:
    """A number that stands by itself before a line of its own height (a page number has nothing beside it)."""
    if len(lines) < 2 or not lines[0].text.isdecimal() or len(lines[0].text) > 3:
        return None
    beside = abs(lines[0].y - lines[1].y) < lines[1].height * 0.8 and lines[1].x0 > lines[0].x0
    return lines[0].text if beside and last < int(lines[0].text) <= last + 3 else None


def _without_label(line: Line) -> Line:
    if _opens_raised(line):
        cut = line.raised[0][1]
    else:
        found = _LABEL.match(line.text)
        cut = found.end() if found else len(line.text)
    text = line.text[cut:].lstrip(" .)]\t")
    return Line(text, line.page, line.x0, line.x1, line.y, line.height, line.bold, line.italic)
