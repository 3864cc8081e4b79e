"""Limits on the size of documents."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits above which a document is refused unread.

    In bytes: `size` of the file; `markup` of one XML, HTML or text part (its tree takes some ten times as much memory);
    `unpacked` of all parts of a DOCX or ODT together. `pages` of a PDF.
    """

    size: int = 100 * MEGABYTE
    markup: int = 20 * MEGABYTE
    unpacked: int = 1024 * MEGABYTE
    pages: int = 2000


DEFAULT = Limits()
