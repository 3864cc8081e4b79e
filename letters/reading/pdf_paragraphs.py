"""Lines of a column into paragraphs, headings and list items: nobody marks them in a PDF, so gaps, indents, weight and
lines that end early have to tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letters.reading.blocks import BlockKind
from letters.reading.headings import reads_as_heading, turn_of
from letters.reading.pdf_layout import Layout
from letters.reading.pdf_lines import CUT, Line

_BULLET = re.compile(r"^([•●▪■◦‣·\uf0b7\uf0a7\uf02d➢➤✓*]|[–—-](?=\s)|o(?=\s+[A-ZÀ-Ý]))\s*(?=\S)")
_NUMBER = re.compile(r"^(\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]|\d{1,2}[°º])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.:;!?…][»”\"’')\]]*$")
_FRESH_START = re.compile(r"[A-ZÀ-ÝÖØ-Þ0-9«„“‘\"'(•–]")
_MOST_HEADING_LINES = 3
_LARGER = 1.1


@dataclass(slots=True)
class Paragraph:
    kind: BlockKind
    lines: list[Line]
    label: str | None = None
    # What it looks like, for telling the levels of headings apart: larger, then bolder, comes higher.
    rank: tuple[float, bool, bool] = (0.0, False, False)


def paragraphs(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    """The paragraphs of the body lines of one page, in reading order."""
    found: list[Paragraph] = []
    for line in lines:
        label = _item_label(line, found[-1] if found else None, layout)
        if label is not None:
            text = line.text[label.end() :]
            shift = len(line.text) - len(text)
            raised = tuple((start - shift, end - shift) for start, end in line.raised if start >= shift)
            item = Line(text, line.page, line.x0, line.x1, line.y, line.height, line.bold, line.italic, raised)
            found.append(Paragraph(BlockKind.LIST_ITEM, [item], "•" if label[1] in "\uf0b7\uf0a7\uf02d" else label[1]))
        elif found and not _starts_new(found[-1], line, layout):
            found[-1].lines.append(line)
        else:
            _set_bare_heading_apart(found)
            found.append(Paragraph(BlockKind.PARAGRAPH, [line]))
    for paragraph in found:
        _recognise_heading(paragraph, layout)
    return found


def _set_bare_heading_apart(found: list[Paragraph]) -> None:
    """A last line that ends no sentence, after a line that does, stands for itself: a heading in plain type."""
    if not found or len(found[-1].lines) < 2:
        return
    before, last = found[-1].lines[-2:]
    if before.cut or not _SENTENCE_END.search(before.text) or _SENTENCE_END.search(last.text):
        return
    if _FRESH_START.match(last.text) and reads_as_heading(last.text):
        found.append(Paragraph(BlockKind.PARAGRAPH, [found[-1].lines.pop()]))


def _item_label(line: Line, before: Paragraph | None, layout: Layout) -> re.Match[str] | None:
    """A bullet or number opens a list item only where a new line of thought can start: a dash may stand anywhere."""
    label = _BULLET.match(line.text) or _NUMBER.match(line.text)
    if label is None or before is None:
        return label
    last = before.lines[-1]
    fresh = _SENTENCE_END.search(last.text) or last.y - line.y > 1.2 * layout.leading or last.y < line.y
    return label if fresh or _ended_early(before, line, layout) or before.kind is BlockKind.LIST_ITEM else None


def _starts_new(paragraph: Paragraph, line: Line, layout: Layout) -> bool:
    last = paragraph.lines[-1]
    if turn_of(line.text) or (len(paragraph.lines) == 1 and turn_of(last.text)):
        return True
    if last.cut and last.y > line.y:
        return False
    gap = last.y - line.y
    usual = layout.leading * max(line.height, last.height) / layout.height
    if gap < 0.3 * line.height or gap > 1.25 * usual:
        return True
    if abs(line.height - last.height) > 0.08 * layout.height or line.bold != last.bold:
        return True
    return _indent_breaks(paragraph, line, layout) or _ended_early(paragraph, line, layout)


def _indent_breaks(paragraph: Paragraph, line: Line, layout: Layout) -> bool:
    last = paragraph.lines[-1]
    shift = line.x0 - last.x0
    step = 0.8 * layout.height
    if abs(shift) < step:
        return False
    if len(paragraph.lines) == 1:
        # An item's text hangs under its first word, a subject's under the word after "Betreft"; a first line stands in.
        hangs = paragraph.kind is BlockKind.LIST_ITEM and 0 < shift < 6 * layout.height
        hangs = hangs or (shift > 3 * layout.height and not _SENTENCE_END.search(last.text))
        return not hangs and shift > 0 and not _mid_sentence(last, line)
    return True


def _mid_sentence(last: Line, line: Line) -> bool:
    return not _SENTENCE_END.search(last.text) and not _FRESH_START.match(line.text)


def _ended_early(paragraph: Paragraph, line: Line, layout: Layout) -> bool:
    """The next line's first word would have fitted on the last line, so the break was meant."""
    last = paragraph.lines[-1]
    if last.cut:
        return False
    word = line.text.split(None, 1)[0]
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    slack = layout.right - last.x1 - (len(word) * 1.1 + 1) * letter
    if _SENTENCE_END.search(last.text):
        return slack > 0.4 * layout.height
    if _FRESH_START.match(line.text):
        return slack > 0.1 * layout.width
    return slack > 0.3 * layout.width


def _recognise_heading(paragraph: Paragraph, layout: Layout) -> None:
    text = " ".join(line.text for line in paragraph.lines).replace(CUT, "")
    first = paragraph.lines[0]
    larger = first.height > layout.height * _LARGER
    bold = all(line.bold for line in paragraph.lines)
    italic = all(line.italic for line in paragraph.lines) and len(paragraph.lines) == 1
    if turn_of(text):
        paragraph.kind = BlockKind.HEADING
        paragraph.rank = (0.0, False, False)
    elif len(paragraph.lines) <= _MOST_HEADING_LINES and (larger or bold or italic) and reads_as_heading(text):
        if italic and not (bold or larger) and len(text) > 80:
            return
        if paragraph.kind is BlockKind.LIST_ITEM:
            if not (paragraph.label or "")[:1].isalnum() or not (larger or bold):
                return
            first.text = f"{paragraph.label} {first.text}"
            paragraph.label = None
        paragraph.kind = BlockKind.HEADING
        paragraph.rank = (round(first.height * 2) / 2 if larger else 0.0, bold, italic)
