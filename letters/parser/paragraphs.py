"""Rejoining of paragraphs split by a page break, a hyphen or a footnote."""

from __future__ import annotations

import re

from letters.parser.draft_passages import DraftPassage
from letters.parser.parsed_letter import PassageKind
from letters.parser.sentence_bounds import STARTER, ends_in_abbreviation
from letters.readers.blocks import BlockKind, Link, Why
from letters.readers.unwrap import HYPHENS, Vocabulary, goes_on_in_bracket, join_two

_ENDED = re.compile(r"[.?!:;…][»”\"’')\]*]*$")
_ITEM = re.compile(r"(?:[-•–—▪*]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s")
DANGLING = re.compile(
    r"\s(?:de|het|een|van|voor|in|op|te|aan|met|en|of|door|bij|om|dat|die|als|over|tot|uit|naar|tussen|ook|zoals|via|is|zijn|wordt|worden)$"
)
_TAIL = 300  # characters at the end of a piece that show whether it continues
_WHOLE_LINE = 60  # characters: a shorter paragraph without a full stop may be a heading or an unmarked list item


def join_split_paragraphs(drafts: list[DraftPassage], *, stated: bool) -> list[DraftPassage]:
    """Join halves of paragraphs; footnotes between the halves follow the whole. With `stated`, change nothing."""
    if stated:
        return drafts
    out: list[DraftPassage] = []
    vocabulary: Vocabulary | None = None  # built on demand: costly, and few letters need it
    last: DraftPassage | None = None  # the running paragraph that may continue
    for draft in drafts:
        if draft.beside:
            out.append(draft)
            continue
        if last is not None and draft.runs and _goes_on(last, draft):
            if vocabulary is None and last.text.endswith(tuple(HYPHENS)):
                vocabulary = Vocabulary.of("\n".join(draft.text for draft in drafts if draft.runs))
            _append(last, draft, vocabulary or Vocabulary())
            continue
        out.append(draft)
        if draft.runs:
            last = draft
        elif draft.kind is not PassageKind.FOOTNOTE and not _passes(draft):
            last = None
    return out


def _passes(draft: DraftPassage) -> bool:
    """True if a paragraph may continue after this draft: margin text or a page header, read in its middle."""
    return draft.kind is PassageKind.HEADER


def _goes_on(first: DraftPassage, second: DraftPassage) -> bool:
    if BlockKind.TABLE_ROW in {first.block, second.block} or first.kind is not second.kind:
        return False
    if second.block is BlockKind.LIST_ITEM:
        return False
    start, end = second.text, first.text[-_TAIL:]  # bounded, since a paragraph may be joined from thousands of pieces
    if end.endswith(tuple(HYPHENS)) and len(end) > 1 and end[-2].isalnum():
        return True
    if ends_in_abbreviation(end) and re.match(r"[(«]?[a-zà-ÿ\d]", start):
        return True
    if _ENDED.search(end):
        return False
    if start[:1].islower():
        return not _ITEM.match(start)
    if first.block is BlockKind.LIST_ITEM:
        return first.cut_after and second.cut_before
    if open_bracket(end) or DANGLING.search(end) or goes_on_in_bracket(end, start):
        return True
    if first.cut_after and second.cut_before:
        return True
    # A name or a number may continue a sentence; `De` or `Het` starts one: two items of an unmarked list.
    return len(end) >= _WHOLE_LINE and not _ITEM.match(start) and not STARTER.match(start)


def open_bracket(text: str) -> bool:
    tail = text[-_TAIL:]
    return tail.count("(") > tail.count(")") or tail.count("«") > tail.count("»")


def _append(first: DraftPassage, second: DraftPassage, vocabulary: Vocabulary) -> None:
    tail, start = join_two(first.text[-80:], second.text, vocabulary)
    if start[:1] in {".", ",", ";", ":", ")", "»"}:
        tail = tail.rstrip()
    first.take_out(Why.HYPHEN, "-" * (len(first.text[-80:].rstrip()) - len(tail.rstrip())))
    first.gone += second.gone
    first.text = first.text[:-80] + tail
    at = len(first.text)
    moved = at + len(start) - len(second.text)
    if second.page != first.page or second.breaks:
        first.breaks += [(at, second.page), *((offset + moved, page) for offset, page in second.breaks)]
    first.text += start
    first.marks += [(max(at, offset + moved), label) for offset, label in second.marks]
    first.links += [Link(link.start + moved, link.end + moved, link.target) for link in second.links]
    first.cut_after = second.cut_after
