"""Markdown inside a line: emphasis, links, escapes and tags go, footnote marks become `NoteMark`s."""

from __future__ import annotations

import html
import re

from letters.reading.blocks import NoteMark

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OPEN, _CLOSE = "\ue100", "\ue101"  # around a footnote mark while the text around it is being cleaned
_ESCAPED = 0xE000  # an escaped character waits here until the markup is gone

PRIVATE = re.compile("[\ue000-\ue1ff]")
MARK = r"<sup>\s*\[?(\d{1,3}|\*{1,3}|[a-z])\]?\s*</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[\^(\w{1,20})\](?!:)"

_MARK = re.compile(MARK)
_BETWEEN_MARKS = re.compile(f"(?<={_CLOSE}),\\s?(?={_OPEN})")
_STOP_AFTER = re.compile(r"\s+[.,;:](?:\s|$)")
_TWO_IN_ONE = re.compile(r"<sup>\s*(\d{1,2})\s*[,; ]\s*(\d{1,2})\s*</sup>")
_UNIT_BEFORE = re.compile(r"\b[kcdm]?m$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|&'\"])")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()\s]{0,500}(?:\s+\"[^\"]{0,200}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--.{0,500}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_STRONG = re.compile(r"\*{2,3}|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_EMPHASIS = re.compile(r"\*(?=[^\s*])([^*]{1,400}?)(?<=\S)\*")
_UNDERLINE = re.compile(r"(?<!\w)_(?=\S)([^_]{1,400}?)(?<=\S)_(?!\w)")
_CODE = re.compile(r"`([^`]{1,300})`")
_HELD = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")

_MARKDOWN = re.compile(
    r"^#{1,6}\s|\*\*[^*\s][^*\n]{0,300}\*\*|<sup>|\]\(https?:|\[\^\w+\]|(?<![\w*])\*[^\s*][^*\n]{0,100}[^\s*]\*(?![\w*])",
    re.MULTILINE,
)


def is_markdown(text: str) -> bool:
    return _MARKDOWN.search(text) is not None


def clean_inline(text: str, *, markdown: bool) -> tuple[str, tuple[NoteMark, ...]]:
    """The words alone, single-spaced, and where the footnote marks stood in them."""
    text = _BETWEEN_MARKS.sub("", _MARK.sub(_hold_mark, _TWO_IN_ONE.sub(r"<sup>\1</sup><sup>\2</sup>", text)))
    if markdown:
        text = _strip_markup(text)
    elif "<" in text or "&" in text:
        text = _strip_tags(text)
    return _take_marks(" ".join(text.split()))


def plain_label(label: str) -> str:
    return label.translate(_SUPERSCRIPTS).strip("[]^ ")


def _hold_mark(match: re.Match[str]) -> str:
    label = plain_label(match[1] or match[2] or match[3])
    before = match.string[max(0, match.start() - 3) : match.start()]
    if label in {"2", "3"} and _UNIT_BEFORE.search(before):
        return match[2] or label
    if label.isalpha() and before[-1:].isdigit():
        return label  # 10e, 2de
    return f"{_OPEN}{label}{_CLOSE}"


def _strip_markup(text: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(_ESCAPED + ord(match[1])), text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub("", text)
    text = _UNDERLINE.sub(r"\1", _EMPHASIS.sub(r"\1", text))
    text = _strip_tags(_CODE.sub(r"\1", text))
    return "".join(chr(ord(c) - _ESCAPED) if _ESCAPED <= ord(c) < _ESCAPED + 128 else c for c in text)


def _strip_tags(text: str) -> str:
    text = _BREAK.sub(" ", _AUTOLINK.sub(r"\1", text))
    text = _TAG.sub("", text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _take_marks(text: str) -> tuple[str, tuple[NoteMark, ...]]:
    if _OPEN not in text:
        return text.strip(), ()
    pieces: list[str] = []
    marks: list[NoteMark] = []
    length = last = 0
    for match in _HELD.finditer(text):
        piece = text[last : match.start()]
        if text[match.end() : match.end() + 1] in {"", " ", ".", ",", ";", ":", ")"}:
            piece = piece.rstrip()
        pieces.append(piece if length or piece.strip() else "")
        length += len(pieces[-1])
        marks.append(NoteMark(length, match[1]))
        last = match.end()
        if _STOP_AFTER.match(text, last):
            last += len(text[last:]) - len(text[last:].lstrip())
        if not length:
            last += len(text[last:]) - len(text[last:].lstrip())
    pieces.append(text[last:])
    clean = "".join(pieces).rstrip()
    return clean, tuple(NoteMark(min(mark.offset, len(clean)), mark.label) for mark in marks)
