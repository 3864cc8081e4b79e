"""Bytes to text: UTF-8, UTF-16 in both orders, with and without a byte order mark, and Windows-1252."""

from __future__ import annotations

import codecs
import re

from letters.reading.problems import Problem, unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# Windows-1252 leaves five bytes undefined; Latin-1's control characters in their place are dropped later as such.
_UNDEFINED = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def decode(data: bytes) -> str:
    """The text in `data`. Raises ReadingError (`binary`) for what is no text in any of these encodings."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _only_text(_strictly(data[len(mark) :], encoding))
    if b"\0" in data[:_SAMPLE]:
        return _only_text(_strictly(data, _guess_utf16(data[:_SAMPLE])))
    try:
        return _only_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _only_text(data.translate(None, _UNDEFINED).decode("cp1252"))


def _strictly(data: bytes, encoding: str) -> str:
    if encoding.startswith("utf-16") and len(data) % 2:
        data = data[:-1]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise unreadable(Problem.BINARY) from None


def _guess_utf16(sample: bytes) -> str:
    """Western text in UTF-16 has a zero in every second byte; anything else with zeros is no text."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise unreadable(Problem.BINARY)


def _only_text(text: str) -> str:
    if "\0" in text or len(_CONTROLS.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]):
        raise unreadable(Problem.BINARY)
    return text
