"""The output of every reader: the text of a document as blocks in reading order.

Readers know bytes, pages and fonts, and nothing about letters. The meaning of a block (salutation, signature, annex) is
decided in `letters.parser`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table row"


class Role(StrEnum):
    """The role that the document itself states for a block (official XML and HTML only; other formats state none)."""

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
    """The position of a footnote mark:

    `offset` characters into the block's text, from which the mark itself is removed.
    """

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the source (`extref` in official XML): text[start:end] points to `target`."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, footnote or table row.

    `text` is NFC, one line, single-spaced, without markup, line-end hyphens, or its own list number or footnote mark
    (those are in `label`: "1.", "a)", "•"). `page` counts from 1 and is None in formats without pages. `level` is the
    depth of a heading or list item, from 1. `cut_before` / `cut_after`: the block is the first or last running text of
    its page, so it may be half of a paragraph; the parser decides. `beside`: the block is in a margin or rotated, and a
    paragraph may continue after it.
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
    beside: bool = False


class Why(StrEnum):
    """The reason why characters of a source are in no block: the categories of the ledger (`letters.ledger`)."""

    FURNITURE = "page furniture"
    REPEATED = "repeated reference"
    MARGIN = "margin"
    CONTENTS = "contents"  # a table of contents with its dot leaders
    HIDDEN = "hidden or deleted"
    WEBSITE = "website"
    HYPHEN = "hyphen at a line end"
    ENCODING = "undone encoding"
    MARKUP = "markup"  # formatting signs that are not words: bullets, Markdown, tags in plain text
    NUMBER = "number"  # of a list item or note: kept as the block's label or mark


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Characters of the source that a reader deliberately leaves out of the text."""

    why: Why
    text: str
    page: int | None = None


class Form(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    XML = "xml"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a document: its format, blocks, pages and own metadata.

    `metadata` holds the machine-readable statements of the file, keyed by the source's own names (`DC.identifier`,
    `OVERHEIDop.dossiernummer`, …), each with all its values. `furniture` lists the running heads and feet, `website`
    the lines of the web page around the letter; both may state facts of it. `marks_known` is False where the format
    cannot show footnote marks (plain text, OCR), so that the parser has to find them in the text. `unread_pages` are
    the numbers (from 1) of pages with visible content but no readable text, such as scans within a PDF.

    For the ledger: `left_out` lists text deliberately left out of the blocks, `added` lists text in the blocks that is
    not in the source (generated labels and marks), and `printed` is the raw text of each page, from before it was
    read (`source_counts`).
    """

    form: Form
    blocks: tuple[Block, ...]
    pages: int | None = None
    metadata: dict[str, tuple[str, ...]] = field(default_factory=dict)
    furniture: tuple[str, ...] = ()
    website: tuple[str, ...] = ()
    marks_known: bool = True
    unread_pages: tuple[int, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    added: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


def labels_and_marks(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the labels of blocks and footnote marks: text added by readers of formats that store it separately."""
    drawn: list[str] = []
    for block in blocks:
        if block.label:
            drawn.append(block.label)
        drawn += [mark.label for mark in block.marks]
    return tuple(drawn)


class ReadingError(Exception):
    """A document that cannot be read, and for which a retry is useless.

    `code` is one of `letters.readers.problems`, for programs; `str(error)` is a plain Dutch sentence with the problem
    and the remedy, for users.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        """Pickle with both arguments: exceptions keep only their message, and this one crosses a process boundary."""
        return type(self), (self.code, str(self))


class ReaderFault(Exception):
    """A bug of ours while reading a document; the document is not to blame.

    `str(fault)` is one line of at most 500 characters with the exception, its message and its location. It is for the
    log only, not for users: the message may quote the document.
    """

    def __init__(self, told: str) -> None:
        line = " ".join("".join(c if c.isprintable() else " " for c in told).split())
        super().__init__(line[:500])
