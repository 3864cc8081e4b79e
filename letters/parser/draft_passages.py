"""Mutable draft passages, passed from step to step in the parser."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from letters.parser.mojibake import repair
from letters.parser.parsed_letter import PassageKind
from letters.readers.blocks import Block, BlockKind, Form, LeftOut, Link, Reading, Role, Why

LONGEST_LABEL = 40  # characters, as in Passage.label; a longer label is truncated


Breaks = list[tuple[int, int | None]]


@dataclass(slots=True)
class DraftPassage:
    """A block being turned into a passage.

    `marks` are (offset, label) in `text`; `gone` is text removed from it. `columns` are the columns, from 0, of the
    filled cells of a table row. `breaks` are (offset, page) where the text goes on on another page.
    """

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
    beside: bool = False
    columns: tuple[int, ...] = ()
    breaks: Breaks = field(default_factory=list)
    gone: list[LeftOut] = field(default_factory=list)

    def take_out(self, why: Why, signs: str) -> None:
        """Record for the ledger that these characters are no longer in the text."""
        if signs.strip():
            self.gone.append(LeftOut(why, signs, self.page))

    @property
    def runs(self) -> bool:
        """True if this is running text, which is made of sentences."""
        return self.kind in {PassageKind.BODY, PassageKind.ANNEX}

    def split(self, at: int) -> DraftPassage:
        """Keep text[:at]; return a draft of the rest."""
        rest = DraftPassage(
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


CELL_GAP = "  "  # two spaces, which occur nowhere else in a draft's text
_BAR = re.compile(r"(?:(?<!\S)|\s)\|(?=\s|$)\s?")
_BARS = re.compile(r"(?:(?:^|\s)\|(?=\s|$))+\s?")
_KINDS = {BlockKind.HEADING: PassageKind.HEADING, BlockKind.FOOTNOTE: PassageKind.FOOTNOTE}


def draft_passages(reading: Reading) -> list[DraftPassage]:
    return [draft for block in reading.blocks if (draft := _draft(block)) is not None]


def states_structure(reading: Reading) -> bool:
    """True if the source itself marks headings (official XML and HTML); in other formats a short line may be one."""
    return reading.form is Form.XML or (reading.form is Form.HTML and any(b.role for b in reading.blocks))


def _draft(block: Block) -> DraftPassage | None:
    text = repair(block.text)
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    exact = clean == text
    if not clean and not block.label:
        return None
    draft = DraftPassage(
        text=clean or str(block.label),
        block=block.kind,
        kind=_KINDS.get(block.kind, PassageKind.BODY),
        page=block.page,
        level=block.level,
        label=_label(block.label),
        role=block.role,
        marks=[(min(max(mark.offset, 0), len(clean)), mark.label) for mark in block.marks],
        links=list(block.links) if exact else [],
        cut_before=block.cut_before,
        cut_after=block.cut_after,
        beside=block.beside,
    )
    if draft.block is BlockKind.TABLE_ROW:
        _part_cells(draft)
    return draft if draft.text else None


def _label(written: str | None) -> str | None:
    return written if written is None or len(written) <= LONGEST_LABEL else written[: LONGEST_LABEL - 1] + "…"


def _part_cells(row: DraftPassage) -> None:
    """Replace the bars that a reader puts between the cells of a row: they are not part of the letter."""
    row.columns = tuple(column for column, cell in enumerate(_BAR.split(row.text)) if cell)
    for bar in reversed(list(_BARS.finditer(row.text))):
        gap = CELL_GAP if bar.start() > 0 and bar.end() < len(row.text) else ""
        row.text = row.text[: bar.start()] + gap + row.text[bar.end() :]
        cut = len(bar[0]) - len(gap)
        row.marks = [(_moved(at, bar, cut), label) for at, label in row.marks]
        row.links = [Link(_moved(x.start, bar, cut), _moved(x.end, bar, cut), x.target) for x in row.links]


def _moved(at: int, bar: re.Match[str], cut: int) -> int:
    return at - cut if at >= bar.end() else min(at, bar.start())
