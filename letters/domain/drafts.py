"""A passage in the making: what the parser's steps hand on to each other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from letters.domain.mojibake import repair
from letters.domain.parsed import PassageKind
from letters.reading.blocks import Block, BlockKind, Form, Link, Reading, Role


@dataclass(slots=True)
class Draft:
    """One block on its way to a passage. `marks` are (offset, label) in `text`."""

    text: str
    block: BlockKind = BlockKind.PARAGRAPH
    kind: PassageKind = PassageKind.BODY
    page: int | None = None
    level: int | None = None
    label: str | None = None
    role: Role | None = None
    language: str = "nl"
    marks: list[tuple[int, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cut_before: bool = False
    cut_after: bool = False

    @property
    def runs(self) -> bool:
        """Running text: what a sentence may stand in."""
        return self.kind in {PassageKind.BODY, PassageKind.ANNEX}

    def split(self, at: int) -> Draft:
        """Keep text[:at], return a draft of the rest."""
        rest = Draft(
            text=self.text[at:].lstrip(),
            block=self.block,
            kind=self.kind,
            page=self.page,
            level=self.level,
            language=self.language,
            cut_after=self.cut_after,
        )
        moved = at + len(self.text[at:]) - len(self.text[at:].lstrip())
        rest.marks = [(max(0, offset - moved), label) for offset, label in self.marks if offset > at]
        rest.links = [Link(x.start - moved, x.end - moved, x.target) for x in self.links if x.start >= moved]
        self.text = self.text[:at].rstrip()
        self.marks = [(min(offset, len(self.text)), label) for offset, label in self.marks if offset <= at]
        self.links = [link for link in self.links if link.end <= len(self.text)]
        self.cut_after = False
        return rest


CELL_GAP = "  "  # no letter writes a sign there; two spaces stand nowhere else in a draft's text
_BARS = re.compile(r"(?:(?:^|\s)\|(?=\s|$))+\s?")
_KINDS = {BlockKind.HEADING: PassageKind.HEADING, BlockKind.FOOTNOTE: PassageKind.FOOTNOTE}


def drafts_of(reading: Reading) -> list[Draft]:
    return [draft for block in reading.blocks if (draft := _draft(block)) is not None]


def states_structure(reading: Reading) -> bool:
    """Official XML and HTML say what is a heading; elsewhere a short line may be one."""
    return reading.form is Form.XML or (reading.form is Form.HTML and any(b.role for b in reading.blocks))


def _draft(block: Block) -> Draft | None:
    text = repair(block.text)
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    exact = clean == text
    if not clean and not block.label:
        return None
    draft = Draft(
        text=clean or str(block.label),
        block=block.kind,
        kind=_KINDS.get(block.kind, PassageKind.BODY),
        page=block.page,
        level=block.level,
        label=block.label,
        role=block.role,
        marks=[(min(max(mark.offset, 0), len(clean)), mark.label) for mark in block.marks],
        links=list(block.links) if exact else [],
        cut_before=block.cut_before,
        cut_after=block.cut_after,
    )
    if draft.block is BlockKind.TABLE_ROW:
        _part_cells(draft)
    return draft if draft.text else None


def _part_cells(row: Draft) -> None:
    """The bars that a reader puts between the cells of a row are no words of the letter."""
    for bar in reversed(list(_BARS.finditer(row.text))):
        gap = CELL_GAP if bar.start() > 0 and bar.end() < len(row.text) else ""
        row.text = row.text[: bar.start()] + gap + row.text[bar.end() :]
        cut = len(bar[0]) - len(gap)
        row.marks = [(_moved(at, bar, cut), label) for at, label in row.marks]
        row.links = [Link(_moved(x.start, bar, cut), _moved(x.end, bar, cut), x.target) for x in row.links]


def _moved(at: int, bar: re.Match[str], cut: int) -> int:
    return at - cut if at >= bar.end() else min(at, bar.start())
