"""Paragraphs, headings and list items from the lines of a PDF column.

Nothing in a PDF marks them: they are inferred from gaps, indents, weight and lines that end early.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

from letters.readers.blocks import BlockKind
from letters.readers.heading_lines import reads_as_heading, turn_of
from letters.readers.letterhead_labels import FIELD, opens_field, opens_subject
from letters.readers.pdf.page_layout import Layout, leads_to_page
from letters.readers.pdf.page_lines import BOLD, CUT, Line

_BULLET = re.compile(r"^([•●▪■◦‣·\uf0b7\uf0a7\uf02d➢➤✓*]|[–—-](?=\s)|o(?=\s+[A-ZÀ-Ý]))\s*(?=\S)")
_NUMBER = re.compile(r"^(\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]|\d{1,2}[°º])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.:;!?…][»”\"’')\]]*$")
_FRESH_START = re.compile(r"[A-ZÀ-ÝÖØ-Þ0-9«„“‘\"'(•–]")
_MOST_HEADING_LINES = 3
_MOST_SUBJECT_LINES = 6
_LARGER = 1.1
_AROUND = 8  # lines above and below that show how wide the column is
_FEWEST = 5  # lines of a column
_NARROWER = 0.15  # of the width of the body: lines that are ragged on the right seldom leave this much
_RAGGED = 0.2  # of the column's width: a line of running text may end this far from the right edge
_GOING_ON = 0.4  # of the lines in a column of running text start in mid-sentence


# The lines of a page, and the place of one among them.
_Around: TypeAlias = tuple[Sequence[Line], int]


@dataclass(slots=True)
class Paragraph:
    kind: BlockKind
    lines: list[Line]
    label: str | None = None
    # Typography that orders heading levels: larger type ranks above bold.
    rank: tuple[float, bool, bool] = (0.0, False, False)


def paragraphs(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    """Return the paragraphs of the body lines of one page, in reading order."""
    found: list[Paragraph] = []
    for at, line in enumerate(lines):
        if (row := _field_row(line, found[-1] if found else None, layout)) is not None:
            found.append(row)
            continue
        around = lines, at
        label = _item_label(line, found[-1] if found else None, layout, around)
        if label is not None:
            text = line.text[label.end() :]
            shift = len(line.text) - len(text)
            raised = tuple((start - shift, end - shift) for start, end in line.raised if start >= shift)
            item = replace(line, text=text, raised=raised)
            found.append(Paragraph(BlockKind.LIST_ITEM, [item], "•" if label[1] in "\uf0b7\uf0a7\uf02d" else label[1]))
        elif found and found[-1].kind is not BlockKind.TABLE_ROW and not _starts_new(found[-1], line, layout, around):
            found[-1].lines.append(line)
        else:
            _set_bare_heading_apart(found)
            found.append(Paragraph(BlockKind.PARAGRAPH, [line]))
    for paragraph in found:
        _recognise_heading(paragraph, layout)
    return _with_whole_subject(found, layout)


def _field_row(line: Line, before: Paragraph | None, layout: Layout) -> Paragraph | None:
    """Return a table row for letterhead labels side by side, or for the values right below them, else None."""
    if len(line.parts) < 2:
        return None
    below = before is not None and before.kind is BlockKind.TABLE_ROW and _in_line(before.lines, line.parts, layout)
    if below or all(FIELD.fullmatch(part.text) for part in line.parts):
        return Paragraph(BlockKind.TABLE_ROW, list(line.parts))
    return None


def _in_line(above: Sequence[Line], below: Sequence[Line], layout: Layout) -> bool:
    return len(above) == len(below) and all(
        abs(one.x0 - other.x0) < layout.height for one, other in zip(above, below, strict=True)
    )


def _with_whole_subject(found: list[Paragraph], layout: Layout) -> list[Paragraph]:
    """Extend the subject field with the lines right below it: its column is narrow, so each of them ends early."""
    subject = next((at for at, part in enumerate(found) if opens_subject(part.lines[0].text)), None)
    if subject is None or (subject and FIELD.fullmatch(found[subject - 1].lines[-1].text)):
        return found
    for at in range(subject + 1, len(found)):
        if not _goes_on_with_subject(found[subject], found[at], layout):
            return [*found[: subject + 1], *found[at:]]
        found[subject].lines.extend(found[at].lines)
    return found[: subject + 1]


def _goes_on_with_subject(subject: Paragraph, after: Paragraph, layout: Layout) -> bool:
    last, line = subject.lines[-1], after.lines[0]
    below = 0 < last.y - line.y <= 1.25 * layout.leading * max(line.height, last.height) / layout.height
    if not below or len(subject.lines) + len(after.lines) > _MOST_SUBJECT_LINES or after.kind is BlockKind.LIST_ITEM:
        return False
    return not opens_field(line.text) and not _SENTENCE_END.search(after.lines[-1].text)


def _set_bare_heading_apart(found: list[Paragraph]) -> None:
    """Split off a last line that ends no sentence and follows one that does: a heading in plain type."""
    if not found or len(found[-1].lines) < 2:
        return
    before, last = found[-1].lines[-2:]
    if before.cut or not _SENTENCE_END.search(before.text) or _SENTENCE_END.search(last.text):
        return
    if _FRESH_START.match(last.text) and reads_as_heading(last.text):
        found.append(Paragraph(BlockKind.PARAGRAPH, [found[-1].lines.pop()]))


def _item_label(line: Line, before: Paragraph | None, layout: Layout, around: _Around) -> re.Match[str] | None:
    """Match the label of a list item. Only where a new sentence can start: a dash may occur anywhere."""
    label = _BULLET.match(line.text) or _NUMBER.match(line.text)
    if label is None or before is None:
        return label
    last = before.lines[-1]
    fresh = _SENTENCE_END.search(last.text) or last.y - line.y > 1.2 * layout.leading or last.y < line.y
    return label if fresh or _ended_early(before, line, layout, around) or before.kind is BlockKind.LIST_ITEM else None


def _starts_new(paragraph: Paragraph, line: Line, layout: Layout, around: _Around) -> bool:
    last = paragraph.lines[-1]
    if turn_of(line.text) or (len(paragraph.lines) == 1 and turn_of(last.text)):
        return True
    if leads_to_page(last.text):
        return True
    if last.cut and last.y > line.y:
        return False
    if paragraph.kind is BlockKind.PARAGRAPH and _hangs_under_value(paragraph.lines, line, layout):
        return False
    gap = last.y - line.y
    usual = layout.leading * max(line.height, last.height) / layout.height
    if gap < 0.3 * line.height or gap > 1.25 * usual:
        return True
    if abs(line.height - last.height) > 0.08 * layout.height or line.bold != last.bold:
        return True
    if (line.weight >= BOLD) != (last.weight >= BOLD):
        return True
    return _indent_breaks(paragraph, line, layout) or _ended_early(paragraph, line, layout, around)


def _hangs_under_value(lines: Sequence[Line], line: Line, layout: Layout) -> bool:
    """True if the line continues the value of a letterhead field, far right of its label in the first line."""
    if not lines[0].parts or line.parts or _SENTENCE_END.search(lines[-1].text):
        return False
    x0 = lines[0].parts[-1].x0
    near = 0.3 * layout.height
    same = all(abs(other.x0 - x0) < near for other in (*lines[1:], line))
    return same and 0 < lines[-1].y - line.y <= 1.5 * line.height and line.bold == lines[-1].bold


def _indent_breaks(paragraph: Paragraph, line: Line, layout: Layout) -> bool:
    last = paragraph.lines[-1]
    shift = line.x0 - last.x0
    step = 0.8 * layout.height
    if abs(shift) < step:
        return False
    if len(paragraph.lines) == 1:
        # An item's text aligns with its first word, a subject's with the word after "Betreft"; a first line may indent
        hangs = paragraph.kind is BlockKind.LIST_ITEM and 0 < shift < 6 * layout.height
        hangs = hangs or (shift > 3 * layout.height and not _SENTENCE_END.search(last.text))
        return not hangs and shift > 0 and not _mid_sentence(last, line)
    return True


def _mid_sentence(last: Line, line: Line) -> bool:
    return not _SENTENCE_END.search(last.text) and not _FRESH_START.match(line.text)


def _ended_early(paragraph: Paragraph, line: Line, layout: Layout, around: _Around) -> bool:
    """True if the last line was ended on purpose: the next line's first word would have fitted on it."""
    last = paragraph.lines[-1]
    if last.cut or not _would_fit(last, line, layout):
        return False
    narrow = _narrow_column(last, layout, around)
    return narrow is None or _would_fit(last, line, narrow)


