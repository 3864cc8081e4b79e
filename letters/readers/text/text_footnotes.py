"""Footnotes in text without type sizes: recognised by their mark, number or position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.readers.blocks import BlockKind
from letters.readers.integers import parse_integer
from letters.readers.text.inline_markdown import plain_label
from letters.readers.text.text_chunks import Chunk

_MARKED = re.compile(
    r"(?:<sup>\s*\[?(\d{1,3}|\*{1,3}|[a-z])\]?\s*</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[\^(\w{1,20})\]:|\[(\d{1,2})\](?=\s+(?:[A-Z«‘“\"'(]|https?:|www\.)))\s*(?=\S)(.*)$"
)
_NOOT = re.compile(r"(?:X\s*)?Noot(?:\s+(\d{1,3}))?(?:\s*[:.]?\s+(\S.*))?$")
_NUMBERED = re.compile(r"\s*(\d{1,2})\)?\s+((?:[«“\"'‘(]?[A-ZÀ-Þ]|https?:|www\.).*)$")
_OCR = re.compile(r"[TIl|!’'‘*®°†](?:\s|\s?\)\s?)([A-ZÀ-Þ«].*)$")
_OCR_MARK = re.compile(r"(?<=[a-zà-ÿ)»])[®°©™?](?=[\s.,;:)]|$)")
_SOURCE = re.compile(
    r"Kamerstuk|Kamerbrief|Handelingen|Aanhangsel|\bZie\b|https?:|www\.|\bIbid|\bStb\b|\bStcrt|\bPb\b|\bCOM\b"
    r"|\bnr\. \d|\bd\.d\."
    r"|raadpleeg|beschikbaar|bijlage",
    re.IGNORECASE,
)
_CITES = re.compile(r"Kamerstuk|Kamerbrief|Zie\b|Handelingen|Aanhangsel|https?:|www\.|Stb\b|COM\b|Brief van|Vgl\.")
_FINAL = re.compile(r"[.?!:;…][»”\"’')\]]*\d{0,2}\s*$")


def is_note_heading(line: str) -> bool:
    """True if a line is the `X Noot` heading that official HTML leaves when pasted as text."""
    match = _NOOT.match(line.strip())
    return match is not None and (line.strip().startswith("X") or match[2] is None or match[1] is not None)


def may_be_note(line: str) -> bool:
    return _NUMBERED.match(line) is not None or note_at_line_start(line.strip()) is not None


def cites_as_note(line: str) -> bool:
    """True if a line is a note such as `1 Kamerstuk …`, evident without an empty line before it."""
    match = _NUMBERED.match(line)
    return match is not None and _CITES.match(match[2]) is not None


def note_label_line(line: str) -> tuple[str | None, str]:
    match = _NOOT.match(line.strip())
    return (match[1], match[2] or "") if match else (None, "")


def note_at_line_start(line: str) -> tuple[str, str] | None:
    """Return (label, text) of a footnote that opens with an explicit mark, else None."""
    match = _MARKED.match(line)
    if match is None:
        return None
    return plain_label(match[1] or match[2] or match[3] or match[4]), match[5]


def numbered_notes(chunks: list[Chunk]) -> list[Chunk]:
    """Turn paragraphs such as `1 Zie …`, in sequence and in a footnote's position, into footnotes."""
    body = "\n".join("\n".join(chunk.lines) for chunk in chunks)
    expected = 1
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        parts = [chunk]
        if chunk.kind in {BlockKind.PARAGRAPH, BlockKind.FOOTNOTE}:
            parts = _split_at_numbers(chunk, expected)
        for place, part in enumerate(parts):
            match = _NUMBERED.match(part.lines[0]) if part.lines and part.kind is BlockKind.PARAGRAPH else None
            number = parse_integer(match[1]) if match else None
            if match and number is not None and expected <= number <= expected + 2:
                after = chunks[index + 1] if place == len(parts) - 1 and index + 1 < len(chunks) else None
                if place or _is_note(match, out, after, body):
                    part.kind, part.label = BlockKind.FOOTNOTE, match[1]
                    part.gone = match.string[match.end(1) : match.start(2)]
                    part.lines[0] = match[2]
            if part.kind is BlockKind.FOOTNOTE:
                expected = max(expected, (parse_integer(part.label) or 0) + 1)
            out.append(part)
    return out


def ocr_notes(chunks: list[Chunk], text: str) -> list[Chunk]:
    """Recognise a note whose superscript 1 OCR read as `T`, `I`, `'` or `®`, if the text has such a mark too."""
    if any(chunk.kind is BlockKind.FOOTNOTE for chunk in chunks):
        return chunks
    marked = _OCR_MARK.search(text) is not None
    for index, chunk in enumerate(chunks):
        if chunk.kind is not BlockKind.PARAGRAPH or not chunk.after_gap or not (marked or _interrupts(chunks, index)):
            continue
        if match := _OCR.match(chunk.lines[0].strip()):
            chunk.kind, chunk.label = BlockKind.FOOTNOTE, "1"
            chunk.gone = match.string[1 : match.start(1)]
            chunk.lines[0] = match[1]
            break
    return chunks


def _interrupts(chunks: Sequence[Chunk], index: int) -> bool:
    """True if a paragraph interrupts a sentence: the one before breaks off, and the one after continues it."""
    before = chunks[index - 1] if index else None
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    if before is None or after is None or not after.lines or before.kind is not BlockKind.PARAGRAPH:
        return False
    return not _FINAL.search(before.lines[-1]) and after.lines[0].strip()[:1].islower()


def _split_at_numbers(chunk: Chunk, expected: int) -> list[Chunk]:
    """Split consecutive notes at the bottom of a page without an empty line between them: `1 Zie …`, `2 Zie …`."""
    opens_with = _NUMBERED.match(chunk.lines[0]) if chunk.lines else None
    if chunk.kind is BlockKind.PARAGRAPH and not opens_with:
        return [chunk]
    label = chunk.label if chunk.kind is BlockKind.FOOTNOTE else (opens_with[1] if opens_with else None)
    number = parse_integer(label)
    if number is None or number < expected:
        return [chunk]
    parts = [chunk]
    lines, chunk.lines = chunk.lines, chunk.lines[:1]
    for line in lines[1:]:
        match = _NUMBERED.match(line)
        if match and parse_integer(match[1]) == number + 1:
            number += 1
            parts.append(Chunk([line], chunk.page, BlockKind.PARAGRAPH, after_gap=False))
        else:
            parts[-1].lines.append(line)
    return parts


def _is_note(match: re.Match[str], before: Sequence[Chunk], after: Chunk | None, body: str) -> bool:
    """True if a numbered paragraph is a note, not a heading: it interrupts the text, cites, or has its mark there."""
    label, text = match[1], match[2]
    running = next((chunk for chunk in reversed(before) if chunk.kind is not BlockKind.FOOTNOTE), None)
    interrupts = running is not None and len(" ".join(running.lines)) > 40 and not _FINAL.search(running.lines[-1])
    resumes = after is not None and bool(after.lines) and (after.lines[0].strip()[:1].islower())
    if interrupts and (resumes or _SOURCE.search(text)):
        return True
    glued = re.search(
        rf"(?<=[a-zà-ÿ»”\"’)]){label}(?=[\s.,;:)»]|$)|(?<=[a-zà-ÿ][.,;:]){label}(?=\s|$)|(?<=(?:19|20)\d\d){label}(?!\d)|(?<=[A-Z]{{2}}){label}(?=[\s.,;:)»]|$)",
        body,
    )
    return glued is not None or bool(_SOURCE.search(text)) or resumes
