"""Citing sentences: in sentences, headings, footnotes, tables and across sentences; and marks with their notes."""

from __future__ import annotations

import pytest

from letters.parser.citations import find_citations
from letters.parser.citing_sentences import citing_sentences
from letters.parser.footnote_links import link_marks
from letters.parser.parsed_letter import FootnoteMark, ParsedCitation, ParsedPassage, PassageKind
from letters.parser.pipeline import parse
from letters.readers import read
from tests.factories import letter

BODY, NOTE, HEADING = PassageKind.BODY, PassageKind.FOOTNOTE, PassageKind.HEADING


def cited(text: str, *passages: ParsedPassage) -> list[tuple[str, str | None]]:
    """Return, of each citation found in the text, its sentence and the sentence of its footnote."""
    found = citing_sentences(passages, find_citations(text))
    return [
        (text[each.start : each.end], each.note_of and text[slice(*each.note_of)]) for each in found if each is not None
    ]


def of(sentence: str) -> tuple[str, None]:
    return sentence, None


def test_two_citations_in_a_sentence_and_one_in_the_next_each_have_theirs() -> None:
    text = "Zie Kamerstuk 99 301, nr. 7 en Kamerstuk 99 302, nr. 8. Ook Kamerstuk 99 301, nr. 9. Niets."
    sentences = ((0, 55), (56, 84), (85, 91))
    first, second = text[:55], text[56:84]
    assert cited(text, ParsedPassage(BODY, 0, 91, sentences=sentences)) == [of(first), of(first), of(second)]


def test_a_citation_that_touches_several_sentences_has_them_all() -> None:
    text = "Zie Kamerstuk 99 301, nr. 7. Verder niets."
    passage = ParsedPassage(BODY, 0, len(text), sentences=((0, 25), (26, 28), (29, 42)))
    assert cited(text, passage) == [of(text[:28])]


@pytest.mark.parametrize("kind", [HEADING, PassageKind.TITLE, PassageKind.HEADER, PassageKind.SIGNATURE])
def test_a_passage_without_sentences_is_one(kind: PassageKind) -> None:
    text = "Reactie op Kamerstuk 99 301, nr. 7"
    assert cited(text, ParsedPassage(kind, 0, len(text))) == [of(text)]


def test_a_citation_in_a_footnote_has_the_sentence_of_the_first_mark_too() -> None:
    body, note = "Dat is gemeld. Het blijft zo. En weer zo.", "Kamerstuk 99 301, nr. 7."
    text = f"{body}\n\n{note}"
    marks = (FootnoteMark(14, "1"), FootnoteMark(len(body), "1"))
    running = ParsedPassage(BODY, 0, 41, sentences=((0, 14), (15, 29), (30, 41)), marks=marks)
    foot = ParsedPassage(NOTE, 43, len(text), label="1", sentences=((43, len(text)),))
    assert cited(text, running, foot) == [(note, "Dat is gemeld.")]


def test_a_mark_within_a_sentence_belongs_to_that_sentence_and_one_without_a_note_to_none() -> None:
    body, note = "Eerst iets. De brief daarover is bekend.", "Kamerstuk 99 301, nr. 7."
    text = f"{body}\n\n{note}"
    sentences = ((0, 11), (12, 40))
    foot = ParsedPassage(NOTE, 42, len(text), label="2", sentences=((42, len(text)),))
    for label, sentence in (("2", body[12:]), ("3", None)):
        running = ParsedPassage(BODY, 0, 40, sentences=sentences, marks=(FootnoteMark(20, label),))
        assert cited(text, running, foot) == [(note, sentence)]


def test_a_place_outside_every_passage_has_no_sentence() -> None:
    citation = ParsedCitation("Kamerstuk 99 301, nr. 7", 90, 113, "kst-99301-7")
    assert citing_sentences([ParsedPassage(BODY, 0, 91, sentences=((0, 91),))], [citation]) == [None]


def test_numbering_of_notes_that_restarts_is_followed() -> None:
    marks = [(5, "1"), (30, "1"), (20, "2"), (50, "1"), (60, "x")]
    assert list(link_marks(marks, ["1", "2", "1"])) == [(5, "1", 0), (20, "2", 1), (30, "1", 2), (50, "1", 2)]


def test_in_a_letter_as_read_every_citing_sentence_holds_its_citation_verbatim() -> None:
    sentences = (
        "Zoals gemeld (Kst. 99 301, nr. 7) blijft de druk hoog.",
        "De stukken 99 301, nrs. 4 t/m 6 en nr. 9 gaan daarover.",
        "Het advies is bekend.[^1] Daar bleef het bij.",
        "Zie ook kst-99302-12.",
    )
    text = letter(sentences=sentences) + "\n[^1]: Kamerstuk 99 303, nr. 3, bijlage.\n"
    parsed = parse(read(text.encode()))
    found = citing_sentences(parsed.passages, parsed.citations)
    assert [citation.target for citation in parsed.citations] == [
        "kst-99301-7", "kst-99301-4", "kst-99301-6", "kst-99301-9", "kst-99302-12", "kst-99303-3",
    ]  # fmt: skip
    for citation, sentence in zip(parsed.citations, found, strict=True):
        assert sentence is not None
        assert sentence.start <= citation.start
        assert citation.end <= sentence.end
    words = [parsed.text[each.start : each.end] for each in found if each]
    assert words[0] == sentences[0]
    assert words[1] == words[2] == words[3] == sentences[1]
    assert found[-1] and found[-1].note_of and parsed.text[slice(*found[-1].note_of)] == "Het advies is bekend."
