"""The label of an HTML list item: what the source writes, else what a browser would show."""

from __future__ import annotations

from letters.reading.markup import Element, local_name, plain_text

_LABEL_CLASSES = frozenset({"li.nr", "nr", "li-nr", "lijstnummer", "ol"})


def label_element(item: Element) -> Element | None:
    """The element in a list item that holds its label as text, as KOOP's pages have it."""
    for child in item.iterdescendants("span", "p"):
        if _LABEL_CLASSES.intersection(child.get("class", "").split()) and len(plain_text(child)) <= 8:
            return child
    return None


class ListLabels:
    """Counts through the ordered lists of one page."""

    def __init__(self) -> None:
        self._last: dict[Element, int] = {}

    def of(self, item: Element) -> str:
        """The label of the next item; call it once for each, in order."""
        written = label_element(item)
        if written is not None:
            return plain_text(written)
        parent = item.getparent()
        if parent is None or local_name(parent) != "ol":
            return "•"
        number = _whole(item.get("value"), self._last.get(parent, _whole(parent.get("start"), 1) - 1) + 1)
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


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
