"""Footnote marks in formats without superscripts, where they are part of the text."""

from __future__ import annotations

from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.pipeline import parse
from letters.readers.text.text_reader import read_text

OPEN = "Geachte voorzitter,\n\nHet kabinet heeft de proef bekeken.\n\n"


def sentences(parsed: ParsedLetter) -> list[str]:
    return [parsed.text[a:b] for p in parsed.passages if p.kind is PassageKind.BODY for a, b in p.sentences]


def marked(parsed: ParsedLetter) -> list[tuple[str, str]]:
    return [(parsed.text[p.start : m.offset][-6:], m.label) for p in parsed.passages for m in p.marks]


def test_marks_in_brackets_hang_on_their_notes() -> None:
    text = (
        "Kent u ‘De proef in Testdorp’?[1]\n\nDit is van belang[2], zo blijkt. Is dat zo? [3] Ja dus.\n\n"
        "[1] Proefkrant, 3 mei 2021.\n[2] https://voorbeeld.test/een\n[3] ‘Proef’, mei 2021.\n"
    )
    parsed = parse(read_text(OPEN + text))
    assert sentences(parsed)[1:] == [
        "Kent u ‘De proef in Testdorp’?",
        "Dit is van belang, zo blijkt.",
        "Is dat zo?",
        "Ja dus.",
    ]
    assert marked(parsed) == [("dorp’?", "1"), ("belang", "2"), ("at zo?", "3")]
    assert parsed.footnotes == 3


def test_brackets_without_a_note_are_words() -> None:
    assert sentences(parse(read_text(OPEN + "Zie daarvoor bron[4] en ook [5].")))[1:] == [
        "Zie daarvoor bron[4] en ook [5]."
    ]


def test_a_question_with_a_mark_glued_to_it_is_no_heading() -> None:
    text = "Kent u het bericht over de proef?1\n\nDat kent het kabinet.\n\n1 Zie Proefkrant, 3 mei 2021.\n"
    parsed = parse(read_text(OPEN + text))
    assert sentences(parsed)[1:] == ["Kent u het bericht over de proef?", "Dat kent het kabinet."]
    assert marked(parsed) == [("proef?", "1")]
