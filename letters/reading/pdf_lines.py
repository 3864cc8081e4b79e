"""The lines of a PDF page with what layout tells of them: place, size, weight, raised digits.

pdfium gives the text of a page at once and cheaply; every question about a character costs a call. So each line asks
for three characters (first, middle, last) and its digits, no more.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

# pdfium's sign for a hyphen at a line end; no line break follows it.
CUT = "\ufffe"
_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_WORD_START = re.compile(r"(?<=\s)\S")
_DIGITS = re.compile(r"\d+|\*{1,3}")
_BOLD = re.compile(rb"bold|black|heavy|demi|[-,]vet", re.IGNORECASE)
_ITALIC = re.compile(rb"italic|oblique|cursief", re.IGNORECASE)
_RAISED = 0.82  # of the line's height: what is smaller is a mark, not text

# Left, right, bottom and height.
_Box: TypeAlias = tuple[float, float, float, float]


@dataclass(slots=True)
class Line:
    """One line as pdfium found it. `x0`, `x1` and `y` (of its foot) in points, y from the bottom of the page; `height`
    is that of its middle character and stands for the font size. `raised` are spans of the text set as marks are."""

    text: str
    page: int
    x0: float
    x1: float
    y: float
    height: float
    bold: bool = False
    italic: bool = False
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def cut(self) -> bool:
        return self.text.endswith(CUT)


class PageText:
    """The characters of one page; close it, or pdfium keeps them."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self._number = number
        self._text_page = page.get_textpage()
        self._handle = self._text_page.raw
        self._box = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self.text: str = self._text_page.get_text_range()
        self._aligned = self._text_page.count_chars() == len(self.text)

    def close(self) -> None:
        self._text_page.close()

    def lines(self) -> Iterator[Line]:
        for found in _LINE.finditer(self.text):
            written = found[0].replace("\x02", CUT)
            start = found.start() + len(written) - len(written.lstrip())
            text = written.strip()
            if not text.strip(CUT):
                continue
            first, last = self._measure(start), self._measure(start + _last(text))
            # Really two lines or more: pdfium sees no break where a next line starts much like a word.
            if first[2] - last[2] > 0.8 * first[3]:
                for at, end in self._parts(text, start):
                    part = text[at:end].rstrip()
                    ends = self._measure(start + at), self._measure(start + at + _last(part))
                    yield self._line(part, start + at, *ends)
            else:
                yield self._line(text, start, first, last)

    def _parts(self, text: str, start: int) -> list[tuple[int, int]]:
        """The spans of the real lines: a word lower and further to the left than the one before starts a line."""
        starts = [0]
        x, _, y, height = self._measure(start)
        for word in _WORD_START.finditer(text, 1):
            left, _, bottom, _ = self._measure(start + word.start())
            if left < x and bottom < y - 0.5 * height:
                starts.append(word.start())
                y = bottom
            x = left
        return list(zip(starts, [*starts[1:], len(text)], strict=True))

    def _line(self, text: str, start: int, first: _Box, final: _Box) -> Line:
        last = _last(text)
        middle = _ink(text, len(text) // 2, last)
        _, _, y, height = self._measure(start + middle)
        if first[3] > height * 1.5 and len(text) > 1:
            height = first[3]
        bold, italic = self._weight(start + middle)
        if bold or italic:
            for other in (start, start + last):
                also_bold, also_italic = self._weight(other)
                bold, italic = bold and also_bold, italic and also_italic
        raised = self._raised(text, start, height)
        return Line(text, self._number, first[0], final[1], y, height, bold, italic, raised)

    def _raised(self, text: str, start: int, height: float) -> tuple[tuple[int, int], ...]:
        spans = []
        for run in _DIGITS.finditer(text):
            first, end = run.span()
            if end - first == len(text):
                continue
            # A raised digit can follow a number ("2019" and mark 2): the last digit tells whether any is raised.
            if self._is_full(start + first, height) and (end - first == 1 or self._is_full(start + end - 1, height)):
                continue
            while end > first and self._is_full(start + first, height):
                first += 1
            if end > first and end - first <= 3:
                spans.append((first, end))
        return tuple(spans)

    def _is_full(self, offset: int, height: float) -> bool:
        return self._measure(offset)[3] >= height * _RAISED

    def _index(self, offset: int) -> int:
        return int(raw.FPDFText_GetCharIndexFromTextIndex(self._handle, offset))

    def _measure(self, offset: int) -> _Box:
        """Left, right, bottom and height of a character, in points."""
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._handle, offset if self._aligned else self._index(offset), box)
        return box.left, box.right, box.bottom, box.top - box.bottom

    def _weight(self, offset: int) -> tuple[bool, bool]:
        index = offset if self._aligned else self._index(offset)
        raw.FPDFText_GetFontInfo(self._handle, index, self._name, 128, self._flags)
        bold, italic = _style(self._name.value)
        return bold or raw.FPDFText_GetFontWeight(self._handle, index) >= 700, italic


@lru_cache(maxsize=1000)
def _style(font: bytes) -> tuple[bool, bool]:
    """Bold and italic, by the font's name."""
    return _BOLD.search(font) is not None, _ITALIC.search(font) is not None


def _last(text: str) -> int:
    """The offset of a line's last character, a hyphen that pdfium stands in for not counted."""
    return len(text) - (2 if text.endswith(CUT) else 1)


def _ink(text: str, offset: int, last: int) -> int:
    """The nearest character at or after `offset` that is neither space nor digit (digits may be raised)."""
    for candidate in range(offset, last + 1):
        if not text[candidate].isspace() and not text[candidate].isdigit():
            return candidate
    for candidate in range(min(offset, last), -1, -1):
        if not text[candidate].isspace():
            return candidate
    return 0
