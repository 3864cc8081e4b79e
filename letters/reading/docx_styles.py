"""What a DOCX paragraph looks like: its outline level, its numbering, whether it is bold or hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letters.reading.markup import Element, local_name
from letters.reading.numbering import Counter, Level

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


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name: the strict and the transitional form of DOCX differ in namespaces only."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


def flag(element: Element | None, name: str) -> bool | None:
    """An on/off property, as a child element or an attribute; None where it is not stated."""
    if element is None:
        return None
    found = child(element, name)
    if found is not None:
        return attribute(found, "val") not in _OFF
    value = attribute(element, name)
    return value not in _OFF if value else None


@dataclass(frozen=True, slots=True)
class Look:
    """`outline` is the depth of a heading from 0; `numbering` is the list and the depth in it."""

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
        written = attribute(depth, "val") if depth is not None else "0"
        return Look(_heading(outline), (attribute(number, "val"), int(written) if written.isdigit() else 0))

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
        """A line of a table of contents repeats a heading; it is no text of the letter."""
        return any(_CONTENTS_NAME.match(_value(child(style, "name"))) for style in self._chain(paragraph))

    def is_hidden(self, run: Element) -> bool:
        return bool(flag(child(run, "rPr"), "vanish"))

    def _chain(self, paragraph: Element) -> list[Element]:
        """The paragraph's style and those it is based on, nearest first; a damaged file may have them in a circle."""
        chain: list[Element] = []
        name = _value(child(paragraph, "pPr", "pStyle"))
        while name in self._styles and len(chain) < _DEEPEST_CHAIN:
            chain.append(self._styles[name])
            name = _value(child(self._styles[name], "basedOn"))
        return chain


class Numbering:
    """Counts the numbered paragraphs of a document, in order."""

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
        """The label and depth of the next paragraph in a list; (None, 0) for one that is in none."""
        if numbering is None:
            return None, 0
        number, depth = numbering
        return self._counter.next_label(self._shared.get(number, number), depth, self._levels.get(number, {})), depth


def _levels(shape: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in shape:
        depth, start = attribute(level, "ilvl"), _value(child(level, "start"))
        if local_name(level) == "lvl" and depth.isdigit():
            style = _NUMBER_STYLES.get(_value(child(level, "numFmt")), "decimal")
            template = _value(child(level, "lvlText")) or "%1."
            levels[int(depth)] = Level(style, template, int(start) if start.isdigit() else 1)
    return levels


def _value(element: Element | None) -> str:
    return "" if element is None else attribute(element, "val")


def _first_number(properties: list[Element | None], name: str) -> int | None:
    found = next((one for part in properties if (one := child(part, name)) is not None), None)
    value = _value(found)
    return int(value) if value.isdigit() else None


def _named_level(style: Element) -> int | None:
    named = _HEADING_NAME.match(_value(child(style, "name")))
    return int(named[1] or 1) - 1 if named else None


def _heading(outline: int | None) -> int | None:
    """Outline level 9 is Word's way to say body text."""
    return outline if outline is not None and 0 <= outline < 9 else None


def _has_words(run: Element) -> bool:
    return any(local_name(part) == "t" and (part.text or "").strip() for part in run)
