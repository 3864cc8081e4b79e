"""Paragraphs that a page break, a hyphen or a footnote cut in two are made whole."""

from __future__ import annotations

import re

from letters.domain.drafts import Draft
from letters.domain.parsed import PassageKind
from letters.domain.sentences import STARTER, ends_in_abbreviation
from letters.reading.blocks import BlockKind, Link
from letters.reading.lines import HYPHENS, Vocabulary, join_two

_ENDED = re.compile(r"[.?!:;…][»”\"’')\]*]*$")
_ITEM = re.compile(r"(?:[-•–—▪*]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s")
DANGLING = re.compile(
    r"\s(?:de|het|een|van|voor|in|op|te|aan|met|en|of|door|bij|om|dat|die|als|over|tot|uit|naar|tussen|ook|zoals|via|is|zijn|wordt|worden)$"
)
_WHOLE_LINE = 60  # characters: a paragraph of less that ends without a stop may be a heading or a list without marks


def join_cut(drafts: list[Draft], *, stated: bool) -> list[Draft]:
    """The drafts with halves joined; footnotes that stood between the halves follow the whole."""
    if stated:
        return drafts
    out: list[Draft] = []
    vocabulary: Vocabulary | None = None  # costs time, and few letters need it
    last: Draft | None = None  # the running paragraph that may go on
    for draft in drafts:
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


def _passes(draft: Draft) -> bool:
    """A letterhead's margin or a page head that was read in the middle of a paragraph."""
    return draft.kind is PassageKind.HEADER


def _goes_on(first: Draft, second: Draft) -> bool:
    if BlockKind.TABLE_ROW in {first.block, second.block} or first.kind is not second.kind:
        return False
    if second.block is BlockKind.LIST_ITEM:
        return False
    start, end = second.text, first.text
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
    if open_bracket(end) or DANGLING.search(end):
        return True
    if first.cut_after and second.cut_before:
        return True
    # A name or a number may go on a sentence; `De` or `Het` begins one: two items of a list without marks.
    return len(end) >= _WHOLE_LINE and not _ITEM.match(start) and not STARTER.match(start)


def open_bracket(text: str) -> bool:
    tail = text[-300:]
    return tail.count("(") > tail.count(")") or tail.count("«") > tail.count("»")


def _append(first: Draft, second: Draft, vocabulary: Vocabulary) -> None:
    tail, start = join_two(first.text[-80:], second.text, vocabulary)
    if start[:1] in {".", ",", ";", ":", ")", "»"}:
        tail = tail.rstrip()
    first.text = first.text[:-80] + tail
    at = len(first.text)
    moved = at + len(start) - len(second.text)
    first.text += start
    first.marks += [(max(at, offset + moved), label) for offset, label in second.marks]
    first.links += [Link(link.start + moved, link.end + moved, link.target) for link in second.links]
    first.cut_after = second.cut_after
