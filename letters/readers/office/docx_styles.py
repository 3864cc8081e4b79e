"""Formatting of DOCX paragraphs: outline level, numbering, bold, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letters.readers.integers import parse_integer
from letters.readers.markup import Element, local_name
from letters.readers.office.numbering import Counter, Level

_HEADING_NAME = re.compile(r"^(?:heading|kop|tussenkop|titel|title|subtitle|ondertitel)\s*(\d?)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|inhopg|inhoudsopgave)\b", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_NUMBER_STYLES = {
    "bullet": "bullet",
    "decimal": "decimal",
    "decimalZero": "decimal",
    "lowerLetter": "lower letter",
    "lowerRoman": "lower roman",
    "none": "none",
    "upperLetter": "upper letter",
    "upperRoman": "upper roman",
}
_DEEPEST_CHAIN = 20
_DEPTH_DIGITS = 2  # Word has nine list levels; the labels of a level are counted one by one


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name: the strict and transitional variants of DOCX differ only in namespaces."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of local names, else None."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


def flag(element: Element | None, name: str) -> bool | None:
    """Return an on/off property, stored as a child element or an attribute; None if it is absent."""
    if element is None:
        return None
    found = child(element, name)
    if found is not None:
        return attribute(found, "val") not in _OFF
    value = attribute(element, name)
    return value not in _OFF if value else None


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting of a paragraph: `outline` is a heading's depth from 0, `numbering` a list and the depth in it."""

    outline: int | None = None
    numbering: tuple[str, int] | None = None


class Styles:
    def __init__(self, root: Element | None) -> None:
        styles = [style for style in root if local_name(style) == "style"] if root is not None else []
        self._styles = {attribute(style, "styleId"): style for style in styles}

    def look(self, paragraph: Element) -> Look:
        properties = [child(paragraph, "pPr"), *(child(style, "pPr") for style in self._chain(paragraph))]
        outline = _first_number(properties, "outlineLvl")
        if outline is None:
            outline = next(
                (level for style in self._chain(paragraph) if (level := _named_level(style)) is not None), None
            )
        number = next((found for part in properties if (found := child(part, "numPr", "numId")) is not None), None)
        if number is None or attribute(number, "val") == "0":
            return Look(_heading(outline))
        depth = next((found for part in properties if (found := child(part, "numPr", "ilvl")) is not None), None)
        level = parse_integer(_value(depth), digits=_DEPTH_DIGITS) or 0
        return Look(_heading(outline), (attribute(number, "val"), level))

    def is_all_bold(self, paragraph: Element) -> bool:
        inherited = any(flag(child(style, "rPr"), "b") for style in self._chain(paragraph))
        runs = [run for run in paragraph.iter() if local_name(run) == "r" and _has_words(run)]
        for run in runs:
            own = flag(child(run, "rPr"), "b")
            if own is None:
                style = self._styles.get(_value(child(run, "rPr", "rStyle")))
                own = flag(child(style, "rPr"), "b") if style is not None else None
            if not (inherited if own is None else own):
                return False
        return bool(runs)

    def is_contents_line(self, paragraph: Element) -> bool:
        """True if a paragraph is a line of a table of contents: it repeats a heading and is not text of the letter."""
        return any(_CONTENTS_NAME.match(_value(child(style, "name"))) for style in self._chain(paragraph))

    def is_hidden(self, run: Element) -> bool:
        return bool(flag(child(run, "rPr"), "vanish"))

    def _chain(self, paragraph: Element) -> list[Element]:
        """Return the paragraph's style and its ancestors, nearest first. Bounded: a damaged file may have cycles."""
        chain: list[Element] = []
        name = _value(child(paragraph, "pPr", "pStyle"))
        while name in self._styles and len(chain) < _DEEPEST_CHAIN:
            chain.append(self._styles[name])
            name = _value(child(self._styles[name], "basedOn"))
        return chain


class Numbering:
    """Counter for the numbered paragraphs of a document, in order."""

    def __init__(self, root: Element | None) -> None:
        self._counter = Counter()
        self._levels: dict[str, dict[int, Level]] = {}
        self._shared: dict[str, str] = {}
        shapes: dict[str, dict[int, Level]] = {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                shapes[attribute(element, "abstractNumId")] = _levels(element)
            elif local_name(element) == "num":
                shape = _value(child(element, "abstractNumId"))
                self._levels[attribute(element, "numId")] = shapes.get(shape, {})
                restarted = child(element, "lvlOverride", "startOverride") is not None
                self._shared[attribute(element, "numId")] = f"own {attribute(element, 'numId')}" if restarted else shape

    def next_label(self, numbering: tuple[str, int] | None) -> tuple[str | None, int]:
        """Return the label and depth of the next paragraph; (None, 0) if it is not in a list."""
        if numbering is None:
            return None, 0
        number, depth = numbering
        return self._counter.next_label(self._shared.get(number, number), depth, self._levels.get(number, {})), depth


def _levels(shape: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in shape:
        depth = parse_integer(attribute(level, "ilvl"), digits=_DEPTH_DIGITS)
        if local_name(level) == "lvl" and depth is not None:
            start = parse_integer(_value(child(level, "start")))
            style = _NUMBER_STYLES.get(_value(child(level, "numFmt")), "decimal")
            template = _value(child(level, "lvlText")) or "%1."
            levels[depth] = Level(style, template, 1 if start is None else start)
    return levels


def _value(element: Element | None) -> str:
    return "" if element is None else attribute(element, "val")


def _first_number(properties: list[Element | None], name: str) -> int | None:
    found = next((one for part in properties if (one := child(part, name)) is not None), None)
    return parse_integer(_value(found))


def _named_level(style: Element) -> int | None:
    named = _HEADING_NAME.match(_value(child(style, "name")))
    level = parse_integer(named[1] or "1") if named else None
    return None if level is None else level - 1


def _heading(outline: int | None) -> int | None:
    """Return the outline level, None for 9, which is Word's code for body text."""
    return outline if outline is not None and 0 <= outline < 9 else None


def _has_words(run: Element) -> bool:
    return any(local_name(part) == "t" and (part.text or "").strip() for part in run)
