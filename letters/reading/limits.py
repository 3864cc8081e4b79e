"""How much a document may ask of its reader."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it is read: `size` of the file, `markup` of one XML, HTML or text part (its tree in memory
    is some ten times as large), `unpacked` of all parts of a DOCX or ODT together (bytes), `pages` of a PDF."""

    size: int = 100 * MEGABYTE
    markup: int = 20 * MEGABYTE
    unpacked: int = 1024 * MEGABYTE
    pages: int = 2000


DEFAULT = Limits()
