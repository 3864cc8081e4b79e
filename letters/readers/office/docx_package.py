"""The parts of a DOCX file, without the copies of their content for older programs."""

from __future__ import annotations

from letters.readers.limits import Limits
from letters.readers.markup import Element
from letters.readers.office.zip_package import Package
from letters.readers.problems import Problem


class DocxPackage(Package):
    def __init__(self, data: bytes, limits: Limits) -> None:
        super().__init__(data, limits, Problem.DAMAGED_DOCX)

    def _parsed(self, name: str) -> Element | None:
        root = super()._parsed(name)
        if root is not None:
            _empty_copies(root)
        return root


def _empty_copies(root: Element) -> None:
    """Empty each `Fallback` beside a `Choice` with words: it repeats them. Else it has the only ones."""
    for alternatives in list(root.iter("{*}AlternateContent")):
        if any(words.text for choice in alternatives.iterchildren("{*}Choice") for words in choice.iter("{*}t")):
            for fallback in alternatives.iterchildren("{*}Fallback"):
                fallback.clear(keep_tail=True)
