"""The sentence in which a citation stands, and for one in a footnote the sentence that the note belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letters.parser.footnote_links import link_marks
from letters.parser.parsed_letter import ParsedCitation, ParsedPassage, PassageKind

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """Places in the clean text. `note_of` is the sentence with the first mark of the footnote, None outside one."""

    start: int
    end: int
    note_of: Span | None = None


def citing_sentences(
    passages: Sequence[ParsedPassage], citations: Sequence[ParsedCitation]
) -> list[CitingSentence | None]:
    """Return the citing sentence of each citation; None for one that lies in no passage.

    One that touches several sentences has them all, from the first to the last. A passage without sentences (heading,
    title, subject, signature) counts as one, and so does a passage in which the citation touches no sentence.
    """
    notes = [passage for passage in passages if passage.kind is PassageKind.FOOTNOTE]
    marks = [(mark.offset, mark.label) for passage in passages for mark in passage.marks]
    marked: dict[int, int] = {}
    for place, _label, index in link_marks(marks, [note.label for note in notes]):
        marked.setdefault(notes[index].start, place)
    found: list[CitingSentence | None] = []
    for citation in citations:
        passage = _passage_of(passages, citation.start, citation.end)
        if passage is None:
            found.append(None)
            continue
        offset = marked.get(passage.start) if passage.kind is PassageKind.FOOTNOTE else None
        found.append(
            CitingSentence(
                *_sentences_of(passage, citation.start, citation.end),
                None if offset is None else _sentence_before(passages, offset),
            )
        )
    return found


def _passage_of(passages: Sequence[ParsedPassage], start: int, end: int) -> ParsedPassage | None:
    return next((passage for passage in passages if passage.start <= start < end <= passage.end), None)


def _sentences_of(passage: ParsedPassage, start: int, end: int) -> Span:
    """Return the sentences of the passage that overlap the place, else the passage."""
    touched = [bounds for bounds in passage.sentences if bounds[0] < end and start < bounds[1]]
    first, last = (touched[0][0], touched[-1][1]) if touched else (passage.start, passage.end)
    return min(first, start), max(last, end)


def _sentence_before(passages: Sequence[ParsedPassage], offset: int) -> Span | None:
    """Return the sentence that a mark before `offset` closes or stands in; None if no passage has that place."""
    passage = next((each for each in passages if each.start <= offset <= each.end), None)
    if passage is None:
        return None
    there = [bounds for bounds in passage.sentences if bounds[0] < offset] or list(passage.sentences[:1])
    return there[-1] if there else (passage.start, passage.end)