def _would_fit(last: Line, line: Line, layout: Layout) -> bool:
    word = line.text.split(None, 1)[0]
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    slack = layout.right - last.x1 - (len(word) * 1.1 + 1) * letter
    if _SENTENCE_END.search(last.text):
        return slack > 0.4 * layout.height
    if _FRESH_START.match(line.text):
        return slack > 0.1 * layout.width
    return slack > 0.3 * layout.width


def _narrow_column(last: Line, layout: Layout, around: _Around) -> Layout | None:
    """Return the layout of the lines around a line, if they are prose in a narrower column: beside a picture, say."""

    def is_narrow(line: Line) -> bool:
        return line.x1 < layout.right - _NARROWER * layout.width and abs(line.x0 - last.x0) < 3 * layout.height

    lines, at = around
    above, below = lines[max(at - _AROUND, 0) : at][::-1], lines[at : at + _AROUND]
    near = [*takewhile(is_narrow, above), *takewhile(is_narrow, below)]
    if len(near) < _FEWEST:
        return None
    left, right = min(line.x0 for line in near), max(line.x1 for line in near)
    full = sum(line.x1 > right - _RAGGED * (right - left) for line in near)
    within = sum(line.text[0].islower() for line in near)
    if full * 2 < len(near) or within < _GOING_ON * len(near):
        return None
    return replace(layout, left=left, right=right)


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
