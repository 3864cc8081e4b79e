"""Reading: the bytes of a document in, its text as blocks out. One module a form; `blocks.py` is the contract."""

from __future__ import annotations

from letters.reading.blocks import Reading
from letters.reading.limits import DEFAULT, Limits

__all__ = ["Limits", "read"]


def read(data: bytes, *, limits: Limits = DEFAULT) -> Reading:
    """Read a document of any form we know. Raises ReadingError, and nothing else, for what cannot be read.

    Reads hostile files too: run it through `letters.reading.sandbox` where that matters (memory, time, crashes).
    """
    # Whoever needs only the blocks' classes or the sandbox need not load the PDF and XML libraries.
    from letters.reading.forms import read_form  # noqa: PLC0415

    return read_form(data, limits)
