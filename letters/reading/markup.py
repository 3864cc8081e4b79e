"""Trees out of XML and HTML, never fetching, never expanding an entity."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from letters.reading.inline import clean
from letters.reading.problems import Problem, unreadable

# lxml has no types of its own; this is the one module that imports it.
Element: TypeAlias = Any
XmlDamaged = etree.XMLSyntaxError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_xml(data: bytes) -> Element:
    """The root element. Raises etree.XMLSyntaxError if damaged, ReadingError if it declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = _parsed(data, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise unreadable(Problem.XML_ENTITIES)
    return root


def parse_xml_text(text: str) -> Element:
    """As `parse_xml`, for text already decoded; whatever encoding its declaration names is beside the point."""
    return parse_xml(_DECLARATION.sub("", text, count=1).lstrip().encode())


def parse_html(text: str) -> Element | None:
    """The root of an HTML page, however badly written; None if nothing is in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return _parsed(_DECLARATION.sub("", text, count=1).encode(), parser)


def _parsed(data: bytes, parser: etree.XMLParser | etree.HTMLParser) -> Element:
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # nothing is wrong with the document but its size
            raise MemoryError from error
        raise


def xml_bytes(element: Element) -> bytes:
    """The element as a document of its own, in UTF-8."""
    written: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    return written


def local_name(element: Element) -> str:
    """The tag without its namespace, in lower case as HTML and ours are; empty for comments and the like."""
    tag = element.tag
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


def plain_text(element: Element | None) -> str:
    """All text in an element, in one clean line."""
    return "" if element is None else clean("".join(element.itertext()))


class Visitor:
    """Goes through a tree in document order, without recursion: `enter` and `leave` see each element.

    An `enter` that returns False skips what is in the element (its tail stays). Text goes to `text`.
    """

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
