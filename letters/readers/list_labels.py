"""Labels of HTML list items: the one written in the source, else the one that a browser would show."""

from __future__ import annotations

from letters.readers.integers import parse_integer
from letters.readers.markup import Element, local_name, plain_text

_LABEL_CLASSES = frozenset({"li.nr", "nr", "li-nr", "lijstnummer", "ol"})
_DIGITS = 5


def label_element(item: Element) -> Element | None:
    """Return the element that holds a list item's label as text, as in KOOP's pages, else None."""
    for child in item.iterdescendants("span", "p"):
        if _LABEL_CLASSES.intersection(child.get("class", "").split()) and len(plain_text(child)) <= 8:
            return child
    return None


class ListLabels:
    """Counter for the ordered lists of one page."""

    def __init__(self) -> None:
        self._last: dict[Element, int] = {}

    def of(self, item: Element) -> str:
        """Return the label of the next item; call once for each item, in document order."""
        written = label_element(item)
        if written is not None:
            return plain_text(written)
        parent = item.getparent()
        if parent is None or local_name(parent) != "ol":
            return "•"
        number = parse_integer(item.get("value"), digits=_DIGITS)
        if number is None:
            number = self._last[parent] + 1 if parent in self._last else _first(parent)
        self._last[parent] = number
        return _drawn(number, parent.get("type", "1"))


def _drawn(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1) + "."
    if kind in ("i", "I"):
        return (roman(number) if kind == "I" else roman(number).lower()) + "."
    return f"{number}."


def roman(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]


def _first(parent: Element) -> int:
    start = parse_integer(parent.get("start"), digits=_DIGITS)
    return 1 if start is None else start
