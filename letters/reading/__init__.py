"""Reading: the bytes of a document in, its text as blocks out. One module a form; `blocks.py` is the contract."""

from __future__ import annotations

from letters.reading.blocks import Form, Reading, ReadingError
from letters.reading.encodings import decode
from letters.reading.limits import DEFAULT, MEGABYTE, Limits
from letters.reading.problems import Problem, unreadable
from letters.reading.sniffing import sniff_binary, sniff_text

__all__ = ["Limits", "read"]


def read(data: bytes, *, limits: Limits = DEFAULT) -> Reading:
    """Read a document of any form we know. Raises ReadingError, and nothing else, for what cannot be read.

    Reads hostile files too: run it through `letters.reading.sandbox` where that matters (memory, time, crashes).
    """
    if not data.strip():
        raise unreadable(Problem.EMPTY)
    if len(data) > limits.size:
        raise _too_large(len(data), limits.size)
    form = sniff_binary(data)
    reading = _read_text_form(data, limits) if form is None else _read_binary_form(form, data, limits)
    if not reading.blocks:
        raise unreadable(Problem.NO_TEXT)
    return reading


def _read_binary_form(form: Form, data: bytes, limits: Limits) -> Reading:
    # Each reader is imported when first needed: a worker that reads only XML need not load the PDF library.
    if form is Form.PDF:
        from letters.reading.pdf import read_pdf

        return read_pdf(data, limits)
    if form is Form.DOCX:
        from letters.reading.docx import read_docx

        return read_docx(data, limits)
    from letters.reading.odt import read_odt

    return read_odt(data, limits)


def _read_text_form(data: bytes, limits: Limits) -> Reading:
    if len(data) > limits.markup:
        raise _too_large(len(data), limits.markup)
    text = decode(data)
    form = sniff_text(text)
    if form is Form.XML:
        from letters.reading.xml import read_xml

        return read_xml(text)
    if form is Form.HTML:
        from letters.reading.html import read_html

        return read_html(text)
    from letters.reading.text import read_text

    return read_text(text)


def _too_large(found: int, allowed: int) -> ReadingError:
    return unreadable(Problem.TOO_LARGE, found=-(-found // MEGABYTE), allowed=allowed // MEGABYTE)
