"""Footnotes in HTML: finds the marks in the text, the notes, and each note's own label."""

from __future__ import annotations

import re

from letters.readers.markup import Element, local_name, plain_text

_LABEL = re.compile(r"^[\[(]?(\d{1,3}|\*{1,3}|[ivx]{1,5}|[a-z])[\])]?$")
_NOTE_CLASS = re.compile(
    r"^(?:(?:voet|eind)?noot|footnote|endnote|msofootnotetext|msoendnotetext)(?:-?(?:tekst|text|body|item))?$",
    re.IGNORECASE,
)
_NOTE_ID = re.compile(r"^_?(?:ftn|edn|fn|footnote|voetnoot|noot)[-_:]?\d+$", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"^#(?!.*ref)(?:.*(?:ftn|edn|fn|noot|note)|n\d)", re.IGNORECASE)
_BACKLINK = re.compile(r"^#.*(?:ref|super|terug|back)", re.IGNORECASE)
_CLOSER = re.compile(r"^(?:x|noot|sluiten?)$", re.IGNORECASE)
_UNITS = re.compile(r"(?:\b[kcdm]?m|CO|10)\s*$")
_NOTE_TAGS = frozenset({"div", "p", "li", "span", "aside", "section", "dd"})


class NoteFinder:
    """Footnotes of a page, indexed in one pass: a superscript digit is a mark only if a note or link belongs to it."""

    def __init__(self, root: Element) -> None:
        self._notes: dict[Element, str] = {}
        self._own_labels: set[Element] = set()
        for element in root.iter(*_NOTE_TAGS):
            if _looks_like_note(element) and not any(ancestor in self._notes for ancestor in element.iterancestors()):
                self._notes[element] = self._take_label(element)
        self._labels = {label for label in self._notes.values() if label}

    def note(self, element: Element) -> str | None:
        """Return the label of the footnote that starts at `element`, None if none does."""
        return self._notes.get(element)

    def is_own_label(self, element: Element) -> bool:
        return element in self._own_labels

    def mark(self, element: Element) -> str | None:
        """Return the footnote label if `element` is a footnote mark in the text, else None."""
        if local_name(element) not in ("a", "sup", "span") or any(up in self._notes for up in element.iterancestors()):
            return None
        found = _LABEL.match(plain_text(element))
        if found is None:
            return None
        if any(_NOTE_TARGET.match(link.get("href", "")) for link in _links_around(element)):
            return found[1]
        if local_name(element) == "sup" and found[1] in self._labels and not _UNITS.search(_text_before(element)):
            return found[1]
        return None

    def _take_label(self, note: Element) -> str:
        label = ""
        for element in note.iterdescendants():
            text = plain_text(element)
            name = local_name(element)
            if name in ("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "span") and _CLOSER.match(text):
                self._own_labels.add(element)
            elif name in ("a", "sup", "span", "b", "strong") and _LABEL.match(text) and not label:
                label = _LABEL.sub(r"\1", text)
                self._own_labels.add(element)
            elif name == "a" and _BACKLINK.match(element.get("href", "")):
                self._own_labels.add(element)
        return label


def _looks_like_note(element: Element) -> bool:
    classes = element.get("class", "").split()
    if any(_NOTE_CLASS.match(word) for word in classes) or _NOTE_ID.match(element.get("id", "")):
        return len(plain_text(element)) > 3
    return "mso-element:footnote" in element.get("style", "") and "footnote-list" not in element.get("style", "")


def _links_around(element: Element) -> list[Element]:
    parent = element.getparent()
    around = [element, *element.iter("a")]
    return [*around, parent] if parent is not None and local_name(parent) == "a" else around


def _text_before(element: Element) -> str:
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or ""
    parent = element.getparent()
    return "" if parent is None else parent.text or ""
