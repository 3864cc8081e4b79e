"""A stored revision as parser objects, for code that works without a database."""

from __future__ import annotations

from letters.models import Passage, Revision
from letters.parser.parsed_letter import FootnoteMark, ParsedLetter, ParsedPassage, PassageKind, Publication


def parsed_letter_of(revision: Revision) -> ParsedLetter:
    """Return the revision's text and passages with its letter's title and subject, without the letter's other facts."""
    letter = revision.letter
    return ParsedLetter(
        text=revision.text,
        passages=tuple(passage_of(p) for p in revision.passages.all()),
        publication=Publication(letter.publication),
        kind=letter.kind,
        title=letter.title,
        subject=letter.subject,
        document_date=letter.document_date,
    )


def passage_of(passage: Passage) -> ParsedPassage:
    bounds = passage.sentence_bounds
    return ParsedPassage(
        kind=PassageKind(passage.kind),
        start=passage.start,
        end=passage.end,
        headings=tuple(passage.headings),
        page=passage.page,
        level=passage.level,
        label=passage.label,
        language=passage.language,
        sentences=tuple(zip(bounds[::2], bounds[1::2], strict=True)),
        marks=tuple(FootnoteMark(offset, label) for offset, label in passage.marks),
    )
