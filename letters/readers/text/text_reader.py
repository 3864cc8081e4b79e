"""Reader of plain text, OCR and Markdown-like text.

Steps: clean the characters, remove page furniture, group lines into chunks (paragraph, heading, list item, footnote),
join the lines of each chunk, remove the markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from letters.readers.blocks import Block, BlockKind, Form, LeftOut, Reading, Why
from letters.readers.heading_lines import asks, reads_as_bold_heading
from letters.readers.inline_text import composed
from letters.readers.integers import parse_integer
from letters.readers.text.inline_markdown import PRIVATE, SUPERSCRIPTS, clean_inline, is_markdown, markup_gone
from letters.readers.text.running_heads import Line, mark_furniture, paginate
from letters.readers.text.signature_columns import unfold_signatures
from letters.readers.text.text_chunks import Chunk
from letters.readers.text.text_footnotes import (
    cites_as_note,
    is_note_heading,
    may_be_note,
    note_at_line_start,
    note_label_line,
    numbered_notes,
    ocr_notes,
)
from letters.readers.unwrap import HYPHENS, SOFT_HYPHEN, Vocabulary, goes_on_in_bracket, hyphens_gone, join_lines
from letters.readers.web_page_lines import letter_bounds

_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\x7f\u200b-\u200f\ufeff\u2060\ud800-\udfff]")
_NEWLINE = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).){1,300})\1:?\s*$")
_ITALIC_LINE = re.compile(r"\*(?![\s*])([^*?:]{3,120})(?<!\s)\*\s*$")
_RUN_IN = re.compile(  # a bold heading before the first sentence of its paragraph
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
_RUNS_ON = re.compile(r"(?:Betreft|Onderwerp|Inzake)\b(?!.*[.!?]$)")  # a field of any number of lines
_LABEL = re.compile(
    r"(?:Datum|Betreft|Onze|Ons|Uw|Kenmerk|Bijlage|Zeer|Geachte|Contact|Pagina|Directie|Ministerie|Postbus|Aan|Nr\."
    r"|BRIEF)(?!\w)"
)
_HEAD = 25  # chunks that may contain the letterhead
# A complete line of a letterhead, even after a line without an end (a page's title), unless that line introduces a
# citation.
_HEAD_LINE = re.compile(
    r"\d{2} ?\d{3}(?:[ -]\(?(?:[IVXLC]{1,6}|\d{2})\)?)?(?:\s+[A-ZÀ-Þ][a-zà-ÿ]+\b(?!.*[.?!]$).*)?$"
    r"|Nr\.? ?\d{1,5}(?:\s+[A-Z]{4}.*)?$"
    r"|Vergaderjaar \d{4}.{1,12}$|(?:Tweede|Eerste) Kamer der Staten-Generaal(?:\s+\d)?$"
)
_CITES_ON = re.compile(
    r"(?:\b(?:[Kk]amerstuk(?:ken)?|[Dd]ossiers?|[Nn]rs?|nummers?|[Ee][Kk]|[Tt][Kk]|II?|en|of|zie|begroting|van|de)\.?"
    r"|[,;:(–—-])\s*$"
)
_OPENING_SIGNS = re.compile(r"(?:</?sup>|\s*o(?=\s)|[^\w<]|_|[⁰¹²³⁴⁵⁶⁷⁸⁹])*")
_QUOTED = re.compile(r"^\s*>\s?")
_MIN_WIDTH = 40


def read_text(text: str) -> Reading:
    """Read any text; never fails. Pages are counted only if form feeds mark them."""
    raw, text = text, _clean(text)
    markdown = is_markdown(text)
    lines = mark_furniture(paginate(_dedent(text)))
    kept, around = set_page_apart([line for line in lines if not line.furniture])
    kept = unfold_signatures(kept)
    vocabulary = Vocabulary.of("\n".join(line.text for line in kept))
    chunks, left_out = _chunks(kept, _wrap_width(kept), markdown=markdown)
    chunks = ocr_notes(numbered_notes(_flag_halves(chunks)), text)
    paged = "\f" in text.strip("\f\n ")
    blocks: list[Block] = []
    for chunk in chunks:
        read = list(_block(chunk, vocabulary, markdown, paged))
        left_out += _gone(chunk, read, markdown=markdown)
        blocks += read
    blocks = _flag_cuts(blocks)
    left_out += [LeftOut(Why.FURNITURE, line.text, line.page) for line in lines if line.furniture]
    left_out += [LeftOut(Why.WEBSITE, line.text, line.page) for line in around]
    page = tuple(" ".join(line.text.split()) for line in around)
    furniture = tuple(dict.fromkeys(line.text.strip() for line in lines if line.furniture))
    return Reading(
        form=Form.TEXT,
        blocks=tuple(blocks),
        pages=max((line.page for line in lines), default=1) if paged else None,
        furniture=furniture,
        website=page,
        marks_known=any(block.marks for block in blocks),
        left_out=tuple(left_out),
        printed=tuple(raw.split("\f")) if paged else (raw,),
    )


def set_page_apart(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split the lines into those of the letter and the non-empty ones of the web page it was copied from."""
    first, last = letter_bounds([line.text for line in lines])
    return lines[first:last], [line for line in (*lines[:first], *lines[last:]) if line.text.strip()]


