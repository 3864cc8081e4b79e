"""Chunks of plain text: the lines of one paragraph, heading, list item or footnote, before they are joined."""

from __future__ import annotations

from dataclasses import dataclass

from letters.readers.blocks import BlockKind


@dataclass(slots=True)
class Chunk:
    """Lines that belong together. `after_gap`: an empty line or a page break precedes it.

    `goes_on`, `goes_back`: it is the first or the last half of a paragraph that a gap breaks in two. `gone` are signs
    that were removed from its lines afterwards.
    """

    lines: list[str]
    page: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    label: str | None = None
    after_gap: bool = True
    new_page: bool = False
    goes_on: bool = False
    goes_back: bool = False
    gone: str = ""
