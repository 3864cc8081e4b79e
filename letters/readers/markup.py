"""Parsing of XML and HTML into trees, without network access or entity expansion."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any, TypeAlias

from lxml import etree

from letters.readers.blocks import LeftOut, Why
from letters.readers.inline_text import clean
from letters.readers.problems import Problem, unreadable

# lxml has no type information; no other module imports it.
Element: TypeAlias = Any
XmlDamaged = etree.XMLSyntaxError

_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_xml(data: bytes) -> Element:
    """Parse XML and return its root. Raises XmlDamaged for malformed XML, ReadingError if it declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = _parsed(data, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise unreadable(Problem.XML_ENTITIES)
    return root


def parse_xml_text(text: str) -> Element:
    """As `parse_xml`, for decoded text; the encoding in its XML declaration is ignored."""
    return parse_xml(_DECLARATION.sub("", text, count=1).lstrip().encode())


def parse_html(text: str) -> Element | None:
    """Parse HTML, however malformed, and return its root; None if it is empty."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return _parsed(_DECLARATION.sub("", text, count=1).encode(), parser)


def _parsed(data: bytes, parser: etree.XMLParser | etree.HTMLParser) -> Element:
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # not malformed, only too large
            raise MemoryError from error
        raise


def xml_bytes(element: Element) -> bytes:
    """Serialise the element as a separate document, in UTF-8."""
    written: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    return written


def local_name(element: Element) -> str:
    """Return the tag without its namespace; empty for comments and the like."""
    tag = element.tag
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


def plain_text(element: Element | None) -> str:
    """Return all text in an element as one clean line."""
    return "" if element is None else clean("".join(element.itertext()))


def texts_in(root: Element, *outside: str) -> list[str]:
    """Return all text nodes of a tree, in order, except those in elements of these names."""
    found: list[str] = _text_nodes(outside)(root)
    return found


@cache
def _text_nodes(outside: tuple[str, ...]) -> etree.XPath:
    chosen = "".join(f"[not(ancestor::{name})]" for name in outside)
    return etree.XPath(f"descendant::text(){chosen}", smart_strings=False)


def unescaped(text: str) -> str:
    """Resolve entities of a page that were escaped twice (`&amp;eacute;`): they occur in no letter."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


class Visitor:
    """Depth-first walk of a tree, without recursion: `enter` and `leave` for each element, `text` for its text.

    If `enter` returns False, the element's content is skipped (not its tail). Skipped content with words is to be
    recorded with `leave_out`.
    """

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []
        self.undone: list[str] = []

    def leave_out(self, element: Element, why: Why) -> None:
        if text := "".join(element.itertext()).strip():
            self.left_out.append(LeftOut(why, text))

    def undo(self, text: str) -> str:
        """Resolve doubly escaped entities in `text`, and record the change for the ledger."""
        read = unescaped(text)
        if read != text:
            self.left_out.append(LeftOut(Why.ENCODING, text))
            self.undone.append(read)
        return read

    def enter(self, element: Element, name: str) -> bool:
        raise NotImplementedError

    def leave(self, element: Element, name: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        raise NotImplementedError

    def visit(self, root: Element) -> None:
        skipped: set[Element] = set()
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            name = local_name(element)
            if event == "start":
                if self.enter(element, name):
                    if element.text:
                        self.text(element.text)
                else:
                    skipped.add(element)
                    steps.skip_subtree()
                continue
            if element in skipped:
                skipped.discard(element)
            else:
                self.leave(element, name)
            if element.tail and element is not root:
                self.text(element.tail)
