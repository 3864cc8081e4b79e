"""Tells forms apart by what is in the file. Names lie: an error page comes as `brief.pdf`, a DOCX as `brief.doc`."""

from __future__ import annotations

import re

from letters.reading.blocks import Form
from letters.reading.packages import member_names, mimetype
from letters.reading.problems import Problem, unreadable

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

_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE)
_HTML_TAGS = frozenset({
    "a", "article", "b", "body", "br", "center", "div", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "html", "link", "main", "meta", "nav", "ol", "p", "script", "section", "span", "strong", "style",
    "table", "title", "ul",
})  # fmt: skip


def sniff_binary(data: bytes) -> Form | None:
    """The form of a file that is not text, None for what may be text. Raises ReadingError for forms we do not read."""
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
    """WebP, HEIC and BMP, whose first bytes alone could be a text's."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data[4:12] == b"ftypheic" or (data[:2] == b"BM" and data[6:10] == bytes(4))


def sniff_text(text: str) -> Form:
    """The form of a text. Raises ReadingError for XML that is dangerous or not an official publication."""
    start = text.lstrip()
    if not start.startswith("<"):
        return Form.TEXT
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
    if root and f"</{root[0][1:-1].rstrip()}" in body:
        raise unreadable(Problem.OTHER_XML)
    return Form.TEXT


def _sniff_zip(data: bytes) -> Form:
    names = member_names(data)
    if "word/document.xml" in names:
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
