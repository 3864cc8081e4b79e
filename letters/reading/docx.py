"""DOCX as Word and LibreOffice write it: text as it stands after all tracked changes, footnotes at their marks."""

from __future__ import annotations

from letters.reading.blocks import Block, BlockKind, Form, Reading
from letters.reading.composing import Composer
from letters.reading.docx_styles import Numbering, Styles, attribute, child, flag
from letters.reading.headings import reads_as_heading, turn_of
from letters.reading.letterheads import facts_missing_from
from letters.reading.limits import Limits
from letters.reading.markup import Element, Visitor, local_name, plain_text
from letters.reading.numbering import BULLET
from letters.reading.packages import Package
from letters.reading.problems import Problem, unreadable
from letters.reading.tables import is_real_row

_DROPPED = frozenset({
    "annotationRef", "commentRangeEnd", "commentRangeStart", "commentReference", "del", "delText", "endnoteRef",
    "Fallback", "footnoteRef", "instrText", "moveFrom", "pPr", "pict", "rPr", "sdtPr", "sectPr", "tblGrid", "tblPr",
    "tcPr", "trPr",
})  # fmt: skip
_SILENT = frozenset({"posOffset", "align", "pctWidth", "pctHeight"})  # numbers of a drawing's layout, not words
_NOTE_PARTS = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}


def read_docx(data: bytes, limits: Limits) -> Reading:
    """Raises ReadingError for a file that is damaged or unpacks to far more than a letter."""
    package = Package(data, limits, Problem.DAMAGED_DOCX)
    document = package.required("word/document.xml")
    body = child(document, "body")
    if body is None:
        raise unreadable(Problem.DAMAGED_DOCX)
    reader = _DocumentReader(package)
    reader.visit(body)
    blocks = reader.composer.finish()
    header = _first_header(package, document)
    facts = facts_missing_from(header, blocks) if header else ()
    return Reading(Form.DOCX, (*facts, *blocks), metadata=_metadata(package))


def _first_header(package: Package, document: Element) -> tuple[Block, ...]:
    """What stands above the text of the first page."""
    section = next((element for element in document.iter() if local_name(element) == "sectPr"), None)
    if section is None:
        return ()
    wanted = "first" if flag(section, "titlePg") else "default"
    links = _links(package, "word/_rels/document.xml.rels")
    for reference in section:
        if local_name(reference) == "headerReference" and attribute(reference, "type") == wanted:
            # A target is looked up among the names in the zip, never on a disk.
            header = package.part("word/" + links.get(attribute(reference, "id"), "").lstrip("/"))
            if header is not None:
                reader = _DocumentReader(package)
                reader.visit(header)
                return reader.composer.finish()
    return ()


def _links(package: Package, name: str) -> dict[str, str]:
    root = package.part(name)
    return {} if root is None else {attribute(link, "Id"): attribute(link, "Target") for link in root}


def _metadata(package: Package) -> dict[str, tuple[str, ...]]:
    root = package.part("docProps/core.xml")
    found: dict[str, tuple[str, ...]] = {}
    for element in root if root is not None else ():
        name, text = local_name(element), plain_text(element)
        if text and name in ("title", "creator", "subject", "created", "modified", "keywords"):
            found[f"dc:{name}"] = (text,)
    return found


class _Notes:
    """The footnotes or endnotes of a document. Numbers are given in the order in which the text refers to them."""

    def __init__(self, package: Package, name: str) -> None:
        root = package.part(name)
        self._notes = {attribute(note, "id"): note for note in root} if root is not None else {}
        self._used = 0

    def take(self, reference: Element) -> tuple[str, Element | None]:
        note = self._notes.pop(attribute(reference, "id"), None)
        if flag(reference, "customMarkFollows"):
            return "*", note
        self._used += 1
        return str(self._used), note


class _DocumentReader(Visitor):
    def __init__(self, package: Package) -> None:
        self.composer = Composer()
        self._styles = Styles(package.part("word/styles.xml"))
        self._numbering = Numbering(package.part("word/numbering.xml"))
        self._notes = {reference: _Notes(package, name) for reference, name in _NOTE_PARTS.items()}
        self._links = _links(package, "word/_rels/document.xml.rels")
        self._opened: set[Element] = set()
        self._linked: set[Element] = set()

    def text(self, text: str) -> None:
        # Everything but w:t is white space between tags, and it is one word for Word.
        if text.strip():
            self.composer.add(text)

    def enter(self, element: Element, name: str) -> bool:
        if name in _DROPPED or name in _SILENT:
            return False
        if name == "p":
            if self._styles.is_contents_line(element):
                return False
            self._open_paragraph(element)
        elif name == "tr":
            self.composer.open(Block("", BlockKind.TABLE_ROW) if is_real_row(element, "tc") else Block(""))
            self._opened.add(element)
        elif name == "tc" and any(local_name(before) == "tc" for before in element.itersiblings(preceding=True)):
            self.composer.cell()
        elif name == "r":
            return not self._styles.is_hidden(element)
        elif name == "t":
            self.composer.add(element.text)
            return False
        elif name == "hyperlink":
            self._start_link(element)
        elif name in _NOTE_PARTS:
            self._add_note(element, name)
        else:
            self._add_character(element, name)
        return True

    def leave(self, element: Element, name: str) -> None:
        if element in self._linked:
            self._linked.discard(element)
            self.composer.end_link()
        if element in self._opened:
            self._opened.discard(element)
            self.composer.close()

    def _add_character(self, element: Element, name: str) -> None:
        if name in ("tab", "ptab"):
            self.composer.add(" ")
        elif name in ("br", "cr"):
            if attribute(element, "type") in ("", "textWrapping"):
                self.composer.line_break()
        elif name == "noBreakHyphen":
            self.composer.add("-")

    def _start_link(self, element: Element) -> None:
        target = self._links.get(attribute(element, "id"), "")
        if target.startswith(("http://", "https://")):
            self.composer.start_link(target)
            self._linked.add(element)

    def _add_note(self, element: Element, name: str) -> None:
        label, note = self._notes[name].take(element)
        if note is None:
            self.composer.mark(label)
            return
        self.composer.open_note(label)
        self.visit(note)
        self.composer.close()

    def _open_paragraph(self, paragraph: Element) -> None:
        text = paragraph_text(paragraph)
        look = self._styles.look(paragraph)
        label, depth = self._numbering.next_label(look.numbering) if text else (None, 0)
        turn = turn_of(text)
        pattern = Block("")
        if turn or look.outline is not None:
            pattern = Block("", BlockKind.HEADING, level=(look.outline or 0) + 1, role=turn)
        elif reads_as_heading(text) and label != BULLET and self._styles.is_all_bold(paragraph):
            pattern = Block("", BlockKind.HEADING, level=2)
        elif label is not None:
            pattern = Block("", BlockKind.LIST_ITEM, level=depth + 1, label=label)
        self.composer.open(pattern)
        self._opened.add(paragraph)
        if pattern.kind is BlockKind.HEADING and label not in (None, BULLET):
            self.composer.add(f"{label} ")


def paragraph_text(paragraph: Element) -> str:
    """The words of a paragraph as they stand after tracked changes."""
    return plain_text(paragraph) if not len(paragraph) else " ".join("".join(_words(paragraph)).split())


def _words(paragraph: Element) -> list[str]:
    found = []
    for element in paragraph.iter():
        if local_name(element) == "t" and element.text:
            if not any(local_name(above) in ("del", "moveFrom", "Fallback") for above in element.iterancestors()):
                found.append(str(element.text))
        elif local_name(element) in ("tab", "br"):
            found.append(" ")
    return found
