"""Layout of a document's body on its pages: type size, column, leading, and text beside the column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from letters.readers.pdf.page_lines import BOLD, WIDE, Line

_SMALL = 0.93
_FEW = 8
_HEAVIER = 40  # in font weight units: a visible difference
_MOSTLY = 2 / 3
# Dots, dashes or a line between an entry of a contents page and its page number.
LEADERS = re.compile(r"(?:[.·•․‥…_–—-]\s{0,3}){4,}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Layout in points.

    `left` and `right` bound the body's column; `leading` is the line distance within a paragraph.
    """

    height: float
    left: float
    right: float
    leading: float

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)

    def is_small(self, line: Line) -> bool:
        return line.height < self.height * _SMALL

    def main(self, lines: Iterable[Line]) -> list[Line]:
        """Return the lines in the type size of the body."""
        low, high = self.height - max(0.08 * self.height, 0.3), self.height + max(0.08 * self.height, 0.3)
        return [line for line in lines if low <= line.height <= high]

    def is_beside(self, line: Line) -> bool:
        """True if a line is in a margin: small type wholly left of the column, or anything right of it.

        Full-size type on the left belongs to a header ("Vergaderjaar …"); a second column as wide as the first is no
        margin.
        """
        if line.x1 <= self.left + 1:
            return self.is_small(line)
        return line.x0 >= self.right - self.height and line.x1 - line.x0 < self.width * 0.6


def body_layout(lines: Sequence[Line]) -> Layout:
    """Return the layout of most of a document's text."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height * 2) / 2] += 0 if leads_to_page(line.text) else len(line.text)
    height = heights.most_common(1)[0][0] or 1.0
    main = [line for line in lines if abs(line.height - height) <= max(0.08 * height, 0.3)] or list(lines)
    height = sorted(line.height for line in main)[len(main) // 2]
    left = _commonest_left(main)
    inside = sorted(line.x1 for line in main if left - 2 <= line.x0 <= left + 8 * height)
    right = inside[int(len(inside) * 0.99)] if inside else max(line.x1 for line in main)
    return Layout(height, left, right, 1.25 * height)


def with_leading(layout: Layout, lines: Sequence[Line]) -> Layout:
    """Return the layout with the commonest distance between consecutive body lines; of near-equals the smallest.

    `lines` are in reading order.
    """
    gaps: Counter[float] = Counter()
    low, high = 0.8 * layout.height, 3 * layout.height
    for above, below in pairwise(layout.main(lines)):
        gap = above.y - below.y
        if low <= gap <= high and above.page == below.page:
            gaps[round(gap * 2) / 2] += 1
    if not gaps:
        return layout
    many = max(gaps.values())
    return replace(layout, leading=min(gap for gap, count in gaps.items() if count * 2 >= many))


def leads_to_page(text: str) -> bool:
    """True if a line is an entry of a contents page, with leaders to its page number."""
    may = text[-1].isdecimal() or text[-1] in "_…·" or text[-2:] in ("..", " .")
    return may and LEADERS.search(text) is not None


def weigh(pages: Sequence[Sequence[Line]], layout: Layout) -> None:
    """Correct `bold` relative to the body's own weight, on pages that are mostly bold (else in the whole document).

    Some fonts declare a weight that they do not have.
    """
    everywhere: int | None = None
    for lines in pages:
        if sum(line.bold for line in lines) * 2 < len(lines):
            continue
        own = _own_weight(lines, layout) if len(lines) >= _FEW else everywhere
        if own is None:
            own = everywhere = _own_weight([line for page in pages for line in page], layout)
        if own:
            for line in lines:
                line.bold = line.weight >= own + _HEAVIER


def _own_weight(lines: Sequence[Line], layout: Layout) -> int:
    """Return the weight of a body that is mostly bold, 0 for one that is not."""
    main = layout.main(lines)
    bold: Counter[int] = Counter()
    for line in main:
        if line.weight >= BOLD:
            bold[line.weight] += len(line.text)
    if not bold or bold.total() < _MOSTLY * sum(len(line.text) for line in main):
        return 0
    return bold.most_common(1)[0][0]


def page_layout(layout: Layout, lines: Sequence[Line]) -> Layout:
    """Shift the document's layout to this page's margin: left and right pages can have different margins."""
    main = [line for line in lines if abs(line.height - layout.height) <= 0.08 * layout.height]
    if len(main) < _FEW:
        return layout
    left = _commonest_left(main)
    if abs(left - layout.left) > layout.width * 0.25:
        return layout
    return Layout(layout.height, left, left + layout.width, layout.leading)


def split_turned(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split lines by rotation: those in the page's main direction, and the others."""
    turns: Counter[int] = Counter()
    for line in lines:
        turns[line.turn] += len(line.text)
    if len(turns) < 2:
        return lines, []
    most = turns.most_common(1)[0][0]
    return [line for line in lines if line.turn == most], [line for line in lines if line.turn != most]


def joined_rows(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Rejoin lines that pdfium broke at a superscript mark or a change of font."""
    rows: list[Line] = []
    for line in lines:
        if rows and _goes_on(rows[-1], line, layout):
            rows[-1] = together(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _commonest_left(lines: Sequence[Line]) -> float:
    lefts: Counter[int] = Counter()
    for line in lines:
        lefts[round(line.x0)] += len(line.text)
    commonest = lefts.most_common(1)[0][0]
    return min(line.x0 for line in lines if round(line.x0) == commonest)


def _goes_on(line: Line, after: Line, layout: Layout) -> bool:
    if abs(after.y - line.y) > 0.6 * line.height or after.turn != line.turn or line.cut:
        return False
    return -0.5 * line.height <= after.x0 - line.x1 <= 1.5 * layout.height


def together(line: Line, after: Line) -> Line:
    """Join two pieces of a row into one line."""
    space = " " if after.x0 - line.x1 > 0.15 * line.height else ""
    offset = len(line.text) + len(space)
    raised = [(start + offset, end + offset) for start, end in after.raised]
    if after.height < 0.82 * line.height and after.text.isdecimal() and after.y - line.y > 0.15 * line.height:
        raised = [(offset, offset + len(after.text))]
    height = max(line.height, after.height)
    merged = Line(line.text + space + after.text, line.page, line.x0, after.x1, line.y, height)
    merged.weight = min(line.weight, after.weight)
    merged.bold, merged.italic = line.bold and after.bold, line.italic and after.italic
    merged.raised, merged.turn = (*line.raised, *raised), line.turn
    if line.parts or after.parts or after.x0 - line.x1 > WIDE * line.height:
        merged.parts = (*(line.parts or (line,)), *(after.parts or (after,)))
    return merged
