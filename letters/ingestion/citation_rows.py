"""Writes the citations of a letter's current text, each with the sentence in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

from letters.models import Citation, Letter
from letters.parser.citing_sentences import CitingSentence, citing_sentences
from letters.parser.parsed_letter import ParsedCitation, ParsedPassage


def write_citations(
    letter: Letter, text: str, passages: Sequence[ParsedPassage], citations: Sequence[ParsedCitation]
) -> None:
    """Write the citations of a letter that has none."""
    sentences = citing_sentences(passages, citations)
    Citation.objects.bulk_create(
        row(letter, position, text, *each) for position, each in enumerate(zip(citations, sentences, strict=True))
    )


def row(
    letter: Letter, position: int, text: str, citation: ParsedCitation, sentence: CitingSentence | None
) -> Citation:
    return Citation(
        letter=letter,
        position=position,
        written=citation.written[:500],
        start=citation.start,
        end=citation.end,
        target=citation.target,
        sentence=text[sentence.start : sentence.end] if sentence else None,
        sentence_start=sentence.start if sentence else None,
        note_of=text[slice(*sentence.note_of)] if sentence and sentence.note_of else None,
        note_of_start=sentence.note_of[0] if sentence and sentence.note_of else None,
    )
