"""Footnotes at the bottom of a PDF page: small lines under the body, or lines that open with a superscript number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from letters.readers.integers import parse_integer
from letters.readers.pdf.page_layout import Layout, leads_to_page
from letters.readers.pdf.page_lines import Line
from letters.readers.pdf.pdf_paragraphs import Paragraph

_LABEL = re.compile(r"^(\d{1,3}|\*{1,3})(?:[.)\]]?\s+|(?=[^\W\d_«„“‘(]))(?=\S)")
_ENDNOTES = re.compile(r"(?:(?:eind|voet)?noten|bronnen|(?:end|foot)?notes|references)\W{0,2}", re.IGNORECASE)
_WORDS = re.compile(r"\b[a-zà-ÿ]{2,}\b")
_FEWEST_WORDS = 3  # a page number or an address has fewer


@dataclass(slots=True)
class Note:
    """A footnote.

    `label` is None for a continuation from the previous page, or if illegible. `signs` followed the label.
    """

    label: str | None
    lines: list[Line] = field(default_factory=list)
    signs: str = ""


class NoteLabels:
    """The labels of a document's notes by page: decides which superscript numbers are marks."""

    def __init__(self) -> None:
        self._on: dict[int, set[str]] = {}
        self._last: dict[str, int] = {}
        self._endnotes = False

    def add(self, page: int, notes: Sequence[Note], parts: Sequence[Paragraph]) -> None:
        """Add the notes of a page, and those of its paragraphs that are endnotes. Call in page order."""
        own = self._on.setdefault(page, set())
        own.update(note.label for note in notes if note.label)
        self._last.update(dict.fromkeys((*own, *self._at_the_end(parts)), page))

    def has(self, label: str, page: int) -> bool:
        """True if the note of a mark is on `page` or the next, or at the end if the page has no notes of its own."""
        own = self._on.get(page)
        if (own and label in own) or label in self._on.get(page + 1, ()):
            return True
        return not own and self._last.get(label, 0) >= page

    def _at_the_end(self, parts: Sequence[Paragraph]) -> Iterator[str]:
        for part in parts:
            first = part.lines[0]
            if _opens_raised(first):
                yield first.text[: first.raised[0][1]]
            elif self._endnotes:
                found = _LABEL.match(f"{part.label or ''} {first.text}".lstrip())
                if found is not None:
                    yield found[1]
            elif _ENDNOTES.fullmatch(first.text):
                self._endnotes = True


def split_notes(lines: Sequence[Line], layout: Layout, *, continues: bool) -> tuple[list[Line], list[Note]]:
    """Split a page into body and footnotes. `continues`: a note of the previous page may run on here."""
    foot = _foot(lines, layout)
    if not foot:
        return list(lines), []
    notes: list[Note] = []
    last = 0
    for index, line in enumerate(foot):
        label = _label(line, last) or _bare_label(foot[index : index + 2], last)
        if label is not None:
            number = parse_integer(label)
            last = last if number is None else number
            bare = _without_label(line)
            notes.append(Note(label, [bare], line.text[len(label) :].removesuffix(bare.text).strip()))
        elif notes:
            notes[-1].lines.append(line)
        elif continues or _reads_as_note(foot, lines):
            notes.append(Note(None, [line]))
        else:
            return list(lines), []
    taken = {id(line) for line in foot}
    return [line for line in lines if id(line) not in taken], notes


def _reads_as_note(foot: Sequence[Line], lines: Sequence[Line]) -> bool:
    """True if the foot is words in small type under a larger body: a note, though its label is illegible."""
    return len(foot) * 2 <= len(lines) and len(_WORDS.findall(foot[0].text)) >= _FEWEST_WORDS


def split_margin_notes(beside: Sequence[Line], body: Sequence[Line], layout: Layout) -> tuple[list[Line], list[Note]]:
    """Split off notes in the margin, as in older official publications, if each has its mark in the text beside it."""
    rest, notes = split_notes(beside, layout, continues=False)
    marks = {line.text[start:end] for line in body for start, end in line.raised}
    if notes and all(note.label in marks for note in notes):
        return rest, notes
    return list(beside), []


def _foot(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """The lines at the bottom of the page that may be notes, from the top down."""
    rows = sorted(lines, key=lambda line: (-round(line.y), line.x0))
    raised_start = next(
        (at for at, line in enumerate(rows) if _opens_raised(line) and _rest_is_notes(rows[at:], layout)), None
    )
    start = len(rows)
    while start > 0 and layout.is_small(rows[start - 1]) and not leads_to_page(rows[start - 1].text):
        start -= 1
    if raised_start is not None:
        start = min(start, raised_start)
    return rows[start:]


def _rest_is_notes(rows: Sequence[Line], layout: Layout) -> bool:
    return all(layout.is_small(row) for row in rows) or (len(rows) < 12 and not any(row.bold for row in rows))


def _opens_raised(line: Line) -> bool:
    return bool(line.raised) and line.raised[0][0] == 0


def _label(line: Line, last: int) -> str | None:
    """Return the label with which a line opens a note.

    A number in running text ("12 landen …") out of sequence is none.
    """
    if _opens_raised(line):
        return line.text[: line.raised[0][1]]
    found = _LABEL.match(line.text)
    if found is None:
        return None
    number = parse_integer(found[1])
    if number is not None and last and not last < number <= last + 3:
        return None
    return found[1]


def _bare_label(lines: Sequence[Line], last: int) -> str | None:
    """Return the number alone before a note's first line, else None (a page number has nothing beside it)."""
    number = parse_integer(lines[0].text, digits=3) if len(lines) > 1 else None
    if number is None:
        return None
    beside = abs(lines[0].y - lines[1].y) < lines[1].height * 0.8 and lines[1].x0 > lines[0].x0
    return lines[0].text if beside and last < number <= last + 3 else None


def _without_label(line: Line) -> Line:
    if _opens_raised(line):
        cut = line.raised[0][1]
    else:
        found = _LABEL.match(line.text)
        cut = found.end() if found else len(line.text)
    text = line.text[cut:].lstrip(" .)]\t")
    return replace(line, text=text, raised=())
