"""Plain text, OCR and Markdown-like text → blocks.

Steps: clean the characters, set page furniture aside, gather lines into chunks (paragraph, heading, list
item, footnote), join each chunk's lines, take the markup out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from letters.reading.blocks import Block, BlockKind, Form, Reading
from letters.reading.headings import reads_as_heading
from letters.reading.lines import HYPHENS, SOFT_HYPHEN, Vocabulary, join_lines
from letters.reading.text_columns import unfold_signatures
from letters.reading.text_marks import PRIVATE, clean_inline, is_markdown
from letters.reading.text_notes import (
    cites_as_note,
    is_note_heading,
    may_be_note,
    note_at_line_start,
    note_label_line,
    numbered_notes,
    ocr_notes,
)
from letters.reading.text_pages import Line, mark_furniture, paginate

FURNITURE = "page furniture"  # key in `Reading.metadata`: running heads and feet, each once

_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\x7f\u200b-\u200f\ufeff\u2060\ud800-\udfff]")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_NEWLINE = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).){1,300})\1:?\s*$")
_ITALIC_LINE = re.compile(r"\*(?![\s*])([^*?:]{3,120})(?<!\s)\*\s*$")
_RUN_IN = re.compile(  # a heading in bold before the first sentence of its paragraph
    r"\*\*(?!\s)([A-ZÀ-Þ][^*.:;,?!]{3,80})\*\*\s+"
    r"(?=(?:De|Het|Een|In|Op|Voor|Met|Er|Dit|Deze|Bij|Om|Nederland)\s)"
)
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_BULLET = re.compile(
    r"(\s*)(?:([-*+•▪◦·➢‣–—]|\uf0b7|o(?=\s{2,}))|(\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]))\s+(?=\S)"
)
_TABLE_ROW = re.compile(r"\s*\|[^|]*\|")
_TABLE_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*$")
_ENDS = re.compile(r"[.?!:;…][»”\"’')\]]*(?:<sup>\w+</sup>|[⁰¹²³⁴-⁹]+|\d{1,2})?\s*$")
_CAPITAL = re.compile(r"[«“\"'‘(\[*_]*[A-ZÀ-Þ0-9]")
_RUNS_ON = re.compile(r"(?:Betreft|Onderwerp|Inzake)\b(?!.*[.!?]$)")  # a field that takes as many lines as it needs
_LABEL = re.compile(
    r"(?:Datum|Betreft|Onze|Ons|Uw|Kenmerk|Bijlage|Zeer|Geachte|Contact|Pagina|Directie|Ministerie|Postbus|Aan|Nr\.|BRIEF)(?!\w)"
)
_MIN_WIDTH = 40


@dataclass(slots=True)
class Chunk:
    """Lines that belong together, before they are joined."""

    lines: list[str]
    page: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    label: str | None = None
    after_gap: bool = True
    new_page: bool = False
    goes_on: bool = False
    goes_back: bool = False


def read_text(text: str) -> Reading:
    """Blocks of any text; never fails. Pages are counted only where form feeds mark them."""
    text = _clean(text)
    markdown = is_markdown(text)
    lines = mark_furniture(paginate(_dedent(text)))
    kept = unfold_signatures([line for line in lines if not line.furniture])
    vocabulary = Vocabulary.of("\n".join(line.text for line in kept))
    chunks = _chunks(kept, _wrap_width(kept), markdown=markdown)
    chunks = ocr_notes(numbered_notes(_flag_halves(chunks)), text)
    paged = "\f" in text.strip("\f\n ")
    blocks = _flag_cuts([block for chunk in chunks for block in _block(chunk, vocabulary, markdown, paged)])
    furniture = tuple(dict.fromkeys(line.text.strip() for line in lines if line.furniture))
    return Reading(
        form=Form.TEXT,
        blocks=tuple(blocks),
        pages=max((line.page for line in lines), default=1) if paged else None,
        metadata={FURNITURE: furniture} if furniture else {},
        marks_known=any(block.marks for block in blocks),
    )


def _clean(text: str) -> str:
    text = _NEWLINE.sub("\n", PRIVATE.sub("", text))
    text = _CONTROL.sub("", text.replace("\t", "    ").replace("\u00a0", " ").replace("\u202f", " "))
    # A library's mark for a line-end hyphen may stand without the line end itself.
    text = re.sub("([\ufffe\x02])(?=[^\\s])", "-\n", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)


def _dedent(text: str) -> str:
    """Indentation that all lines share says nothing."""
    lines = text.split("\n")
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    shared = min(widths, default=0)
    return "\n".join(line[shared:] if line.strip() else line for line in lines) if shared else text


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Where this document breaks its lines, or None where a line is a paragraph."""
    texts = [line.text.strip() for line in lines]
    wrapped = sorted(len(now) for now, then in pairwise(texts) if len(now) >= _MIN_WIDTH and then)
    runs_on = sum(1 for now, then in pairwise(texts) if now and then[:1].islower())
    if len(wrapped) < 3 or runs_on < len(wrapped) * 0.3:
        return None
    width = wrapped[int(len(wrapped) * 0.9)]
    return width if width <= 160 else None


