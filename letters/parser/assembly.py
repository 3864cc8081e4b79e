"""Layout of drafts as one clean text: passages with offsets, sentences, footnote marks and citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letters.parser.citations import find_citations
from letters.parser.draft_passages import CELL_GAP, DraftPassage
from letters.parser.headings import heading_paths
from letters.parser.identifiers import parse_identifier
from letters.parser.parsed_letter import FootnoteMark, ParsedCitation, ParsedPassage, PassageKind
from letters.parser.sentence_bounds import split_sentences
from letters.readers.blocks import BlockKind

BETWEEN = "\n\n"
_SENTENCES = {PassageKind.BODY, PassageKind.ANNEX, PassageKind.FOOTNOTE}


@dataclass(frozen=True, slots=True)
class AssembledText:
    text: str
    passages: tuple[ParsedPassage, ...]


def assemble(drafts: Sequence[DraftPassage]) -> AssembledText:
    passages = []
    at = 0
    for draft, path in zip(drafts, heading_paths(list(drafts)), strict=True):
        passages.append(_passage(draft, path, at))
        at += len(draft.text) + len(BETWEEN)
    return AssembledText(BETWEEN.join(draft.text for draft in drafts), tuple(passages))


def _passage(draft: DraftPassage, path: tuple[str, ...], at: int) -> ParsedPassage:
    sentences = _sentences(draft) if draft.kind in _SENTENCES else []
    return ParsedPassage(
        kind=draft.kind,
        start=at,
        end=at + len(draft.text),
        headings=path,
        page=draft.page,
        level=draft.level,
        label=draft.label,
        language=draft.language,
        sentences=tuple((at + start, at + end) for start, end in sentences),
        marks=tuple(FootnoteMark(at + offset, label) for offset, label in sorted(draft.marks)),
    )


def _sentences(draft: DraftPassage) -> list[tuple[int, int]]:
    """Split a draft into sentences, none of which crosses the cells of a table row."""
    if draft.block is not BlockKind.TABLE_ROW:
        return split_sentences(draft.text)
    found: list[tuple[int, int]] = []
    at = 0
    for cell in draft.text.split(CELL_GAP):
        found += [(at + start, at + end) for start, end in split_sentences(cell)]
        at += len(cell) + len(CELL_GAP)
    return found


def citations_in(drafts: Sequence[DraftPassage], laid: AssembledText, own: str | None) -> tuple[ParsedCitation, ...]:
    """Return every reference in the letter, except its own identifier in its letterhead."""
    found: list[ParsedCitation] = []
    for draft, passage in zip(drafts, laid.passages, strict=True):
        if draft.kind is PassageKind.HEADER and not draft.text.startswith(("Betreft", "Onderwerp", "Inzake")):
            continue
        here = _with_links(find_citations(draft.text, passage.start), draft, passage.start)
        found += [c for c in here if not (draft.kind in {PassageKind.HEADER, PassageKind.TITLE} and c.target == own)]
    return tuple(found)


def _with_links(found: list[ParsedCitation], draft: DraftPassage, at: int) -> list[ParsedCitation]:
    """Replace citations found by pattern with the links in the source, whose targets are certain."""
    linked: list[ParsedCitation] = []
    for link in draft.links:
        target = (
            parse_identifier(link.target)
            if link.target.startswith(("kst-", "blg-", "ah-", "h-", "kv-", "nds-"))
            else None
        )
        if target and 0 <= link.start < link.end <= len(draft.text):
            linked.append(ParsedCitation(draft.text[link.start : link.end], at + link.start, at + link.end, target))
    kept = [c for c in found if not any(x.start < c.end and c.start < x.end for x in linked)]
    return sorted([*kept, *linked], key=lambda citation: citation.start)
