"""Lines of a PDF page with their layout: position, size, weight, superscript digits.

pdfium returns the text of a whole page cheaply, but each property of a character costs a call. So each line is sampled
at three characters (first, middle, last) and its digits; rarer properties are queried only where needed.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from letters.readers.pdf.split_words import may_be_split, spaces_within_words

# pdfium's character for a line-end hyphen; no line break follows it.
CUT = "\ufffe"
_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_WORD_START = re.compile(r"(?<=\s)\S")
_DIGITS = re.compile(r"\d+|\*{1,3}")
_BOLD = re.compile(rb"(black|heavy)|(bold|[-,]vet)|(demi)", re.IGNORECASE)
_NAMED = (900, 700, 650)  # the weights that these names denote
_NAME = 100  # bonus for a font named bold: it is visibly bolder than one with only a high declared weight
_ITALIC = re.compile(rb"italic|oblique|cursief", re.IGNORECASE)
BOLD = 700  # font weight, on a scale to 900; 400 is regular
_SMALL = 0.82  # of the line's height: smaller text may be a mark
_RAISED = 0.12  # of the line's height, above its baseline: lower text is no mark, however small

# Left, right, bottom and height.
_Box: TypeAlias = tuple[float, float, float, float]
_BATCH = 10  # lines
WIDE = 0.8  # of the line's height: wider than a space between words, except in a justified line


@dataclass(slots=True)
class Line:
    """One line as found by pdfium.

    `turn` is the rotation of the text on the paper in quarters anticlockwise. `x0`, `x1` and `y` (its bottom) are in
    points, y from the bottom of the paper rotated so that the text is upright, regardless of the page's own rotation.
    `height` is that of the middle character and approximates the font size. `weight` is the lowest font weight of three
    characters; `bold` is derived from it, and absolute until `page_layout.weigh` has seen the document. `raised` are
    spans typeset like note marks. `parts` are the pieces between gaps wider than a space, if any: a margin, a second
    column or the value after a label.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    height: float
    weight: int = 0
    bold: bool = False
    italic: bool = False
    raised: tuple[tuple[int, int], ...] = ()
    turn: int = 0
    parts: tuple[Line, ...] = ()

    @property
    def cut(self) -> bool:
        return self.text.endswith(CUT)