def _chunks(lines: Sequence[Line], width: int | None, *, markdown: bool) -> list[Chunk]:
    chunks: list[Chunk] = []
    gap, page, bare_note = True, 0, False
    for index, line in enumerate(lines):
        text = line.text.rstrip()
        following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
        new_page = line.page != page and page > 0
        page = line.page
        gap = gap or new_page
        if not text.strip() or _RULE.match(text):
            gap = True
            if text.strip() and chunks and not new_page and _is_setext(chunks[-1], text):
                chunks[-1].kind = BlockKind.HEADING
                chunks[-1].level = 1 if "=" in text else 2
            continue
        if is_note_heading(text):
            label, rest = note_label_line(text)
            chunks.append(Chunk([rest] if rest else [], page, BlockKind.FOOTNOTE, label=label))
            bare_note, gap = not rest, False
            continue
        if bare_note and chunks[-1].label is None and text.strip().isdigit():
            chunks[-1].label, gap = text.strip(), False
            continue
        if bare_note:
            chunks[-1].lines.append(text.strip())
            bare_note, gap = False, False
            continue
        fresh = _opening(text, page, markdown=markdown, previous=chunks[-1] if chunks else None, gap=gap)
        if fresh is not None:
            chunks.append(fresh)
        elif gap or _breaks(chunks[-1], text, following, width):
            chunks.append(Chunk([text], page))
        else:
            chunks[-1].lines.append(text)
        chunks[-1].after_gap = gap if len(chunks[-1].lines) == 1 else chunks[-1].after_gap
        chunks[-1].new_page = new_page or chunks[-1].new_page
        gap = False
    return [chunk for chunk in chunks if chunk.lines or chunk.label]


def _opening(text: str, page: int, *, markdown: bool, previous: Chunk | None, gap: bool) -> Chunk | None:
    """A chunk of a kind of its own that this line opens, or None."""
    if markdown and (match := _HEADING.match(text.strip())):
        return Chunk([match[2]], page, BlockKind.HEADING, level=len(match[1]))
    if note := note_at_line_start(text.strip()):
        return Chunk([note[1]], page, BlockKind.FOOTNOTE, label=note[0])
    if markdown and gap and (match := _BOLD_LINE.match(text.strip())):
        return Chunk([match[2]], page, BlockKind.HEADING)
    if markdown and gap and (match := _ITALIC_LINE.match(text.strip())) and reads_as_heading(match[1]):
        return Chunk([text], page, BlockKind.HEADING)
    if _TABLE_ROW.match(text) and (markdown or text.rstrip().endswith("|")):
        return Chunk([] if _TABLE_RULE.match(text.strip()) else [text], page, BlockKind.TABLE_ROW)
    if (match := _BULLET.match(text)) and _may_open_item(match, previous, gap):
        level = 1 + len(match[1]) // 2 if match[1] else 1
        label = match[3]
        return Chunk([text[match.end() :]], page, BlockKind.LIST_ITEM, level=level, label=label)
    return None


def _may_open_item(match: re.Match[str], previous: Chunk | None, gap: bool) -> bool:
    """`5. De` at the start of a wrapped line is no item unless a list or a colon leads to it."""
    if gap or previous is None:
        return match[3] is None or len(match[3].strip("().")) < 3
    last = previous.lines[-1].rstrip()
    if match[2] and last.endswith((".", "?")) and _CAPITAL.match(match.string, match.end()):
        return True  # no dash of a sentence stands where one has ended
    return previous.kind is BlockKind.LIST_ITEM or last.endswith((":", ";"))