def _clean(text: str) -> str:
    text = _NEWLINE.sub("\n", PRIVATE.sub("", text))
    text = _CONTROL.sub("", text.replace("\t", "    ").replace("\u00a0", " ").replace("\u202f", " "))
    # A library's character for a line-end hyphen may occur without the line end itself.
    text = re.sub("([\ufffe\x02])(?=[^\\s])", "-\n", text)
    return composed(text)


def _dedent(text: str) -> str:
    """Remove the indentation that all lines share."""
    lines = text.split("\n")
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    shared = min(widths, default=0)
    return "\n".join(line[shared:] if line.strip() else line for line in lines) if shared else text


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the column at which this document wraps its lines, None if each line is a paragraph."""
    texts = [line.text.strip() for line in lines]
    wrapped = sorted(len(now) for now, then in pairwise(texts) if len(now) >= _MIN_WIDTH and then)
    runs_on = sum(1 for now, then in pairwise(texts) if now and then[:1].islower())
    if len(wrapped) < 3 or runs_on < len(wrapped) * 0.3:
        return None
    width = wrapped[int(len(wrapped) * 0.9)]
    return width if width <= 160 else None


def _chunks(lines: Sequence[Line], width: int | None, *, markdown: bool) -> tuple[list[Chunk], list[LeftOut]]:
    gathering = _Gathering(width, markdown)
    for line, following in zip_longest(lines, lines[1:]):
        gathering.take(line, following.text.strip() if following else "")
    return [chunk for chunk in gathering.chunks if chunk.lines or chunk.label], gathering.left_out


@dataclass(slots=True)
class _Gathering:
    """Groups lines into chunks, line by line. `gap`: an empty line, a rule or a page break precedes the next line.

    `bare_note`: the last line was only a note's heading, so its label or text comes next.
    """

    width: int | None
    markdown: bool
    chunks: list[Chunk] = field(default_factory=list)
    page: int = 0
    gap: bool = True
    bare_note: bool = False
    left_out: list[LeftOut] = field(default_factory=list)

    def take(self, line: Line, following: str) -> None:
        text, new_page = line.text.rstrip(), line.page != self.page and self.page > 0
        self.page, self.gap = line.page, self.gap or new_page
        if not text.strip() or _RULE.match(text):
            self._take_rule(text, new_page)
        elif is_note_heading(text):
            self._open_note(text)
        elif self.bare_note:
            self._fill_note(text.strip())
        else:
            self._take_words(text, following, new_page)

    def _take_rule(self, text: str, new_page: bool) -> None:
        """Handle an empty line or a rule; a rule right under a line turns that line into a heading."""
        self.gap = True
        if text.strip():
            self.left_out.append(LeftOut(Why.MARKUP, text, self.page))
        if text.strip() and self.chunks and not new_page and _is_setext(self.chunks[-1], text):
            self.chunks[-1].kind = BlockKind.HEADING
            self.chunks[-1].level = 1 if "=" in text else 2

    def _open_note(self, text: str) -> None:
        label, rest = note_label_line(text)
        words = text.removesuffix(rest).strip().removesuffix(label or "")
        self.left_out.append(LeftOut(Why.WEBSITE, words, self.page))
        self.chunks.append(Chunk([rest] if rest else [], self.page, BlockKind.FOOTNOTE, label=label))
        self.bare_note, self.gap = not rest, False

    def _fill_note(self, text: str) -> None:
        note, self.gap = self.chunks[-1], False
        if note.label is None and parse_integer(text) is not None:
            note.label = text
        else:
            note.lines.append(text)
            self.bare_note = False

    def _breaks_off(self, previous: Chunk, text: str, following: str) -> bool:
        return _breaks(previous, text, following, self.width, early=len(self.chunks) < _HEAD)

    def _take_words(self, text: str, following: str, new_page: bool) -> None:
        previous = self.chunks[-1] if self.chunks else None
        chunk = _opening(text, self.page, markdown=self.markdown, previous=previous, gap=self.gap)
        if chunk is not None:
            self.chunks.append(chunk)
            self._put_signs_down(text, chunk)
        elif self.gap or previous is None or self._breaks_off(previous, text, following):
            self.chunks.append(Chunk([text], self.page))
        else:
            previous.lines.append(text)
        last = self.chunks[-1]
        last.after_gap = self.gap if len(last.lines) == 1 else last.after_gap
        last.new_page = new_page or last.new_page
        self.gap = False

    def _put_signs_down(self, text: str, chunk: Chunk) -> None:
        """Record the signs that marked a line as heading, item, note or row, for the ledger."""
        signs = text.replace(chunk.lines[0], "", 1) if chunk.lines else text
        signs = signs.translate(SUPERSCRIPTS).replace(chunk.label or "", "", 1)
        if signs.strip() and _OPENING_SIGNS.fullmatch(signs):
            self.left_out.append(LeftOut(Why.MARKUP, signs, self.page))


def _opening(text: str, page: int, *, markdown: bool, previous: Chunk | None, gap: bool) -> Chunk | None:
    """Return the chunk that this line opens if it is a heading, note, row or list item, else None."""
    if markdown and (match := _HEADING.match(text.strip())):
        return Chunk([match[2]], page, BlockKind.HEADING, level=len(match[1]))
    if note := note_at_line_start(text.strip()):
        return Chunk([note[1]], page, BlockKind.FOOTNOTE, label=note[0])
    if markdown and gap and (match := _BOLD_LINE.match(text.strip())) and not asks(match[2]):
        return Chunk([match[2]], page, BlockKind.HEADING)
    if markdown and gap and (match := _ITALIC_LINE.match(text.strip())) and reads_as_bold_heading(match[1]):
        return Chunk([text], page, BlockKind.HEADING)
    if _TABLE_ROW.match(text) and (markdown or text.rstrip().endswith("|")):
        return Chunk([] if _TABLE_RULE.match(text.strip()) else [text], page, BlockKind.TABLE_ROW)
    if (match := _BULLET.match(text)) and _may_open_item(match, previous, gap):
        level = 1 + len(match[1]) // 2 if match[1] else 1
        label = match[3]
        return Chunk([text[match.end() :]], page, BlockKind.LIST_ITEM, level=level, label=label)
    return None


def _may_open_item(match: re.Match[str], previous: Chunk | None, gap: bool) -> bool:
    """True if a label opens a list item:

    `5. De` at the start of a wrapped line does so only after an item or a colon.
    """
    if gap or previous is None:
        return match[3] is None or len(match[3].strip("().")) < 3
    last = previous.lines[-1].rstrip()
    if match[2] and last.endswith((".", "?")) and _CAPITAL.match(match.string, match.end()):
        return True  # a dash after the end of a sentence is a bullet
    return previous.kind is BlockKind.LIST_ITEM or last.endswith((":", ";"))


def _breaks(chunk: Chunk, text: str, following: str, width: int | None, *, early: bool) -> bool:
    """True if the line after `chunk` starts a new paragraph without an empty line before it."""
    last = chunk.lines[-1] if chunk.lines else ""
    if last.rstrip().endswith(tuple(HYPHENS + SOFT_HYPHEN)):
        return False
    if chunk.kind is BlockKind.HEADING or chunk.kind is BlockKind.TABLE_ROW:
        return True
    if last.rstrip().endswith(("**", "__")) and len(chunk.lines) == 1 and _BOLD_LINE.match(last.strip()):
        return True  # a question in bold: its answer follows
    if goes_on_in_bracket(last, text):
        return False
    if early and _HEAD_LINE.match(text.strip()) and not _CITES_ON.search(last) and last.count("(") <= last.count(")"):
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
    return chunk.kind is not BlockKind.FOOTNOTE if width is None else _stops_short(last, text, following, width)


def _stops_short(last: str, text: str, following: str, width: int) -> bool:
    """True if a line ends early: the first word of `text` would have fitted on it, or `text` reads as a heading."""
    if _ENDS.search(last):
        heads = len(text) < width * 0.6 and not _ENDS.search(text) and _CAPITAL.match(following) is not None
        return heads or len(last.strip()) < width * 0.82
    return len(last.strip()) + 1 + len(text.split(None, 1)[0]) < width * 0.72


def _hangs(first: str, text: str) -> bool:
    """True if the line is aligned with the first word of a note, not with its number."""
    label = re.match(r"\s*\d{1,2}\)?\s{2,}(?=\S)", first)
    return label is not None and abs(label.end() - (len(text) - len(text.lstrip(" ")))) <= 1


def _flag_halves(chunks: list[Chunk]) -> list[Chunk]:
    """Flag a line right below another that has no end and precedes a gap: it is half a paragraph, not a heading."""
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
    lines = [_QUOTED.sub("", line) for line in chunk.lines]
    if markdown and chunk.kind is BlockKind.PARAGRAPH and (match := _RUN_IN.match(lines[0])):
        yield Block(match[1].strip(), BlockKind.HEADING, page=chunk.page if paged else None)
        lines[0] = lines[0][match.end() :]
    if markdown:
        lines = [re.sub(r"\\$", "", line.rstrip()) for line in lines]
    joined = join_lines(lines, vocabulary)
    if chunk.kind is BlockKind.PARAGRAPH and joined.startswith(("| ", "¦ ")) and joined.count("|") < 2:
        joined = joined[2:]  # the edge of a scanned page
    if chunk.kind is BlockKind.TABLE_ROW:
        cells = joined.strip().removeprefix("|").removesuffix("|").split("|")
        joined = " | ".join(cell.strip() for cell in cells)
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


def _gone(chunk: Chunk, blocks: Sequence[Block], *, markdown: bool) -> Iterator[LeftOut]:
    """Yield the text of a chunk that is in none of its blocks: line-end hyphens, markup, marks inside a note."""
    lines = [_QUOTED.sub("", line) for line in chunk.lines]
    raw = " ".join(" ".join(lines).split())
    text = "".join(block.text + "".join(mark.label for mark in block.marks) for block in blocks)
    if chunk.gone.strip():
        yield LeftOut(Why.MARKUP, chunk.gone, chunk.page)
    if quoted := sum(before != after for before, after in zip(chunk.lines, lines, strict=True)):
        yield LeftOut(Why.MARKUP, ">" * quoted, chunk.page)
    if (chunk.kind is BlockKind.FOOTNOTE or not blocks) and (marks := clean_inline(raw, markdown=False)[1]):
        yield LeftOut(Why.NUMBER, "".join(mark.label for mark in marks), chunk.page)
    if not blocks and chunk.label:
        yield LeftOut(Why.NUMBER, chunk.label, chunk.page)
    if len(raw.replace(" ", "")) == len("".join(text.split())):
        return
    if markup := markup_gone(raw, text, markdown=markdown):
        yield LeftOut(Why.MARKUP, markup, chunk.page)
    if hyphens := hyphens_gone(lines, text + markup):
        yield LeftOut(Why.HYPHEN, hyphens, chunk.page)


def _flag_cuts(blocks: list[Block]) -> list[Block]:
    """Flag the first and last running text of each page: they may be halves of a paragraph."""
    running = [index for index, block in enumerate(blocks) if block.kind is not BlockKind.FOOTNOTE]
    for before, after in pairwise(running):
        if blocks[before].page != blocks[after].page:
            blocks[before] = replace(blocks[before], cut_after=True)
            blocks[after] = replace(blocks[after], cut_before=True)
    return blocks
