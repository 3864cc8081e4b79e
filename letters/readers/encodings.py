"""Decoding of bytes:

UTF-8, UTF-16 in both byte orders, with or without BOM, and Windows-1252; also if encoded twice.
"""

from __future__ import annotations

import codecs
import html
import re

from letters.readers.double_encoding import undo
from letters.readers.problems import Problem, unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# U+0080 to U+009F as Windows-1252. Its five undefined bytes remain the Latin-1 control characters and are dropped
# later. U+0085 alone is a line end.
MEANT = {byte: meant for byte in range(0x80, 0xA0) if (meant := bytes([byte]).decode("cp1252", "ignore"))}
_QUOTES = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")


def decode(data: bytes) -> str:
    """Decode `data`.

    Raises ReadingError: `binary` if it is not text in any of these encodings, `misencoded` if it was encoded twice and
    lost characters.
    """
    return _mend_controls(undo(_decoded(data))).lstrip("\ufeff")


def decoded_text(data: bytes) -> str:
    """Decode `data` and unescape the source of a page or of XML that was escaped for display. Raises as `decode`."""
    text = decode(data)
    escaped = text.lstrip().startswith("&lt;") and "<" not in text
    return html.unescape(text) if escaped else text


def _mend_controls(text: str) -> str:
    """Repair Windows-1252 decoded as Latin-1, which has control characters for its quotes, dashes and the euro sign."""
    return text.translate(MEANT) if _QUOTES.search(text) else text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _only_text(_strictly(data[len(mark) :], encoding))
    if b"\0" in data[:_SAMPLE]:
        return _only_text(_strictly(data, _guess_utf16(data[:_SAMPLE])))
    try:
        return _only_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _only_text(data.decode("latin-1").translate(MEANT))


def _strictly(data: bytes, encoding: str) -> str:
    if encoding.startswith("utf-16") and len(data) % 2:
        data = data[:-1]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise unreadable(Problem.BINARY) from None


def _guess_utf16(sample: bytes) -> str:
    """Return the byte order:

    Western UTF-16 has a zero in every second byte. Raises ReadingError for other data with zeros.
    """
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