def _breaks(chunk: Chunk, text: str, following: str, width: int | None) -> bool:
    """Whether the line after `chunk` starts a paragraph of its own though no empty line says so."""
    last = chunk.lines[-1] if chunk.lines else ""
    if last.rstrip().endswith(tuple(HYPHENS + SOFT_HYPHEN)):
        return False
    if chunk.kind is BlockKind.HEADING or chunk.kind is BlockKind.TABLE_ROW:
        return True
    if cites_as_note(text) or (cites_as_note(chunk.lines[0]) and _ENDS.search(last) and text.strip()[:1].islower()):
        return True
    if _RUNS_ON.match(chunk.lines[0].strip()):
        return _LABEL.match(text.strip()) is not None or _ENDS.search(text) is not None or len(text) > 100
    indented = len(text) - len(text.lstrip(" ")) > len(last) - len(last.lstrip(" "))
    if indented and _hangs(chunk.lines[0], text):
        return False
    if indented and chunk.kind is not BlockKind.LIST_ITEM and (may_be_note(chunk.lines[0]) or _ENDS.search(last)):
        return True
    if not _CAPITAL.match(text.strip()):
        return False
    if width is None:
        return chunk.kind is not BlockKind.FOOTNOTE
    if _ENDS.search(last):
        heads = len(text) < width * 0.6 and not _ENDS.search(text) and _CAPITAL.match(following) is not None
        return heads or len(last.strip()) < width * 0.82
    return len(last.strip()) + 1 + len(text.split(None, 1)[0]) < width * 0.72


def _hangs(first: str, text: str) -> bool:
    """The line stands under the first word of a note, not under its number."""
    label = re.match(r"\s*\d{1,2}\)?\s{2,}(?=\S)", first)
    return label is not None and abs(label.end() - (len(text) - len(text.lstrip(" ")))) <= 1


def _flag_halves(chunks: list[Chunk]) -> list[Chunk]:
    """A line that follows another closely, does not end and has a gap after it is half a paragraph, no heading."""
    for now, then in pairwise(chunks):
        line = now.lines[-1].strip() if now.lines else ""
        now.goes_on = then.goes_back = (
            not now.after_gap and then.after_gap and len(line) > _MIN_WIDTH and not _ENDS.search(line)
        )
    return chunks


def _is_setext(chunk: Chunk, rule: str) -> bool:
    return (
        chunk.kind is BlockKind.PARAGRAPH
        and len(chunk.lines) == 1
        and len(chunk.lines[0]) < 80
        and set(rule.strip()) <= {"=", "-"}
        and "---" not in rule[:3] * (rule.strip() == "---")
    )


def _block(chunk: Chunk, vocabulary: Vocabulary, markdown: bool, paged: bool) -> Iterator[Block]:
    lines = [re.sub(r"^\s*>\s?", "", line) for line in chunk.lines]
    if markdown and chunk.kind is BlockKind.PARAGRAPH and (match := _RUN_IN.match(lines[0])):
        yield Block(match[1].strip(), BlockKind.HEADING, page=chunk.page if paged else None)
        lines[0] = lines[0][match.end() :]
    if markdown:
        lines = [re.sub(r"\\$", "", line.rstrip()) for line in lines]
    joined = join_lines(lines, vocabulary)
    if chunk.kind is BlockKind.PARAGRAPH and joined.startswith(("| ", "¦ ")) and joined.count("|") < 2:
        joined = joined[2:]  # a scan's edge
    if chunk.kind is BlockKind.TABLE_ROW:
        joined = " | ".join(cell.strip() for cell in joined.strip("| ").split("|"))
    text, marks = clean_inline(joined, markdown=markdown)
    if text:
        kind = chunk.kind
        yield Block(
            text=text,
            kind=kind,
            page=chunk.page if paged else None,
            level=chunk.level,
            label=chunk.label,
            marks=() if kind is BlockKind.FOOTNOTE else marks,
            cut_before=chunk.goes_back,
            cut_after=chunk.goes_on,
        )


def _flag_cuts(blocks: list[Block]) -> list[Block]:
    """The first and last running text of each page may be halves."""
    running = [index for index, block in enumerate(blocks) if block.kind is not BlockKind.FOOTNOTE]
    for before, after in pairwise(running):
        if blocks[before].page != blocks[after].page:
            blocks[before] = replace(blocks[before], cut_after=True)
            blocks[after] = replace(blocks[after], cut_before=True)
    return blocks
