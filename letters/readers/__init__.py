"""Readers: turn the bytes of a document into its text as blocks. One module per format; `blocks.py` is the contract."""

from __future__ import annotations

from letters.readers.blocks import Reading
from letters.readers.limits import DEFAULT, Limits

__all__ = ["Limits", "read"]


def read(data: bytes, *, limits: Limits = DEFAULT) -> Reading:
    """Read a document of any supported format.

    Raises ReadingError, and nothing else, for a document that cannot be read. Safe for hostile files only through
    `letters.readers.sandbox.reader_process`, which limits memory and time and survives crashes.
    """
    # Imported late: users of the block classes or of the sandbox need not load the PDF and XML libraries.
    from letters.readers.dispatch import read_form  # noqa: PLC0415

    return read_form(data, limits)
