"""Reading order of the lines of a page: by position, whatever order they were drawn in.

Most files draw their lines in reading order, tables cell by cell; such an order is kept. Where a line is drawn after
one below it, the pieces of the page are sorted by position. Columns are read one after the other even if their lines
were drawn row by row.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import floor

from letters.readers.letterhead_labels import FIELD
from letters.readers.pdf.page_furniture import is_imprint
from letters.readers.pdf.page_layout import Layout, joined_rows, together
from letters.readers.pdf.page_lines import Line

_BUCKET = 20  # points: the width of the buckets in which a page is divided
_WIDEST = 5000  # points: positions farther out are clamped
_STEP = 3  # points: lines that start within this distance share a left edge
_RAGGED = 0.2  # of the column's width: a line of running text may end this far from the right edge
_SAME_ROW = 0.4  # of a line's height
_LETTERHEAD = 80  # lines of a page that may contain letterhead fields
_LONGEST_LABEL = 20  # characters
_FEWEST = 4  # lines of a column
_PROSE = 20  # characters: lines in a column of running text have more
_GOING_ON = 0.4  # of the lines in a column of running text start in mid-sentence
_CROSSING = 0.34  # of the lines: at most this many cross a gutter
_MOST_COLUMNS = 3
_ITEM = re.compile(r"\W{1,2}|\(?\w{1,4}[.):°]*")


def placed(lines: list[Line], layout: Layout) -> tuple[list[Line], list[Line]]:
    """Split the lines of one page, in reading order, into those of its text and those in a margin."""
    apart = sum(bool(line.parts) for line in lines)
    margins = _right_margins(lines, layout) if apart else set()
    woven = apart >= _FEWEST and _gutter(lines) is not None
    columns = {_step(line.x0) for line in lines if line.x0 >= layout.right and not layout.is_beside(line)}
    inside: list[Line] = []
    outside: list[Line] = []
    for line in lines:
        for part in (line,) if woven or not line.parts else _without_margin(line, layout, margins):
            beside = layout.is_beside(part) and _step(part.x0) not in columns
            (outside if beside else inside).append(part)
    ordered = _ordered(inside)
    if ordered is not inside:
        ordered = joined_rows(ordered, layout)
    return (
        _with_values(ordered),
        outside if _in_place(outside) else _by_rows(outside),
    )


def _with_values(lines: list[Line]) -> list[Line]:
    """Rejoin each letterhead field: label, the value in the same row and its continuation lines.

    Works also if all labels are drawn before all values. `lines` are in reading order.
    """
    labels = [line for line in lines[:_LETTERHEAD] if len(line.text) <= _LONGEST_LABEL and FIELD.fullmatch(line.text)]
    taken: set[int] = set()
    fields: dict[int, list[Line]] = {}
    for label in labels:
        at = next((at for at, line in enumerate(lines[:_LETTERHEAD]) if _is_value(label, line)), None)
        if at is None or at in taken or lines[at] in labels:
            continue
        end = at + 1
        while end < len(lines) and _hangs(lines[end - 1], lines[end]) and not _beside_any(labels, lines[end]):
            end += 1
        taken.update(range(at, end))
        fields[id(label)] = [together(label, lines[at]), *lines[at + 1 : end]]
    if not fields:
        return lines
    left = (line for at, line in enumerate(lines) if at not in taken)
    return [piece for line in left for piece in fields.get(id(line), [line])]


def _is_value(label: Line, line: Line) -> bool:
    return abs(line.y - label.y) <= _SAME_ROW * label.height and line.x0 > label.x1


def _beside_any(labels: Sequence[Line], line: Line) -> bool:
    return any(_is_value(label, line) for label in labels)


def _hangs(above: Line, line: Line) -> bool:
    return abs(line.x0 - above.x0) < _STEP and 0 < above.y - line.y <= 1.5 * above.height


def _falls(lines: Sequence[Line]) -> bool:
    return all(line.y <= before.y for before, line in pairwise(lines))


def _right_margins(lines: Sequence[Line], layout: Layout) -> set[int]:
    """Return the left edges, in units of _STEP, of the lines in a right-hand margin.

    Such lines are in smaller type, alone in their row, or beside a line that fills the column; the last column of a
    table is none of these.
    """
    found = {_step(line.x0) for line in lines if not line.parts and line.x0 > layout.right}
    for line in lines:
        for before, part in pairwise(line.parts):
            full = before is line.parts[0] and before.x1 > layout.right - _RAGGED * layout.width
            small = layout.is_small(part) and not layout.is_small(before)
            if part.x0 > layout.right and (full or small) and any(map(str.isalpha, part.text)):
                found.add(_step(part.x0))
    return found


def _step(x: float) -> int:
    return round(x / _STEP)


def _without_margin(line: Line, layout: Layout, margins: set[int]) -> Iterator[Line]:
    """Yield the line, and separately the text in a margin beside it. A label, number or value remains with its line."""
    parts = line.parts
    start, end = 0, len(parts)
    for at in range(1, len(parts)):
        part = parts[at]
        if (
            _step(part.x0) in margins
            and layout.is_beside(part)
            and part.x0 > layout.right
            and not is_imprint(line.text)
        ):
            end = at
            break
    while start < end - 1 and _is_left_margin(parts[start], parts[start + 1], layout):
        start += 1
    if start == 0 and end == len(parts):
        yield line
        return
    yield from (_joined(some) for some in (parts[:start], parts[start:end], parts[end:]) if some)


def _is_left_margin(part: Line, after: Line, layout: Layout) -> bool:
    """True if a part is margin text left of the column: in small type, or beside a line that continues a sentence."""
    if part.x1 > layout.left - 0.3 * layout.height or abs(after.x0 - layout.left) > layout.height:
        return False
    if _ITEM.fullmatch(part.text):
        return False
    return (layout.is_small(part) and not layout.is_small(after)) or after.text[0].islower()


def _joined(parts: Sequence[Line]) -> Line:
    line = parts[0]
    for part in parts[1:]:
        line = together(line, part)
    return line


def _ordered(lines: list[Line], columns: int = _MOST_COLUMNS) -> list[Line]:
    in_place = _in_place(lines)
    if in_place and sum(bool(line.parts) for line in lines) < _FEWEST:
        return lines
    gutter = _gutter(lines) if columns > 1 else None
    if gutter is not None:
        return list(_by_columns(lines, gutter, columns - 1))
    return lines if in_place else _by_rows(lines)


def _in_place(lines: Sequence[Line]) -> bool:
    """True if no line is drawn after one below it, or after one to its right in the same row or lower."""
    if _falls(lines):
        return True
    below = _Below()
    return all(below.add(line) for line in lines)


class _Below:
    """The lowest position written so far in each _BUCKET-wide column of a page."""

    def __init__(self) -> None:
        self._lowest: dict[int, float] = {}

    def add(self, line: Line) -> bool:
        """Add a line; return whether it is below or right of all lines added before."""
        first, last = _bucket(line.x0), _bucket(line.x1 - 1)
        slack = _SAME_ROW * line.height
        fits = True
        for bucket, lowest in self._lowest.items():
            if bucket >= first and lowest < line.y + (slack if bucket > last else -slack):
                fits = False
                break
        for bucket in range(first, last + 1):
            self._lowest[bucket] = min(line.y, self._lowest.get(bucket, line.y))
        return fits


def _bucket(x: float) -> int:
    return floor(min(max(x, -_WIDEST), _WIDEST) / _BUCKET)


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """Sort from top to bottom and left to right, keeping pieces drawn side by side in reading order together."""
    pieces = sorted(_pieces(lines), key=lambda piece: -max(line.y for line in piece))
    rows: list[list[list[Line]]] = []
    top = 0.0
    for piece in pieces:
        y = max(line.y for line in piece)
        if rows and top - y <= _SAME_ROW * piece[0].height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            top = y
    return [line for row in rows for piece in sorted(row, key=lambda piece: piece[0].x0) for line in piece]


def _pieces(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines that are in order, split at each height that no line of the run crosses."""
    for run in _runs(lines):
        floors = list(accumulate((line.y for line in run), min))
        ceilings = list(accumulate((line.y for line in reversed(run)), max))[::-1]
        start = 0
        for at in range(1, len(run)):
            if floors[at - 1] - ceilings[at] > _SAME_ROW * run[at].height:
                yield run[start:at]
                start = at
        yield run[start:]


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    below = _Below()
    for line in lines:
        if not below.add(line):
            yield run
            run, below = [], _Below()
            below.add(line)
        run.append(line)
    if run:
        yield run


