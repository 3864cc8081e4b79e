"""Styles of OpenDocument text: bold type and list numbering."""

from __future__ import annotations

from letters.readers.integers import parse_integer
from letters.readers.markup import Element, local_name
from letters.readers.office.numbering import Level

_NUMBER_STYLES = {
    "1": "decimal",
    "a": "lower letter",
    "A": "upper letter",
    "i": "lower roman",
    "I": "upper roman",
    "": "none",
}
_DEPTH_DIGITS = 2  # OpenDocument has ten list levels; the labels of a level are counted one by one


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name: programs differ only in the prefixes they write."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


class Styles:
    def __init__(self, *roots: Element) -> None:
        self._bold: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for element in root.iter():
                if local_name(element) == "style":
                    self._take_style(element)
                elif local_name(element) == "list-style":
                    self._lists[attribute(element, "name")] = _levels(element)

    def list_levels(self, name: str) -> dict[int, Level]:
        return self._lists.get(name, {})

    def is_all_bold(self, paragraph: Element) -> bool:
        """True if every word of a paragraph is bold, by its own style or by those of its spans."""
        bold = self._is_bold(attribute(paragraph, "style-name"))
        if (paragraph.text or "").strip() and not bold:
            return False
        for child in paragraph:
            if (
                local_name(child) != "note"
                and "".join(child.itertext()).strip()
                and not self._span_is_bold(child, bold)
            ):
                return False
            if (child.tail or "").strip() and not bold:
                return False
        return True

    def _span_is_bold(self, span: Element, bold: bool) -> bool:
        name = attribute(span, "style-name")
        own = self._own_weight(name)
        return bold if own is None else own

    def _is_bold(self, name: str) -> bool:
        return bool(self._own_weight(name))

    def _own_weight(self, name: str) -> bool | None:
        """Return whether a style is bold, None if neither it nor its ancestors state it.

        Bounded: ancestors may form a cycle.
        """
        for _ in range(20):
            if name in self._bold:
                return self._bold[name]
            if name not in self._parents:
                return None
            name = self._parents[name]
        return None

    def _take_style(self, style: Element) -> None:
        name = attribute(style, "name")
        parent = attribute(style, "parent-style-name")
        if parent:
            self._parents[name] = parent
        for child in style:
            weight = attribute(child, "font-weight") if local_name(child) == "text-properties" else ""
            if weight:
                self._bold[name] = weight == "bold" or (parse_integer(weight) or 0) >= 600


def _levels(style: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for child in style:
        depth = parse_integer(attribute(child, "level"), digits=_DEPTH_DIGITS)
        if depth is None:
            continue
        if local_name(child) == "list-level-style-number":
            shown = parse_integer(attribute(child, "display-levels"))
            first = depth - (1 if shown is None else shown) + 1
            numbers = ".".join(f"%{level}" for level in range(max(first, 1), depth + 1))
            template = attribute(child, "num-prefix") + numbers + attribute(child, "num-suffix")
            start = parse_integer(attribute(child, "start-value"))
            kind = _NUMBER_STYLES.get(attribute(child, "num-format"), "decimal")
            levels[depth - 1] = Level(kind, template, 1 if start is None else start)
        else:
            levels[depth - 1] = Level("bullet")
    return levels
