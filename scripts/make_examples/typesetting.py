"""Typesetting for the PDF examples: line breaking, hyphenation, footnote marks, and notes at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

from scripts.make_examples.hyphens import splits
from scripts.make_examples.source import Run


@dataclass(frozen=True, slots=True)
class Look:
    font: str = "Helvetica"
    italic: str = "Helvetica-Oblique"
    size: float = 9
    leading: float = 12
    divides: bool = True  # hyphenates words; headings and letterheads do not

    @property
    def mark_size(self) -> float:
        return self.size * 0.65


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text of one font on one line; `rise` raises a footnote mark."""

    text: str
    font: str
    size: float
    rise: float = 0

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.font, self.size))


@dataclass(slots=True)
class Line:
    fragments: list[Fragment] = field(default_factory=list)
    leading: float = 12
    indent: float = 0
    before: float = 0
    label: Fragment | None = None
    notes: list[str] = field(default_factory=list)
    keep_with_next: bool = False
    ends_paragraph: bool = False


@dataclass(slots=True)
class Page:
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


Word = list[Fragment]


def set_lines(
    runs: Iterable[Run], look: Look, width: float, *, before: float = 0, indent: float = 0, label: str = ""
) -> list[Line]:
    """Return lines of at most `width`, ragged right; `label` is placed in the indent of the first one."""
    space = Fragment(" ", look.font, look.size)
    lines = [Line(leading=look.leading, indent=indent, before=before)]
    if label:
        lines[0].label = Fragment(label, look.font, look.size)
    room = width - indent
    queue = _words(runs, look)
    while queue:
        word = queue.pop(0)
        line = lines[-1]
        used = sum(part.width for part in line.fragments)
        gap = space.width if line.fragments else 0
        if used + gap + sum(part.width for part in word) <= room:
            _append(line, word, space)
            continue
        start, rest = _divide(word, room - used - gap) if look.divides else ([], word)
        if start or not line.fragments:
            _append(line, start or word, space)
        if rest:
            queue.insert(0, rest)
        if queue:
            lines.append(Line(leading=look.leading, indent=indent))
    lines[-1].ends_paragraph = True
    return lines


def _words(runs: Iterable[Run], look: Look) -> list[Word]:
    words: list[Word] = []
    glued = False
    for run in runs:
        if run.note:
            mark = Fragment(run.note, look.font, look.mark_size, look.size * 0.35)
            words[-1].append(mark)
            glued = True
            continue
        parts = run.text.split(" ")
        for at, part in enumerate(parts):
            if at:
                glued = False
            if not part:
                continue
            fragment = Fragment(part, look.italic if run.italic else look.font, look.size)
            if glued and words:
                words[-1].append(fragment)
            else:
                words.append([fragment])
            glued = True
    return words


def _append(line: Line, word: Word, space: Fragment) -> None:
    """Append a word; text of one font is drawn as one string, so that readers see the spaces."""
    for part in [*([space] if line.fragments else []), *word]:
        last = line.fragments[-1] if line.fragments else None
        if last and (last.font, last.size, last.rise) == (part.font, part.size, part.rise):
            line.fragments[-1] = Fragment(last.text + part.text, part.font, part.size, part.rise)
        else:
            line.fragments.append(part)
    line.notes += [part.text for part in word if part.rise]


def _divide(word: Word, room: float) -> tuple[Word, Word]:
    first = word[0]
    for start, rest in splits(first.text):
        head = Fragment(start, first.font, first.size)
        if head.width <= room:
            return [head], [Fragment(rest, first.font, first.size), *word[1:]]
    return [], word


def paginate(lines: Sequence[Line], notes: dict[str, list[Line]], heights: tuple[float, float]) -> list[Page]:
    """Return pages of the given heights (first page, others), each with the notes that its lines refer to."""
    pages = [Page()]
    left = heights[0]
    for at, line in enumerate(lines):
        called = [note for label in line.notes for note in notes[label]]
        need = _height(line, first=not pages[-1].lines) + _note_height(called, first=not pages[-1].notes)
        following = 0.0
        if line.keep_with_next:
            following = sum(_height(after) for after in lines[at + 1 : at + 3])
        if need + following > left and pages[-1].lines:
            pages.append(Page())
            left = heights[1]
            need = _height(line, first=True) + _note_height(called, first=True)
        pages[-1].lines.append(line)
        pages[-1].notes += called
        left -= need
    return pages


def _height(line: Line, *, first: bool = False) -> float:
    return line.leading + (0 if first else line.before)


def _note_height(notes: Sequence[Line], *, first: bool) -> float:
    return sum(note.leading for note in notes) + (14 if first and notes else 0)