def _by_columns(lines: Sequence[Line], gutter: float, columns: int) -> Iterator[Line]:
    """Yield the left column before the right one, between lines that span both."""
    left: list[Line] = []
    right: list[Line] = []
    for line in _by_rows(lines):
        pieces = _cut(line, gutter)
        if len(pieces) == 1 and pieces[0].x0 < gutter < pieces[0].x1:
            yield from (*_ordered(left, columns), *_ordered(right, columns), line)
            left, right = [], []
        for piece in pieces:
            if piece.x1 <= gutter:
                left.append(piece)
            elif piece.x0 >= gutter:
                right.append(piece)
    yield from (*_ordered(left, columns), *_ordered(right, columns))


def _cut(line: Line, gutter: float) -> list[Line]:
    """Split the line in two at the gutter, if it has a wide gap there."""
    left = [part for part in line.parts if part.x1 <= gutter]
    right = [part for part in line.parts if part.x0 >= gutter]
    if left and right and len(left) + len(right) == len(line.parts):
        return [_joined(left), _joined(right)]
    return [line]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the empty strip between two columns of running text, None if there is none."""
    pieces = [part for line in lines for part in line.parts or (line,)]
    if len(pieces) < 2 * _FEWEST:
        return None
    least, left, right = _emptiest(pieces)
    gutter = (left + right) / 2
    if least > _CROSSING * len(pieces) or right - left < 0.5 * statistics.median(line.height for line in pieces):
        return None
    sides = [line for line in pieces if line.x1 <= gutter], [line for line in pieces if line.x0 >= gutter]
    if all(map(_is_prose, sides)) and _side_by_side(*sides):
        return gutter
    return None


def _emptiest(lines: Sequence[Line]) -> tuple[int, float, float]:
    """Return the strip in the middle half of the page crossed by the fewest lines: their number, and its bounds."""
    low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
    quarter = (high - low) / 4
    edges = sorted([(line.x0, 1) for line in lines] + [(line.x1, -1) for line in lines])
    best, crossing = (len(lines) + 1, low, low), 0
    for (edge, step), (following, _) in pairwise(edges):
        crossing += step
        start, end = max(edge, low + quarter), min(following, high - quarter)
        if end > start and (crossing, start - end) < (best[0], best[1] - best[2]):
            best = crossing, start, end
    return best


def _is_prose(lines: Sequence[Line]) -> bool:
    """True if the lines are long and many continue a sentence: table cells start one."""
    if len(lines) < _FEWEST or statistics.median(len(line.text) for line in lines) < _PROSE:
        return False
    return sum(line.text[0].islower() for line in lines) >= _GOING_ON * len(lines)


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    return _count(left, _spans(right)) >= _FEWEST and _count(right, _spans(left)) >= _FEWEST


def _spans(lines: Iterable[Line]) -> Callable[[float], bool]:
    heights = [line.y for line in lines]
    low, high = min(heights) - 1, max(heights) + 1
    return lambda y: low <= y <= high


def _count(lines: Sequence[Line], within: Callable[[float], bool]) -> int:
    return sum(within(line.y) for line in lines)
