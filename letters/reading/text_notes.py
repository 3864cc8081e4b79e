"""Footnotes in text that has lost its type size: told by their mark, their number or the place where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from letters.reading.blocks import BlockKind
from letters.reading.text_marks import plain_label

if TYPE_CHECKING:
    from letters.reading.text import Chunk

_MARKED = re.compile(
    r"(?:<sup>\s*\[?(\d{1,3}|\*{1,3}|[a-z])\]?\s*</sup>|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[\^(\w{1,20})\]:|\[(\d{1,2})\](?=\s+[A-Z«]))\s*(?=\S)(.*)$"
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
    """The `X Noot` that official HTML leaves when it is pasted as text."""
    match = _NOOT.match(line.strip())
    return match is not None and (line.strip().startswith("X") or match[2] is None or match[1] is not None)


def may_be_note(line: str) -> bool:
    return _NUMBERED.match(line) is not None or note_at_line_start(line.strip()) is not None


def cites_as_note(line: str) -> bool:
    """`1 Kamerstuk …`: so telling that no empty line need set it apart."""
    match = _NUMBERED.match(line)
    return match is not None and _CITES.match(match[2]) is not None


def note_label_line(line: str) -> tuple[str | None, str]:
    match = _NOOT.match(line.strip())
    return (match[1], match[2] or "") if match else (None, "")


def note_at_line_start(line: str) -> tuple[str, str] | None:
    """(label, text) of a footnote whose mark is printed as one."""
    match = _MARKED.match(line)
    if match is None:
        return None
    return plain_label(match[1] or match[2] or match[3] or match[4]), match[5]


def numbered_notes(chunks: list[Chunk]) -> list[Chunk]:
    """Paragraphs such as `1 Zie …`, in order, that stand where a footnote would, become footnotes."""
    body = "\n".join("\n".join(chunk.lines) for chunk in chunks)
    expected = 1
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        parts = [chunk]
        if chunk.kind in {BlockKind.PARAGRAPH, BlockKind.FOOTNOTE}:
            parts = _split_at_numbers(chunk, expected)
        for place, part in enumerate(parts):
            match = _NUMBERED.match(part.lines[0]) if part.lines and part.kind is BlockKind.PARAGRAPH else None
            if match and expected <= int(match[1]) <= expected + 2:
                after = chunks[index + 1] if place == len(parts) - 1 and index + 1 < len(chunks) else None
                if place or _is_note(match, out, after, body):
                    part.kind, part.label = BlockKind.FOOTNOTE, match[1]
                    part.lines[0] = match[2]
            if part.kind is BlockKind.FOOTNOTE and part.label and part.label.isdigit():
                expected = max(expected, int(part.label) + 1)
            out.append(part)
    return out


def ocr_notes(chunks: list[Chunk], text: str) -> list[Chunk]:
    """A scan turns a raised 1 into `T`, `I`, `'` or `®`: a note where the text has such a mark too."""
    if any(chunk.kind is BlockKind.FOOTNOTE for chunk in chunks):
        return chunks
    marked = _OCR_MARK.search(text) is not None
    for index, chunk in enumerate(chunks):
        if chunk.kind is not BlockKind.PARAGRAPH or not chunk.after_gap or not (marked or _interrupts(chunks, index)):
            continue
        if match := _OCR.match(chunk.lines[0].strip()):
            chunk.kind, chunk.label = BlockKind.FOOTNOTE, "1"
            chunk.lines[0] = match[1]
            break
    return chunks


def _interrupts(chunks: Sequence[Chunk], index: int) -> bool:
    """The paragraph before breaks off, and the one after goes on with it."""
    before = chunks[index - 1] if index else None
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    if before is None or after is None or not after.lines or before.kind is not BlockKind.PARAGRAPH:
        return False
    return not _FINAL.search(before.lines[-1]) and after.lines[0].strip()[:1].islower()


def _split_at_numbers(chunk: Chunk, expected: int) -> list[Chunk]:
    """Notes at a page foot follow each other without an empty line: `1 Zie …`, `2 Zie …`."""
    opens_with = _NUMBERED.match(chunk.lines[0]) if chunk.lines else None
    if chunk.kind is BlockKind.PARAGRAPH and not opens_with:
        return [chunk]
    label = chunk.label if chunk.kind is BlockKind.FOOTNOTE else (opens_with[1] if opens_with else None)
    if label is None or not label.isdigit() or int(label) < expected:
        return [chunk]
    parts, number = [chunk], int(label)
    lines, chunk.lines = chunk.lines, chunk.lines[:1]
    for line in lines[1:]:
        match = _NUMBERED.match(line)
        if match and int(match[1]) == number + 1:
            number += 1
            parts.append(type(chunk)([line], chunk.page, BlockKind.PARAGRAPH, after_gap=False))
        else:
            parts[-1].lines.append(line)
    return parts


def _is_note(match: re.Match[str], before: Sequence[Chunk], after: Chunk | None, body: str) -> bool:
    """A number and a capital can open a heading too: a note cuts its text off, cites, or has its mark in it."""
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
