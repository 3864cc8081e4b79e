"""Inline Markdown: removes emphasis, links, escapes and tags; footnote marks become `NoteMark`s."""

from __future__ import annotations

import html
import re

from letters.readers.blocks import NoteMark

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OPEN, _CLOSE = "\ue100", "\ue101"  # around a footnote mark while the surrounding text is cleaned
_ESCAPED = 0xE000  # offset into the private-use area for escaped characters while markup is removed

PRIVATE = re.compile("[\ue000-\ue1ff]")
MARK = r"<sup>\s*\[?(\d{1,3}|\*{1,3}|[a-z])\]?\s*</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[\^(\w{1,20})\](?!:)"

_MARK = re.compile(MARK)
_BETWEEN_MARKS = re.compile(f"(?<={_CLOSE}),\\s?(?={_OPEN})")
_STOP_AFTER = re.compile(r"\s+[.,;:](?:\s|$)")
_TWO_IN_ONE = re.compile(r"<sup>\s*(\d{1,2})\s*[,; ]\s*(\d{1,2})\s*</sup>")
_UNIT_BEFORE = re.compile(r"\b[kcdm]?m$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|&'\"])")
_HIDDEN = re.compile(f"[{chr(_ESCAPED)}-{chr(_ESCAPED + 127)}]")
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()\s]{0,500}(?:\s+\"[^\"]{0,200}\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|td|th|tr|h[1-6])\s*>", re.IGNORECASE)
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


_SIGNS = "*_`\\[]()^<>~#&;!\u00a6"  # characters used for markup; kept where they are part of a word
_BETWEEN_NUMBERS = re.compile(r"(?:(?<=</sup>)|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹])),\s?(?=<sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹])")
_SEPARATOR = re.compile(r"[,;]")


def markup_gone(raw: str, kept: str, *, markdown: bool) -> str:
    """Return what `clean_inline` removed from `raw` to give `kept`: markup, tags, link targets, entity names."""
    gone: list[str] = []
    if markdown and "\\" in raw:
        gone += ["\\"] * len(_ESCAPE.findall(raw))
        raw = _ESCAPE.sub(lambda found: chr(_ESCAPED + ord(found[1])), raw)
    if markdown and "](" in raw:
        gone += _IMAGE.findall(raw)
        raw = _IMAGE.sub("", raw)
        gone += ["[" + link[0][len(link[1]) + 1 :] for link in _LINK.finditer(raw)]
        raw = _LINK.sub(r"\1", raw)
    gone += [","] * len(_BETWEEN_NUMBERS.findall(raw))
    if "<" in raw:
        gone += [sign for pair in _TWO_IN_ONE.finditer(raw) for sign in _SEPARATOR.findall(pair[0])]
        gone += ["<>"] * len(_AUTOLINK.findall(raw))
        raw = _AUTOLINK.sub(r"\1", raw)
        gone += _TAG.findall(raw)
        raw = _TAG.sub("", raw)
    if "&" in raw:
        raw = _ENTITY.sub(lambda found: _unescaped(found, gone), raw)
    if markdown and "\\" in gone:
        raw = PRIVATE.sub(lambda found: chr(ord(found[0]) - _ESCAPED), raw)
    gone += [sign * (raw.count(sign) - kept.count(sign)) for sign in _SIGNS if sign in raw]
    return "".join(gone)


def _unescaped(found: re.Match[str], names: list[str]) -> str:
    meant = html.unescape(found[0])
    if meant != found[0]:
        names.append(found[0][sum(sign.isprintable() and not sign.isspace() for sign in meant) :])
    return meant


def is_markdown(text: str) -> bool:
    return _MARKDOWN.search(text) is not None


def clean_inline(text: str, *, markdown: bool) -> tuple[str, tuple[NoteMark, ...]]:
    """Return the words alone, single-spaced, and the positions of their footnote marks.

    Each pattern is tried only if its characters occur: most text has none.
    """
    if "<sup" in text or "[^" in text or _RAISED.search(text):
        text = _BETWEEN_MARKS.sub("", _MARK.sub(_hold_mark, _TWO_IN_ONE.sub(r"<sup>\1</sup><sup>\2</sup>", text)))
    if markdown:
        text = _strip_markup(text)
    elif "<" in text or "&" in text:
        text = _strip_tags(text)
    return _take_marks(" ".join(text.split()))


def plain_label(label: str) -> str:
    return label.translate(SUPERSCRIPTS).strip("[]^ ")


def _hold_mark(match: re.Match[str]) -> str:
    label = plain_label(match[1] or match[2] or match[3])
    before = match.string[max(0, match.start() - 3) : match.start()]
    if label in {"2", "3"} and _UNIT_BEFORE.search(before):
        return match[2] or label
    if label.isalpha() and before[-1:].isdigit():
        return label  # 10e, 2de
    return f"{_OPEN}{label}{_CLOSE}"


def _strip_markup(text: str) -> str:
    escaped = "\\" in text
    if escaped:
        text = _ESCAPE.sub(lambda match: chr(_ESCAPED + ord(match[1])), text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "*" in text or "_" in text:
        text = _UNDERLINE.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub("", text)))
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "<" in text or "&" in text:
        text = _strip_tags(text)
    return _HIDDEN.sub(lambda match: chr(ord(match[0]) - _ESCAPED), text) if escaped else text


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
