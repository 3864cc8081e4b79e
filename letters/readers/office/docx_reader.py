"""DOCX from Word and LibreOffice: the text with all tracked changes accepted, footnotes at their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from letters.readers.block_builder import Composer
from letters.readers.blocks import Block, BlockKind, Form, LeftOut, Reading, ReadingError, Why, labels_and_marks
from letters.readers.heading_lines import reads_as_bold_heading, turn_of
from letters.readers.letterhead_labels import facts_missing_from, left_out_of
from letters.readers.limits import Limits
from letters.readers.markup import Element, Visitor, local_name, plain_text
from letters.readers.office.docx_package import DocxPackage
from letters.readers.office.docx_styles import Numbering, Styles, attribute, flag
from letters.readers.office.numbering import BULLET
from letters.readers.office.symbols import sign
from letters.readers.office.zip_package import Package, main_part
from letters.readers.problems import Problem, unreadable
from letters.readers.source_counts import docx_words
from letters.readers.table_rows import is_real_row

_DROPPED = frozenset({
    "annotationRef", "commentRangeEnd", "commentRangeStart", "commentReference", "del", "delText", "endnoteRef",
    "footnoteRef", "instrText", "moveFrom", "pPr", "rPr", "sdtPr", "sectPr", "tblGrid", "tblPr", "tcPr", "trPr",
})  # fmt: skip
_DELETED = frozenset({"del", "delText", "moveFrom"})
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml")
_NOTE_PARTS = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}


def read_docx(data: bytes, limits: Limits) -> Reading:
    """Read a DOCX file. Raises ReadingError if it is damaged or unpacks to more than the limits."""
    package = DocxPackage(data, limits)
    document = package.required(main_part(package.names()) or "")
    bodies = [part for part in document if local_name(part) == "body"]
    if not bodies:
        raise unreadable(Problem.DAMAGED_DOCX)
    printed = docx_words(package)
    reader = _DocumentReader(package)
    for body in bodies:
        reader.visit(body)
    blocks = reader.composer.finish()
    left_out, added = reader.rest(), reader.added
    facts: tuple[Block, ...] = ()
    name, top = _first_header(package, document)
    if top is not None:
        header = top.composer.finish()
        facts = facts_missing_from(header, blocks)
        left_out += [*top.left_out, *left_out_of(header, facts)]
        added += top.added
    left_out += _printed_around(package, besides=name)
    everything = (*facts, *blocks)
    return Reading(
        Form.DOCX,
        everything,
        metadata=_metadata(package),
        left_out=tuple(left_out),
        added=(*labels_and_marks(everything), *added),
        printed=(printed,),
    )


def _first_header(package: Package, document: Element) -> tuple[str, _DocumentReader | None]:
    """Return the part name of the first page's header and a reader that has read it; ("", None) if there is none."""
    section = next((element for element in document.iter() if local_name(element) == "sectPr"), None)
    if section is None:
        return "", None
    wanted = "first" if flag(section, "titlePg") else "default"
    links = _links(package)
    for reference in section:
        if local_name(reference) == "headerReference" and attribute(reference, "type") == wanted:
            # A target is looked up among the names in the zip, never in the file system.
            name = "word/" + links.get(attribute(reference, "id"), "").lstrip("/")
            header = package.part(name)
            if header is not None:
                reader = _DocumentReader(package)
                reader.visit(header)
                return name, reader
    return "", None


def _printed_around(package: Package, *, besides: str) -> list[LeftOut]:
    """Return the text of all page headers and footers except the part `besides`."""
    found: list[LeftOut] = []
    for name in package.names():
        if _AROUND.fullmatch(name) and name != besides:
            with suppress(ReadingError):  # the letter is complete without them
                part = package.required(name)
                if text := "".join(words_of(part)).strip():
                    found.append(LeftOut(Why.FURNITURE, text))
    return found


def _links(package: Package) -> dict[str, str]:
    """Return the targets of the main part's relationships by their identifiers."""
    root = package.part(f"word/_rels/{(main_part(package.names()) or '').removeprefix('word/')}.rels")
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
    """The footnotes or endnotes of a document, numbered in the order of their references in the text."""

    def __init__(self, package: Package, name: str) -> None:
        root = package.part(name)
        self._notes = {attribute(note, "id"): note for note in root} if root is not None else {}
        self._used = 0

    def rest(self) -> list[Element]:
        """Return the notes without a reference in the text: Word prints none of them."""
        return list(self._notes.values())

    def take(self, reference: Element) -> tuple[str, Element | None]:
        note = self._notes.pop(attribute(reference, "id"), None)
        if flag(reference, "customMarkFollows"):
            return "*", note
        self._used += 1
        return str(self._used), note


