"""Builder of blocks for marked-up formats: readers open and close blocks and add text in document order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from letters.readers.blocks import Block, BlockKind, Role
from letters.readers.inline_text import Inline

CELL_GAP = " | "
_LONGEST_LOOSE_LINE = 60
_WHOLE = (BlockKind.TABLE_ROW, BlockKind.FOOTNOTE, BlockKind.HEADING)


@dataclass(slots=True)
class _Frame:
    """One open element. `pattern` is the template of its blocks; only the first block gets a list item's label."""

    pattern: Block
    inline: Inline = field(default_factory=Inline)
    transparent: bool = False


class Composer:
    """Builds blocks in reading order.

    A block opened inside a paragraph ends that paragraph so far. Inside a heading, table row or footnote it ends
    nothing: those remain one block. A footnote opened inside a paragraph leaves its mark there and follows the
    paragraph.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._notes: list[Block] = []
        self._frames: list[_Frame] = [_Frame(Block(""))]

    def add(self, text: str | None) -> None:
        self._top.inline.add(text)

    def mark(self, label: str) -> None:
        self._top.inline.mark(label)

    def start_link(self, target: str) -> None:
        self._top.inline.start_link(target)

    def end_link(self) -> None:
        self._top.inline.end_link()

    def open(self, pattern: Block) -> None:
        """Start a block with the kind, level, label and role of `pattern` (its text is ignored)."""
        if pattern.kind is not BlockKind.FOOTNOTE:
            if self._top.pattern.kind in _WHOLE:
                self.add(" ")
                self._frames.append(_Frame(self._top.pattern, self._top.inline, transparent=True))
                return
            self._flush()
        self._frames.append(_Frame(pattern))

    def open_note(self, label: str, *, marked: bool = True) -> None:
        """Start a footnote. With `marked`, leave its mark in the text at this point."""
        if marked:
            self.mark(label)
        self.open(Block("", BlockKind.FOOTNOTE, label=label))

    def close(self) -> None:
        """End the block that was opened last."""
        if self._top.transparent:
            self._frames.pop()
            self.add(" ")
            return
        self._flush()
        self._frames.pop()

    def line_break(self) -> None:
        """Add a line break inside a paragraph.

        Two breaks, or one after a short line (a name, an address), end the paragraph and start another of the same
        kind; one break in running text is a space. A heading, row or footnote remains one block.
        """
        length = self._top.inline.line_length()
        if self._top.pattern.kind in _WHOLE or length > _LONGEST_LOOSE_LINE:
            self._top.inline.end_line()
        else:
            self._flush()

    def cell(self) -> None:
        """Start the next cell of a table row; do nothing in a row that is only layout."""
        if self._top.pattern.kind is BlockKind.TABLE_ROW:
            self.add(CELL_GAP)

    def finish(self) -> tuple[Block, ...]:
        while len(self._frames) > 1:
            self.close()
        self._flush()
        self._release_notes()
        return tuple(self.blocks)

    def within(self, kind: BlockKind) -> bool:
        return any(frame.pattern.kind is kind for frame in self._frames)

    @property
    def role(self) -> Role | None:
        """The role of the innermost open block that has one."""
        return next((frame.pattern.role for frame in reversed(self._frames) if frame.pattern.role), None)

    @property
    def pattern(self) -> Block:
        """The template of the innermost open block."""
        return self._top.pattern

    @property
    def _top(self) -> _Frame:
        return self._frames[-1]

    def _flush(self) -> None:
        frame = self._top
        if not frame.inline.has_text():
            return
        text, marks, links = frame.inline.take()
        if not text:
            return
        block = replace(frame.pattern, text=text, marks=marks, links=links)
        if block.kind is BlockKind.FOOTNOTE:
            self._notes.append(block)
        else:
            self.blocks.append(block)
        if block.kind is BlockKind.LIST_ITEM and block.label:
            self._use_label(block)
        if not any(open_frame.pattern.kind is BlockKind.FOOTNOTE for open_frame in self._frames):
            self._release_notes()

    def _use_label(self, item: Block) -> None:
        """Drop the label for the further paragraphs of the same list item: its first paragraph carries it."""
        for frame in self._frames:
            if (frame.pattern.kind, frame.pattern.level, frame.pattern.label) == (item.kind, item.level, item.label):
                frame.pattern = replace(frame.pattern, label=None)

    def _release_notes(self) -> None:
        self.blocks.extend(self._notes)
        self._notes.clear()
