"""Dispatch from bytes to the reader for their format."""

from __future__ import annotations

from letters.readers.blocks import Form, Reading, ReadingError
from letters.readers.detect import sniff_binary, sniff_text
from letters.readers.encodings import decoded_text
from letters.readers.html.html_reader import read_html
from letters.readers.limits import MEGABYTE, Limits
from letters.readers.office.docx_reader import read_docx
from letters.readers.office.odt_reader import read_odt
from letters.readers.pdf.pdf_reader import read_pdf
from letters.readers.problems import Problem, unreadable
from letters.readers.text.text_reader import read_text
from letters.readers.xml_reader import read_xml

_BINARY_READERS = {Form.PDF: read_pdf, Form.DOCX: read_docx, Form.ODT: read_odt}
_TEXT_READERS = {Form.XML: read_xml, Form.HTML: read_html, Form.TEXT: read_text}


def read_form(data: bytes, limits: Limits) -> Reading:
    """See `letters.readers.read`."""
    if not data.strip():
        raise unreadable(Problem.EMPTY)
    _check_size(data, limits.size)
    form = sniff_binary(data)
    reading = _read_text_form(data, limits) if form is None else _BINARY_READERS[form](data, limits)
    if not reading.blocks:
        raise unreadable(Problem.NO_TEXT)
    return reading


def _read_text_form(data: bytes, limits: Limits) -> Reading:
    _check_size(data, limits.markup)
    text = decoded_text(data)
    return _TEXT_READERS[sniff_text(text)](text)


def _check_size(data: bytes, allowed: int) -> None:
    if len(data) > allowed:
        raise _too_large(len(data), allowed)


def _too_large(found: int, allowed: int) -> ReadingError:
    return unreadable(Problem.TOO_LARGE, found=-(-found // MEGABYTE), allowed=allowed // MEGABYTE)