class _DocumentReader(Visitor):
    def __init__(self, package: Package) -> None:
        super().__init__()
        self.composer = Composer()
        self.added: list[str] = []
        self._styles = Styles(package.part("word/styles.xml"))
        self._numbering = Numbering(package.part("word/numbering.xml"))
        self._notes = {reference: _Notes(package, name) for reference, name in _NOTE_PARTS.items()}
        self._package = package
        self._links = _links(package)
        self._opened: set[Element] = set()
        self._linked: set[Element] = set()

    def text(self, text: str) -> None:
        """Ignore text outside w:t: white space between tags, positions of drawings, field codes of objects."""

    def enter(self, element: Element, name: str) -> bool:
        if name in _DROPPED:
            if name in _DELETED:
                self._leave_out_words(element, Why.HIDDEN)
            return False
        if name == "p":
            if self._styles.is_contents_line(element):
                self._leave_out_words(element, Why.CONTENTS)
                return False
            self._open_paragraph(element)
        elif name == "tr":
            self.composer.open(Block("", BlockKind.TABLE_ROW) if is_real_row(element, "tc") else Block(""))
            self._opened.add(element)
        elif name == "tc" and any(local_name(before) == "tc" for before in element.itersiblings(preceding=True)):
            self.composer.cell()
        elif name == "r":
            if self._styles.is_hidden(element):
                self._leave_out_words(element, Why.HIDDEN)
                return False
        elif name == "t" and not len(element):  # in a diagram paragraphs have it around them too
            self.composer.add(element.text)
            return False
        elif name == "hyperlink":
            self._start_link(element)
        elif name in _NOTE_PARTS:
            self._add_note(element, name)
        elif name == "relIds":
            self._add_diagram(element)
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

    def rest(self) -> list[LeftOut]:
        """Return all text left out, including unreferenced notes; call after everything has been visited."""
        for notes in self._notes.values():
            for note in notes.rest():
                self._leave_out_words(note, Why.HIDDEN)
        return self.left_out

    def _leave_out_words(self, element: Element, why: Why) -> None:
        if text := "".join(words_of(element)).strip():
            self.left_out.append(LeftOut(why, text))

    def _add_character(self, element: Element, name: str) -> None:
        if name in ("tab", "ptab"):
            self.composer.add(" ")
        elif name in ("br", "cr"):
            if attribute(element, "type") in ("", "textWrapping"):
                self.composer.line_break()
        elif name == "noBreakHyphen":
            self._add_sign("-")
        elif name == "sym":
            self._add_sign(sign(attribute(element, "font"), attribute(element, "char")))

    def _add_sign(self, written: str) -> None:
        """Add a character that the file does not store as text."""
        self.composer.add(written)
        self.added.append(written)

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

    def _add_diagram(self, reference: Element) -> None:
        """Add the words of a diagram (SmartArt), which are in a part of their own. Once: it might refer to itself."""
        words = self._package.part("word/" + self._links.pop(attribute(reference, "dm"), "").lstrip("/"))
        if words is not None:
            self.visit(words)

    def _open_paragraph(self, paragraph: Element) -> None:
        text = paragraph_text(paragraph)
        look = self._styles.look(paragraph)
        label, depth = self._numbering.next_label(look.numbering) if text else (None, 0)
        turn = turn_of(text)
        pattern = Block("")
        if turn or look.outline is not None:
            pattern = Block("", BlockKind.HEADING, level=(look.outline or 0) + 1, role=turn)
        elif reads_as_bold_heading(text) and label != BULLET and self._styles.is_all_bold(paragraph):
            pattern = Block("", BlockKind.HEADING, level=2)
        elif label is not None:
            pattern = Block("", BlockKind.LIST_ITEM, level=depth + 1, label=label)
        self.composer.open(pattern)
        self._opened.add(paragraph)
        if pattern.kind is BlockKind.HEADING and label not in (None, BULLET):
            self.composer.add(f"{label} ")
            self.added.append(label)


def paragraph_text(paragraph: Element) -> str:
    """Return the words of a paragraph with all tracked changes accepted."""
    return plain_text(paragraph) if not len(paragraph) else " ".join("".join(_words(paragraph)).split())


def _words(paragraph: Element) -> list[str]:
    found = []
    for element in paragraph.iter():
        if local_name(element) == "t" and element.text:
            if not any(local_name(above) in ("del", "moveFrom") for above in element.iterancestors()):
                found.append(str(element.text))
        elif local_name(element) in ("tab", "br"):
            found.append(" ")
    return found


def words_of(element: Element) -> Iterator[str]:
    """Yield the words in an element, including deleted ones."""
    for part in element.iter():
        if local_name(part) in ("t", "delText") and part.text:
            yield str(part.text)