class PageText:
    """The text of one page, with the properties of its characters. Must be closed to free pdfium's memory."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self._number = number
        self._text_page = page.get_textpage()
        self._handle = self._text_page.raw
        self._box = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._width, self._height = _paper(page)
        self._turn = 0  # of the current line
        self.text: str = self._text_page.get_text_range()
        self._aligned = self._text_page.count_chars() == len(self.text)
        self._places: list[int] = []  # pdfium's index of each character, where spaces were removed
        if self._aligned and may_be_split(self.text):
            self._close_words()

    def close(self) -> None:
        self._text_page.close()

    def _close_words(self) -> None:
        within = set(spaces_within_words(self.text, self._measure, self._is_added))
        if within:
            self._places = [at for at in range(len(self.text)) if at not in within]
            self.text = "".join(self.text[at] for at in self._places)
            self._aligned = False

    def _is_added(self, offset: int) -> bool:
        return bool(raw.FPDFText_IsGenerated(self._handle, offset) == 1)

    def lines(self) -> Iterator[Line]:
        found = [match for match in _LINE.finditer(self.text) if not match[0].isspace()]
        for at in range(0, len(found), _BATCH):
            batch = found[at : at + _BATCH]
            # Separated words are drawn separately, and most lines are drawn as one object.
            whole = self._count_drawn(batch[0].start(), batch[-1].end()) <= len(batch)
            for match in batch:
                text = match[0].replace("\x02", CUT).strip()
                if not text.strip(CUT):
                    continue
                start = match.start() + match[0].index(text[0])
                first, last = self._measure(start), self._measure(start + _last(text))
                if last[0] < first[0] + 1 or abs(first[2] - last[2]) > 0.8 * first[3]:
                    yield from self._turned_lines(text, start)
                    continue
                line = self._line(text, start, first, last)
                yield line if whole else self._with_parts(line, start)

    def _turned_lines(self, text: str, start: int) -> Iterator[Line]:
        """Yield the real lines in one that pdfium reports, where it is rotated or is in fact several lines.

        pdfium misses a break where the next line starts much like a word.
        """
        self._turn = self._ask_turn(start)
        for at, end, turn in self._real_lines(text, start):
            self._turn = turn
            part = text[at:end].rstrip()
            line = self._line(part, start + at, self._measure(start + at), self._measure(start + at + _last(part)))
            line.turn = turn
            yield self._with_parts(line, start + at)
        self._turn = 0

    def _count_drawn(self, start: int, end: int) -> int:
        """Return the number of text objects that draw the characters from `start` to `end`."""
        if not self._aligned:
            start, end = self._index(start), self._index(end - 1) + 1
        count: int = raw.FPDFText_CountRects(self._handle, start, end - start)
        return count

    def _real_lines(self, text: str, start: int) -> list[tuple[int, int, int]]:
        """Return the spans of the real lines, with their rotation.

        A new line starts at a word in another row left of the previous word, and at one far above or below it.
        """
        starts = [(0, self._turn)]
        x, _, y, height = self._measure(start)
        for word in _WORD_START.finditer(text, 1):
            left, _, bottom, _ = self._measure(start + word.start())
            if abs(bottom - y) > 2 * height:
                self._turn = self._ask_turn(start + word.start())
                left, _, y, height = self._measure(start + word.start())
                starts.append((word.start(), self._turn))
            elif left < x and abs(bottom - y) > 0.5 * height:
                starts.append((word.start(), self._turn))
                y = bottom
            x = left
        ends = [*(at for at, _ in starts[1:]), len(text)]
        return [(at, end, turn) for (at, turn), end in zip(starts, ends, strict=True)]

    def _with_parts(self, line: Line, start: int) -> Line:
        """Return the line with its `parts` filled in."""
        count = self._count_drawn(start, start + len(line.text))
        if count < 2:
            return line
        cuts = self._cuts(line, start, list(self._gaps(count, WIDE * line.height)))
        spans = list(zip([0, *cuts], [*cuts, len(line.text)], strict=True)) if cuts else []
        parts = []
        for at, stop in spans:
            text = line.text[at:stop].rstrip()
            first, last = self._measure(start + at), self._measure(start + at + _last(text))
            parts.append(self._line(text, start + at, first, last))
            parts[-1].turn = line.turn
        line.parts = tuple(parts)
        return line

    def _gaps(self, count: int, wide: float) -> Iterator[float]:
        """Yield the left edge of each text object after a wide gap, from left to right."""
        bounds = [ctypes.c_double() for _ in range(4)]
        end = math.inf
        for number in range(count):
            raw.FPDFText_GetRect(self._handle, number, *bounds)
            left, top, right, bottom = (bound.value for bound in bounds)
            x0, x1, _, _ = self._turned(left, right, bottom, top)
            if x0 - end > wide:
                yield x0
            end = x1 if end == math.inf else max(end, x1)

    def _cuts(self, line: Line, start: int, gaps: Sequence[float]) -> list[int]:
        """Return the offsets of the first words at or after each gap."""
        cuts = []
        words = _WORD_START.finditer(line.text) if gaps else iter(())
        for gap in gaps:
            for word in words:
                if self._measure(start + word.start())[0] > gap - 0.2 * line.height:
                    cuts.append(word.start())
                    break
        return cuts

    def _line(self, text: str, start: int, first: _Box, final: _Box) -> Line:
        last = _last(text)
        middle = _ink(text, len(text) // 2, last)
        _, _, y, height = self._measure(start + middle)
        if first[3] > height * 1.5 and len(text) > 1:
            height = first[3]
        weight, italic = self._weight(start + middle)
        if weight >= BOLD or italic:
            for other in (start, start + last):
                also_weight, also_italic = self._weight(other)
                weight, italic = min(weight, also_weight), italic and also_italic
        raised = self._raised(text, start, middle, height)
        return Line(text, self._number, first[0], final[1], y, height, weight, weight >= BOLD, italic, raised)

    def _raised(self, text: str, start: int, middle: int, height: float) -> tuple[tuple[int, int], ...]:
        """Return spans of at most three digits or asterisks that are smaller than the line and above its baseline.

        `middle` is the offset of the character that defines the line's height.
        """
        spans = []
        for run in _DIGITS.finditer(text):
            first, end = run.span()
            if end - first == len(text):
                continue
            # A superscript can follow a number ("2019" and mark 2): the last digit shows whether any is raised.
            if self._is_full(start + first, height) and (end - first == 1 or self._is_full(start + end - 1, height)):
                continue
            while end > first and self._is_full(start + first, height):
                first += 1
            if 0 < end - first <= 3:
                rise = self._baseline(start + first) - self._baseline(start + middle)
                spans += [(first, end)] if rise > _RAISED * height else []
        return tuple(spans)

    def _is_full(self, offset: int, height: float) -> bool:
        return self._measure(offset)[3] >= height * _SMALL

    def _baseline(self, offset: int) -> float:
        index = self._index(offset)
        raw.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        x, y = self._x.value, self._y.value
        return float((y, -x, -y, x)[self._turn])

    def _ask_turn(self, offset: int) -> int:
        """Return the rotation of a character's line, in quarters anticlockwise. pdfium measures the angle clockwise."""
        angle: float = raw.FPDFText_GetCharAngle(self._handle, self._index(offset))
        return -round(angle / (math.pi / 2)) % 4

    def _index(self, offset: int) -> int:
        if self._places:
            return self._places[offset]
        return offset if self._aligned else int(raw.FPDFText_GetCharIndexFromTextIndex(self._handle, offset))

    def _measure(self, offset: int) -> _Box:
        """Left, right, bottom and height of a character in points, in the rotated coordinates of its line."""
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._handle, offset if self._aligned else self._index(offset), box)
        if self._turn:
            return self._turned(box.left, box.right, box.bottom, box.top)
        return box.left, box.right, box.bottom, box.top - box.bottom

    def _turned(self, left: float, right: float, bottom: float, top: float) -> _Box:
        if self._turn == 1:
            return bottom, top, self._width - right, right - left
        if self._turn == 2:
            return self._width - right, self._width - left, self._height - top, top - bottom
        if self._turn == 3:
            return self._height - top, self._height - bottom, left, right - left
        return left, right, bottom, top - bottom

    def _weight(self, offset: int) -> tuple[int, bool]:
        """Return the font's weight and whether it is italic."""
        index = self._index(offset)
        raw.FPDFText_GetFontInfo(self._handle, index, self._name, 128, self._flags)
        named, italic = _style(self._name.value)
        weight = raw.FPDFText_GetFontWeight(self._handle, index)
        return max(named, weight) + _NAME if named else weight, italic


def _paper(page: pdfium.PdfPage) -> tuple[float, float]:
    """Return the width and height of the page before rotation, in points."""
    width, height = page.get_size()
    return (height, width) if page.get_rotation() in (90, 270) else (width, height)


@lru_cache(maxsize=1000)
def _style(font: bytes) -> tuple[int, bool]:
    """Return the weight that a font's name states (0 for none) and whether it is italic."""
    found = _BOLD.search(font)
    return _NAMED[found.lastindex - 1] if found and found.lastindex else 0, _ITALIC.search(font) is not None


def _last(text: str) -> int:
    """Return the offset of a line's last character, ignoring a trailing CUT."""
    return len(text) - (2 if text.endswith(CUT) else 1)


def _ink(text: str, offset: int, last: int) -> int:
    """Return the nearest character at or after `offset` that is neither space nor digit (digits may be raised)."""
    for candidate in range(offset, last + 1):
        if not text[candidate].isspace() and not text[candidate].isdigit():
            return candidate
    for candidate in range(min(offset, last), -1, -1):
        if not text[candidate].isspace():
            return candidate
    return 0
