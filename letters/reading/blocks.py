"""What every reader returns: the text of a document as blocks in reading order.

Readers know bytes, pages and fonts; they know nothing of letters. What a block *means* (salutation, signature, annex)
is for `letters.domain` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table row"


class Role(StrEnum):
    """What the document itself says that a block is (official XML and HTML do; other forms leave it unsaid)."""

    SESSION = "session"
    CHAMBER = "chamber"
    DOCUMENT_TYPE = "document type"
    DOSSIER = "dossier"
    DOSSIER_TITLE = "dossier title"
    NUMBER = "number"
    TITLE = "title"
    DATE = "date"
    QUESTION = "question"
    ANSWER = "answer"
    SIGNATURE_OFFICE = "signature office"
    SIGNATURE_NAME = "signature name"
    ANNEX_TITLE = "annex title"


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a footnote mark: `offset` characters into the block's text, from which the mark itself is gone."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the source itself gives (`extref` in official XML): text[start:end] points to `target`."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, footnote or table row.

    `text` is NFC, one line, single spaces, without markup, without the hyphens of line ends, without its own list
    number or footnote mark (that is `label`: "1.", "a)", "•"). `page` counts from 1 and is None where the form has no
    pages. `level` is the depth of a heading or list item, from 1. `cut_before` / `cut_after`: the block is the first or
    last running text of its page, so that it may be half of a paragraph; whether it is, the parser decides.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    page: int | None = None
    level: int | None = None
    label: str | None = None
    role: Role | None = None
    marks: tuple[NoteMark, ...] = ()
    links: tuple[Link, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


class Form(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    XML = "xml"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read: its form, blocks, pages, and what it says of itself.

    `metadata` holds what the file states in machine-readable form, by the source's own names (`DC.identifier`,
    `OVERHEIDop.dossiernummer`, …), each with all its values. `marks_known` is False where the form cannot show footnote
    marks as such (plain text, OCR), so that the parser has to find them in the words.
    """

    form: Form
    blocks: tuple[Block, ...]
    pages: int | None = None
    metadata: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marks_known: bool = True


class ReadingError(Exception):
    """A document that cannot be read, and will not be by trying again.

    `code` is for programs (one of `letters.reading.problems`), `str(error)` is a plain Dutch sentence that says what is
    wrong and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        """Exceptions pickle with their message alone; this one comes out of the reader's own process whole."""
        return type(self), (self.code, str(self))
