"""PDF: lines with their layout, minus page furniture, as paragraphs, headings, list items and footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from letters.reading.blocks import Block, BlockKind, Form, Reading
from letters.reading.headings import turn_of
from letters.reading.inline import MARK, settle
from letters.reading.limits import Limits
from letters.reading.lines import Vocabulary, join_lines
from letters.reading.pdf_furniture import Furniture
from letters.reading.pdf_layout import Layout, body_layout, joined_rows, page_layout
from letters.reading.pdf_lines import CUT, Line, PageText
from letters.reading.pdf_notes import Note, split_margin_notes, split_notes
from letters.reading.pdf_paragraphs import Paragraph, paragraphs
from letters.reading.problems import Problem, unreadable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = 4096
_LINEARIZED = re.compile(rb"/Linearized[^>]{0,200}?/L\s+(\d+)")
_FEWEST_CHARACTERS = 60  # a page; a scan has none, or a stamp
_FEWEST_LETTERS = 0.4  # or figures, of all characters of the first lines
_SAMPLE = 50  # lines
_UNIT = re.compile(r"(?:\b[kcdm]?m|CO|\b10)$")
_LIGATURE = re.compile("[ﬀ-ﬄ]")


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Raises ReadingError for a PDF that is encrypted, damaged, a scan, or has more pages than allowed."""
    _check_complete(data)
    document = _open(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise unreadable(Problem.TOO_MANY_PAGES, found=count, allowed=limits.pages)
        pages = [_page_lines(document, number) for number in range(1, count + 1)]
        _check_text(document, pages)
        metadata = _metadata(document)
    except pdfium.PdfiumError:
        raise unreadable(Problem.DAMAGED_PDF) from None
    finally:
        document.close()
    assembly = _Assembly(pages)
    blocks = assembly.blocks()
    if assembly.furniture:
        metadata["page furniture"] = tuple(assembly.furniture)
    notes = any(block.kind is BlockKind.FOOTNOTE for block in blocks)
    marks_known = not notes or any(block.marks for block in blocks)
    return Reading(Form.PDF, blocks, pages=count, metadata=metadata, marks_known=marks_known)


def _check_complete(data: bytes) -> None:
    """pdfium mends what it can and so returns half a document without a word: look for the end ourselves."""
    linearized = _LINEARIZED.search(data[:_TAIL])
    if b"%%EOF" not in data[-_TAIL:] or (linearized and int(linearized[1]) > len(data)):
        raise unreadable(Problem.DAMAGED_PDF)


def _metadata(document: pdfium.PdfDocument) -> dict[str, tuple[str, ...]]:
    return {str(name): (str(value),) for name, value in document.get_metadata_dict(skip_empty=True).items()}


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise unreadable(Problem.ENCRYPTED if locked else Problem.DAMAGED_PDF) from None


def _page_lines(document: pdfium.PdfDocument, number: int) -> list[Line]:
    page = document[number - 1]
    try:
        text = PageText(page, number)
        try:
            return list(text.lines())
        finally:
            text.close()
    finally:
        page.close()


def _check_text(document: pdfium.PdfDocument, pages: Sequence[Sequence[Line]]) -> None:
    written = sum(len(line.text) for lines in pages for line in lines)
    if written >= _FEWEST_CHARACTERS * len(pages):
        _check_letters(pages)
        return
    empty = next(
        (number for number, lines in enumerate(pages) if sum(len(line.text) for line in lines) < _FEWEST_CHARACTERS), 0
    )
    page = document[empty] if pages else None
    if page is not None and next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None:
        raise unreadable(Problem.SCANNED)
    if not written:
        raise unreadable(Problem.NO_TEXT)


def _check_letters(pages: Sequence[Sequence[Line]]) -> None:
    """A font without a table of its characters gives signs for letters: no text, however much of it."""
    written = (line.text for lines in pages for line in lines)
    sample = "".join("".join(text.split()) for text in islice(written, _SAMPLE))
    if sum(map(str.isalnum, sample)) < _FEWEST_LETTERS * len(sample):
        raise unreadable(Problem.GARBLED)


@dataclass(slots=True)
class _Page:
    number: int
    layout: Layout
    beside: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class _Assembly:
    """Puts the lines of all pages together as blocks."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.furniture: dict[str, None] = {}
        everything = [line for lines in pages for line in lines]
        self._layout = body_layout(everything)
        rows = [joined_rows(lines, self._layout) for lines in pages]
        self._pages = list(self._sort_out(rows))
        self._vocabulary = self._words(rows)
        self._ranks: dict[tuple[float, bool, bool], int] = {}

    def blocks(self) -> tuple[Block, ...]:
        bodies = [(page, paragraphs(page.body, page.layout)) for page in self._pages]
        ranks = sorted(
            {part.rank for _, parts in bodies for part in parts if part.kind is BlockKind.HEADING}, reverse=True
        )
        self._ranks = {rank: min(level, 6) for level, rank in enumerate(ranks, start=1)}
        found: list[Block] = []
        for page, parts in bodies:
            found.extend(self._page_blocks(page, parts, last=page.number == len(self._pages)))
        return tuple(found)

    def _sort_out(self, pages: Sequence[Sequence[Line]]) -> Iterator[_Page]:
        furniture = Furniture(pages)
        before: Note | None = None
        for number, lines in enumerate(pages, start=1):
            kept, gone = furniture.split(lines, number)
            layout = page_layout(self._layout, kept)
            page = _Page(number, layout)
            within = []
            for line in kept:
                if not layout.is_beside(line):
                    within.append(line)
                else:
                    page.beside.append(line)
            if number > 1 and sum(furniture.returns(line, number) for line in page.beside) * 2 >= len(page.beside):
                gone.extend(page.beside)
                page.beside = []
            page.body, page.notes = split_notes(within, layout, continues=before is not None)
            page.beside, beside = split_margin_notes(page.beside, page.body, layout)
            page.notes.extend(beside)
            if page.notes and page.notes[0].label is None and before is not None:
                before.lines.extend(page.notes.pop(0).lines)
            before = page.notes[-1] if page.notes and page.notes[-1].label else None
            self.furniture.update(dict.fromkeys(line.text for line in gone))
            yield page

    def _words(self, pages: Sequence[Sequence[Line]]) -> Vocabulary:
        if not any(line.text[-1] in "-\u2010" + CUT for lines in pages for line in lines):
            return Vocabulary()
        # `Vocabulary.of` leaves the halves of cut words out; here they cost more time than harm.
        text = "\n".join(line.text for lines in pages for line in lines)
        return Vocabulary(Counter(_WORD.findall(text.lower())))

    def _page_blocks(self, page: _Page, parts: Sequence[Paragraph], *, last: bool) -> Iterator[Block]:
        # In a margin stand labels and values ("Onze referentie", then the reference): one line, one block.
        yield from (self._block([line], page) for line in page.beside)
        body = [self._part_block(part, page) for part in parts]
        running = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        if body and page.number > 1 and body[0].kind is BlockKind.PARAGRAPH:
            body[0] = replace(body[0], cut_before=True)
        if body and not last and body[-1].kind in running:
            body[-1] = replace(body[-1], cut_after=True)
        yield from (block for block in body if block.text)
        for note in page.notes:
            yield replace(self._block(note.lines, page, marks=False), kind=BlockKind.FOOTNOTE, label=note.label)

    def _part_block(self, part: Paragraph, page: _Page) -> Block:
        block = replace(self._block(part.lines, page), kind=part.kind, label=part.label)
        if part.kind is BlockKind.HEADING:
            return replace(block, level=self._ranks[part.rank], role=turn_of(block.text))
        return replace(block, level=1) if part.kind is BlockKind.LIST_ITEM else block

    def _block(self, lines: Sequence[Line], page: _Page, *, marks: bool = True) -> Block:
        labels: list[str] = []
        texts = [_marked(line, labels) if marks else line.text for line in lines]
        joined = join_lines(texts, self._vocabulary)
        if _LIGATURE.search(joined):
            joined = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), joined)
        text, note_marks, _ = settle(joined, labels)
        return Block(text, page=page.number, marks=note_marks)


def _marked(line: Line, labels: list[str]) -> str:
    """The line's text with MARK for each raised number; a power or a formula ("km2") stays text."""
    text, end = "", 0
    for start, stop in line.raised:
        text += line.text[end:start]
        if _UNIT.search(text):
            text += line.text[start:stop]
        else:
            text += MARK
            labels.append(line.text[start:stop])
        end = stop
    return text + line.text[end:]
