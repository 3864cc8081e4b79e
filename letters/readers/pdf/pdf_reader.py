"""PDF reader: lines with their layout, without page furniture, as paragraphs, headings, list items and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from letters.readers.block_builder import CELL_GAP
from letters.readers.blocks import Block, BlockKind, Form, LeftOut, Reading, Why
from letters.readers.heading_lines import turn_of
from letters.readers.inline_text import MARK, settle
from letters.readers.integers import BIGINT, parse_integer
from letters.readers.limits import Limits
from letters.readers.pdf.page_furniture import Furniture
from letters.readers.pdf.page_layout import (
    LEADERS,
    Layout,
    body_layout,
    joined_rows,
    page_layout,
    split_turned,
    weigh,
    with_leading,
)
from letters.readers.pdf.page_lines import CUT, Line, PageText
from letters.readers.pdf.pdf_footnotes import Note, NoteLabels, split_margin_notes, split_notes
from letters.readers.pdf.pdf_paragraphs import Paragraph, paragraphs
from letters.readers.pdf.reading_order import placed
from letters.readers.problems import Problem, unreadable
from letters.readers.unwrap import Vocabulary, hyphens_gone, join_lines

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = 4096
_PADDING = b"\0 \t\r\n"  # some programs fill a file up after its end
_LINEARIZED = re.compile(rb"/Linearized[^>]{0,200}?/L\s+(\d+)")
_FEWEST_CHARACTERS = 60  # per page; a scan has none, or only a stamp
_SHORT_PAGE = 240  # characters: a page with this many has text, whatever the others have
_COVERED = 0.25  # of a page, by pictures: more than a logo or a signature takes
_DRAWN_FULL = 200  # lines and shapes: a form or a table has fewer
_MOST_DRAWN = 2000  # objects of a page that are inspected
_TYPED = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
_FEWEST_LETTERS = 0.4  # or digits, of all characters of the first lines
_SAMPLE = 50  # lines
_STRIDE = 7  # one character in so many is looked at first
_UNIT = re.compile(r"(?:\b[kcdhmnµ]?m|CO|\b10|/s)$")


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Read a PDF. Raises ReadingError if it is encrypted, damaged, a scan, or has more pages than allowed."""
    _check_complete(data)
    document = _open(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise unreadable(Problem.TOO_MANY_PAGES, found=count, allowed=limits.pages)
        if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            document.init_forms()  # draws the values that the file only states
        printed: list[str] = []
        pages = [_page_lines(document, number, printed) for number in range(1, count + 1)]
        _check_text(document, pages)
        assembly = _Assembly(pages)
        unread = {number for number in assembly.almost_empty() if _shows_something(document, number)}
        unread.update(number for number, text in enumerate(printed, start=1) if _is_garbled_page(text))
        metadata = _metadata(document)
    except pdfium.PdfiumError:
        raise unreadable(Problem.DAMAGED_PDF) from None
    finally:
        document.close()
    blocks = assembly.blocks()
    notes = any(block.kind is BlockKind.FOOTNOTE for block in blocks)
    marks_known = not notes or any(block.marks for block in blocks)
    return Reading(
        Form.PDF,
        blocks,
        pages=count,
        metadata=metadata,
        furniture=tuple(assembly.furniture),
        marks_known=marks_known,
        unread_pages=tuple(sorted(unread)),
        left_out=tuple(assembly.left_out),
        printed=tuple(printed),
    )


def _check_complete(data: bytes) -> None:
    """Raise ReadingError for a truncated file: pdfium repairs silently and so may return half a document."""
    linearized = _LINEARIZED.search(data[:_TAIL])
    length = parse_integer(linearized[1].decode("ascii"), digits=BIGINT) if linearized else 0
    if b"%%EOF" not in data.rstrip(_PADDING)[-_TAIL:] or length is None or length > len(data):
        raise unreadable(Problem.DAMAGED_PDF)


def _metadata(document: pdfium.PdfDocument) -> dict[str, tuple[str, ...]]:
    return {str(name): (str(value),) for name, value in document.get_metadata_dict(skip_empty=True).items()}


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise unreadable(Problem.ENCRYPTED if locked else Problem.DAMAGED_PDF) from None


def _page_lines(document: pdfium.PdfDocument, number: int, printed: list[str]) -> list[Line]:
    page = _open_page(document, number)
    try:
        text = PageText(page, number)
        printed.append(text.text)
        try:
            return list(text.lines())
        finally:
            text.close()
    finally:
        page.close()


def _open_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Return a page whose text includes what was typed on it: form fields, stamps and notes, visible but kept apart."""
    page = document[number - 1]
    if not any(kind in _TYPED for kind in _annotations(page)):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _annotations(page: pdfium.PdfPage) -> Iterator[int]:
    """Yield the kind of each annotation; most are links."""
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        yield kind


def _check_text(document: pdfium.PdfDocument, pages: Sequence[Sequence[Line]]) -> None:
    written = [sum(len(line.text) for line in lines) for lines in pages]
    if sum(written) < _FEWEST_CHARACTERS * len(pages) and max(written) < _SHORT_PAGE:
        empty = next((at for at, characters in enumerate(written) if characters < _FEWEST_CHARACTERS), 0)
        page = document[empty] if pages else None
        if page is not None and next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None:
            raise unreadable(Problem.SCANNED)
    if not any(written):
        raise unreadable(Problem.NO_TEXT)
    if _is_garbled(line.text for lines in pages for line in lines):
        raise unreadable(Problem.GARBLED)


def _shows_something(document: pdfium.PdfDocument, number: int) -> bool:
    """True if a page is largely covered by pictures, or full of vector paths, as text without a font is."""
    page = document[number - 1]
    width, height = page.get_size()
    covered, lines = 0.0, 0
    shown = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    for drawn in islice(shown, _MOST_DRAWN):
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += abs(right - left) * abs(top - bottom)
        else:
            lines += 1
    return covered >= _COVERED * width * height or lines >= _DRAWN_FULL


def _is_garbled_page(text: str) -> bool:
    """True if the text of a page is long enough to judge and mostly signs. A sample rules most out."""
    sample = text[::_STRIDE]
    if len(text) < _FEWEST_CHARACTERS or sum(map(str.isalnum, sample)) >= _FEWEST_LETTERS * len(sample):
        return False
    return _is_garbled(text.splitlines())


def _is_garbled(texts: Iterable[str]) -> bool:
    """True if the first lines are mostly signs, as from a font without a character map.

    Leaders of a contents page do not count.
    """
    written = (LEADERS.sub("", text) for text in texts)
    sample = "".join("".join(text.split()) for text in islice(filter(str.strip, written), _SAMPLE))
    return sum(map(str.isalnum, sample)) < _FEWEST_LETTERS * len(sample)


@dataclass(slots=True)
class _Page:
    """The lines of a page by category. `turned` are those not in the page's main direction."""

    number: int
    layout: Layout
    beside: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    turned: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> Iterator[Line]:
        return chain(self.beside, self.body, self.turned)

    @property
    def characters(self) -> int:
        notes = (line for note in self.notes for line in note.lines)
        return sum(len(line.text) for line in chain(self.lines, notes))


class _Assembly:
    """Assembles the lines of all pages into blocks."""

    def __init__(self, pages: Sequence[list[Line]]) -> None:
        self.furniture: dict[str, None] = {}
        self.left_out: list[LeftOut] = []
        everything = [part for lines in pages for line in lines for part in line.parts or (line,)]
        self._layout = body_layout(everything)
        weigh(pages, self._layout)
        rows = [self._placed(number, lines) for number, lines in enumerate(pages, start=1)]
        self._layout = with_leading(self._layout, [line for page in rows for line in page.body])
        self._pages = list(self._sort_out(rows))
        self._vocabulary = self._words([line for page in rows for line in page.lines])
        self._ranks: dict[tuple[float, bool, bool], int] = {}
        self._labels = NoteLabels()

    def blocks(self) -> tuple[Block, ...]:
        bodies = [(page, paragraphs(page.body, page.layout)) for page in self._pages]
        ranks = sorted(
            {part.rank for _, parts in bodies for part in parts if part.kind is BlockKind.HEADING}, reverse=True
        )
        for page, parts in bodies:
            self._labels.add(page.number, page.notes, parts)
        self._ranks = {rank: min(level, 6) for level, rank in enumerate(ranks, start=1)}
        found: list[Block] = []
        for page, parts in bodies:
            found.extend(self._page_blocks(page, parts, last=page.number == len(self._pages)))
        return tuple(found)

    def almost_empty(self) -> list[int]:
        """Return the numbers of pages with almost no text but page furniture."""
        few = (page for page in self._pages if len(page.body) < _FEWEST_CHARACTERS)
        return [page.number for page in few if page.characters < _FEWEST_CHARACTERS]

    def _sort_out(self, pages: Sequence[_Page]) -> Iterator[_Page]:
        furniture = Furniture([[*page.beside, *page.body] for page in pages], [page.turned for page in pages])
        before: Note | None = None
        for page in pages:
            number = page.number
            kept, gone = furniture.split([*page.beside, *page.body], number)
            page.layout = replace(page.layout, leading=self._layout.leading)
            beside = {id(line) for line in page.beside}
            page.beside = [line for line in kept if id(line) in beside]
            within = [line for line in kept if id(line) not in beside]
            if number > 1:
                gone += furniture.take_returning(page.turned, number)
            if number > 1 and sum(furniture.returns(line, number) for line in page.beside) * 2 >= len(page.beside):
                self.left_out += [LeftOut(Why.MARGIN, line.text, number) for line in page.beside]
                self.furniture.update(dict.fromkeys(line.text for line in page.beside))
                page.beside = []
            page.body, page.notes = split_notes(within, page.layout, continues=before is not None)
            page.beside, found = split_margin_notes(page.beside, page.body, page.layout)
            page.notes.extend(found)
            if page.notes and page.notes[0].label is None and before is not None:
                before.lines.extend(page.notes.pop(0).lines)
            before = page.notes[-1] if page.notes and page.notes[-1].label else None
            self.furniture.update(dict.fromkeys(line.text for line in gone))
            self.left_out += [LeftOut(Why.FURNITURE, line.text, number) for line in gone]
            yield page

    def _placed(self, number: int, lines: list[Line]) -> _Page:
        """Return the lines of a page in reading order, with those in a margin and the rotated ones separated."""
        lines, turned = split_turned(joined_rows(lines, self._layout))
        layout = page_layout(self._layout, lines)
        body, beside = placed(lines, layout)
        if turned:
            turned = [line for some in placed(turned, page_layout(self._layout, turned))[::-1] for line in some]
        return _Page(number, layout, beside, body, turned=turned)

    def _words(self, lines: Sequence[Line]) -> Vocabulary:
        if not any(line.text[-1] in "-\u2010" + CUT for line in lines):
            return Vocabulary()
        # `Vocabulary.of` excludes the halves of hyphenated words; here that costs more time than it prevents errors.
        text = "\n".join(line.text for line in lines)
        return Vocabulary(Counter(_WORD.findall(text.lower())))

    def _page_blocks(self, page: _Page, parts: Sequence[Paragraph], *, last: bool) -> Iterator[Block]:
        # Margins hold labels and values ("Onze referentie", then the reference): one line, one block.
        later = page.number > 1
        yield from (replace(self._block([line], page), beside=later) for line in page.beside)
        body = [self._part_block(part, page) for part in parts]
        running = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        if body and page.number > 1 and body[0].kind is BlockKind.PARAGRAPH:
            body[0] = replace(body[0], cut_before=True)
        if body and not last and body[-1].kind in running:
            body[-1] = replace(body[-1], cut_after=True)
        yield from (block for block in body if block.text)
        for part in paragraphs(page.turned, page_layout(page.layout, page.turned)):
            yield replace(self._block(part.lines, page), label=part.label, beside=True)
        for note in page.notes:
            if note.signs:
                self.left_out.append(LeftOut(Why.MARKUP, note.signs, page.number))
            yield replace(self._block(note.lines, page, marks=False), kind=BlockKind.FOOTNOTE, label=note.label)

    def _part_block(self, part: Paragraph, page: _Page) -> Block:
        if part.kind is BlockKind.TABLE_ROW:
            cells = [self._block([line], page).text for line in part.lines]
            return Block(CELL_GAP.join(cells), part.kind, page=page.number)
        block = replace(self._block(part.lines, page), kind=part.kind, label=part.label)
        if part.kind is BlockKind.HEADING:
            return replace(block, level=self._ranks[part.rank], role=turn_of(block.text))
        return replace(block, level=1) if part.kind is BlockKind.LIST_ITEM else block

    def _block(self, lines: Sequence[Line], page: _Page, *, marks: bool = True) -> Block:
        labels: list[str] = []
        texts = [self._marked(line, labels) if marks and line.raised else line.text for line in lines]
        joined = join_lines(texts, self._vocabulary)
        text, note_marks, _ = settle(joined, labels)
        if hyphens := hyphens_gone(texts, text):
            self.left_out.append(LeftOut(Why.HYPHEN, hyphens, page.number))
        return Block(text, page=page.number, marks=note_marks)

    def _marked(self, line: Line, labels: list[str]) -> str:
        """Return the line's text with MARK for each note mark.

        Exponents, formulas ("km2") and marks without a note remain text.
        """
        text, end = "", 0
        for start, stop in line.raised:
            text += line.text[end:start]
            mark = line.text[start:stop]
            if start == 0 or _UNIT.search(text) or not self._labels.has(mark, line.page):
                text += mark
            else:
                text += MARK
                labels.append(mark)
            end = stop
        return text + line.text[end:]
