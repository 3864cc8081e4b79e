"""Where a document's body stands on its pages: the size of its type, its column, its leading, and what is beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from letters.reading.pdf_lines import Line

_SMALL = 0.93
_FEW = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """In points. `left` and `right` bound the body's column; `leading` is the distance of lines within a paragraph."""

    height: float
    left: float
    right: float
    leading: float

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)

    def is_small(self, line: Line) -> bool:
        return line.height < self.height * _SMALL

    def is_beside(self, line: Line) -> bool:
        """In a margin: small type wholly left of the column, or anything right of it. What stands left in full size is
        a header's ("Vergaderjaar …"), and a second column as wide as the first is no margin."""
        if line.x1 <= self.left + 1:
            return self.is_small(line)
        return line.x0 >= self.right - self.height and line.x1 - line.x0 < self.width * 0.6


def body_layout(lines: Sequence[Line]) -> Layout:
    """The layout that most of the text of a document has."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height * 2) / 2] += len(line.text)
    height = heights.most_common(1)[0][0] or 1.0
    main = [line for line in lines if abs(line.height - height) <= max(0.08 * height, 0.3)] or list(lines)
    height = sorted(line.height for line in main)[len(main) // 2]
    left = _commonest_left(main)
    inside = sorted(line.x1 for line in main if left - 2 <= line.x0 <= left + 8 * height)
    right = inside[int(len(inside) * 0.99)] if inside else max(line.x1 for line in main)
    return Layout(height, left, right, _leading(main, height))


def page_layout(layout: Layout, lines: Sequence[Line]) -> Layout:
    """The document's layout moved to where this page has it: left and right pages can have different margins."""
    main = [line for line in lines if abs(line.height - layout.height) <= 0.08 * layout.height]
    if len(main) < _FEW:
        return layout
    left = _commonest_left(main)
    if abs(left - layout.left) > layout.width * 0.25:
        return layout
    return Layout(layout.height, left, left + layout.width, layout.leading)


def joined_rows(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Lines that pdfium broke at a raised mark or a change of font are one line again."""
    rows: list[Line] = []
    for line in lines:
        if rows and _goes_on(rows[-1], line, layout):
            rows[-1] = _together(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _commonest_left(lines: Sequence[Line]) -> float:
    lefts: Counter[int] = Counter()
    for line in lines:
        lefts[round(line.x0)] += len(line.text)
    commonest = lefts.most_common(1)[0][0]
    return min(line.x0 for line in lines if round(line.x0) == commonest)


def _leading(lines: Sequence[Line], height: float) -> float:
    """The commonest distance of two lines; between equals the smallest."""
    gaps: Counter[float] = Counter()
    for above, below in pairwise(lines):
        gap = above.y - below.y
        if above.page == below.page and 0.8 * height <= gap <= 3 * height:
            gaps[round(gap * 2) / 2] += 1
    if not gaps:
        return 1.25 * height
    many = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count * 2 >= many)


def _goes_on(line: Line, after: Line, layout: Layout) -> bool:
    if abs(after.y - line.y) > 0.6 * line.height or after.page != line.page or line.cut:
        return False
    return -0.5 * line.height <= after.x0 - line.x1 <= 1.5 * layout.height


def _together(line: Line, after: Line) -> Line:
    space = " " if after.x0 - line.x1 > 0.15 * line.height else ""
    offset = len(line.text) + len(space)
    raised = [(start + offset, end + offset) for start, end in after.raised]
    if after.height < 0.82 * line.height and after.text.isdigit():
        raised = [(offset, offset + len(after.text))]
    height = max(line.height, after.height)
    merged = Line(line.text + space + after.text, line.page, line.x0, after.x1, line.y, height)
    merged.bold, merged.italic = line.bold and after.bold, line.italic and after.italic
    merged.raised = (*line.raised, *raised)
    return merged
