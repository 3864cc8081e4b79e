"""Format detection by content. File names are unreliable: an error page may be `brief.pdf`, a DOCX `brief.doc`."""

from __future__ import annotations

import re

from letters.readers.blocks import Form
from letters.readers.office.zip_package import main_part, member_names, mimetype
from letters.readers.problems import Problem, unreadable

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\x01\0")
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh91AY&SY", b"\xfd7zXZ")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of an OLE container, by their names in its directory.
_OLE_STREAMS = (
    ("EncryptedPackage", Problem.ENCRYPTED),
    ("WordDocument", Problem.OLD_WORD),
    ("Workbook", Problem.SPREADSHEET),
    ("PowerPoint Document", Problem.PRESENTATION),
)
_ODF = "application/vnd.oasis.opendocument."

_ROOT = re.compile(r"</?([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE)
# Tags of a full page, and of a fragment copied from one, which may begin with any of them.
_HTML_TAGS = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "big", "blockquote", "body", "br", "button", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "i", "iframe", "img", "input", "ins", "label", "legend", "li", "link", "main", "mark", "meta", "nav",
    "noscript", "ol", "p", "picture", "pre", "q", "s", "script", "section", "small", "span", "strike", "strong",
    "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "tfoot", "th", "thead", "time",
    "title", "tr", "tt", "u", "ul", "var", "video",
})  # fmt: skip
# End tags of blocks: text separated only by such tags would run together if they were removed.
_CLOSED_BLOCK = re.compile(r"</(?:p|li|div|td|th|tr|h[1-6]|ul|ol|dd|dt|table|blockquote|section)\s*>", re.IGNORECASE)
_FEWEST_BLOCKS = 2
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_LONG = 60  # characters of a paragraph without any tag


def sniff_binary(data: bytes) -> Form | None:
    """Return the format of a binary file, None if it may be text. Raises ReadingError for unsupported formats."""
    start = data[:1024].lstrip()
    if data.startswith(_ZIPS):
        return _sniff_zip(data)
    if b"%PDF-" in start and not start.startswith(b"<"):
        return Form.PDF
    if start.startswith(_OLE):
        raise unreadable(_in_ole(data))
    if start.startswith(b"{\\rtf"):
        raise unreadable(Problem.RTF)
    if data.startswith(_PICTURES) or _is_other_picture(data):
        raise unreadable(Problem.PICTURE)
    if data.startswith(_ARCHIVES):
        raise unreadable(Problem.ARCHIVE)
    return None


def _is_other_picture(data: bytes) -> bool:
    """True if the data is WebP, HEIC or BMP: the first bytes of these alone could also start a text."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data[4:12] == b"ftypheic" or (data[:2] == b"BM" and data[6:10] == bytes(4))


def sniff_text(text: str) -> Form:
    """Return the format of a text. Raises ReadingError for XML that is dangerous or not an official publication."""
    start = text.lstrip()
    if not start.startswith("<"):
        return Form.HTML if _is_fragment(start) else Form.TEXT
    prolog = _PROLOG.match(start)
    body = start[prolog.end() :] if prolog else start
    head = start[: len(start) - len(body)] or start
    if "<!ENTITY" in head.upper():
        raise unreadable(Problem.XML_ENTITIES)
    root = _ROOT.match(body)
    name = root[2].lower() if root else ""
    if name == "officiele-publicatie":
        return Form.XML
    if name in _HTML_TAGS or "<!doctype html" in head.lower():
        return Form.HTML
    if head.lstrip().startswith("<?xml"):
        raise unreadable(Problem.OTHER_XML if root else Problem.DAMAGED_XML)
    if root and f"</{root[0].strip('</>').rstrip()}" in body[1:]:
        raise unreadable(Problem.OTHER_XML)
    return Form.TEXT


def _is_fragment(text: str) -> bool:
    """True if text that begins with a word is an HTML fragment: block end tags separate most of its paragraphs."""
    closed = sum(1 for _ in _CLOSED_BLOCK.finditer(text))
    if closed < _FEWEST_BLOCKS:
        return False
    return closed >= sum(1 for part in _EMPTY_LINE.split(text) if "<" not in part and len(part) > _LONG)


def _sniff_zip(data: bytes) -> Form:
    names = member_names(data)
    if main_part(names):
        return Form.DOCX
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        raise unreadable(Problem.SPREADSHEET)
    if "ppt/presentation.xml" in names:
        raise unreadable(Problem.PRESENTATION)
    kind = mimetype(data)
    if kind.startswith(_ODF + "text") or (not kind and {"content.xml", "META-INF/manifest.xml"} <= names):
        return Form.ODT
    if kind.startswith(_ODF + "spreadsheet"):
        raise unreadable(Problem.SPREADSHEET)
    if kind.startswith(_ODF + "presentation"):
        raise unreadable(Problem.PRESENTATION)
    raise unreadable(Problem.ARCHIVE)


def _in_ole(data: bytes) -> Problem:
    for name, problem in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return problem
    return Problem.OLD_WORD
