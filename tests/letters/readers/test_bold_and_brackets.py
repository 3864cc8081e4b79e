"""Lines that resemble a heading without being one: a bold question, and a line that continues in a bracket."""

from __future__ import annotations

import pytest

from letters.parser.parsed_letter import PassageKind
from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import BlockKind
from tests.letters.readers.office_files import docx, paragraph

ANSWER = "Het kabinet deelt die zorg en zal hierover in het voorjaar met de provincies spreken."
QUESTIONS = [
    "Hoe gaat het nu verder?",
    "Kan dit sneller? Zo ja, hoe?",
    "Is dat «nodig»?”",
    "Wat kost dit?1",
    "1. Wat kost het?",
]
HEADINGS = ["Kosten en baten", "Box 1: Wat is een proef?", "1.2 Wat is er nodig?", "Kader 3 Hoe werkt het?"]
FORMS = {
    "text": lambda line: f"{ANSWER}\n\n**{line}**\n\n{ANSWER}\n".encode(),
    "text, close": lambda line: f"{ANSWER}\n\n**{line}**\n{ANSWER}\n".encode(),
    "HTML": lambda line: f"<p>{ANSWER}</p><p><b>{line}</b></p><p>{ANSWER}</p>".encode(),
    "HTML by style": lambda line: (
        f'<p>{ANSWER}</p><p style="x:y"><span style="font-weight: bold">{line}</span></p><p>{ANSWER}</p>'.encode()
    ),
    "DOCX": lambda line: docx(paragraph(ANSWER) + paragraph(line, bold=True) + paragraph(ANSWER)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_in_bold_is_asked_and_is_no_heading(form: str, question: str) -> None:
    passages = parse(read(FORMS[form](question))).passages
    assert PassageKind.HEADING not in {passage.kind for passage in passages}
    assert len(passages) == 3


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", HEADINGS)
def test_other_short_lines_in_bold_are_headings(form: str, heading: str) -> None:
    kinds = [block.kind for block in read(FORMS[form](heading)).blocks]
    assert kinds.count(BlockKind.HEADING) == 1


def test_a_question_that_the_source_calls_a_heading_is_one() -> None:
    kinds = [block.kind for block in read(f"<h2>Hoe nu verder?</h2><p>{ANSWER}</p>".encode()).blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]


LINES = ["Nota over de toestand van de dijken", "Steun aan de Raad", "De brief over het programma Proef"]
BRACKETS = [
    "(Kamerstuk 99 101, nr. 3) blijft het kabinet hierbij zoals dat eerder is gemeld.",
    "(zie de vorige brief). Het kabinet blijft hierbij zoals dat eerder is gemeld.",
    "[bijlage 3] blijft het kabinet hierbij zoals dat eerder is gemeld.",
    "(Proef en andere plannen) blijft het kabinet hierbij.",
]
BETWEEN = {"one line": "\n", "two paragraphs": "\n\n"}


@pytest.mark.parametrize("bracket", BRACKETS)
@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("line", LINES)
def test_a_line_that_goes_on_in_a_bracket_is_no_heading(line: str, between: str, bracket: str) -> None:
    text = f"{ANSWER}\n\n{line}{BETWEEN[between]}{bracket}\n\n{ANSWER}\n"
    parsed = parse(read(text.encode()))
    assert PassageKind.HEADING not in {passage.kind for passage in parsed.passages}
    assert f"{line} {bracket}" in parsed.text


@pytest.mark.parametrize(
    "below", ["(1) Het kabinet wil dit zo houden.", "(a) Het kabinet wil dit.", "De Raad sprak hierover."]
)
def test_a_heading_stands_over_a_list_and_a_paragraph_as_before(below: str) -> None:
    parsed = parse(read(f"{ANSWER}\n\nKosten en baten\n\n{below}\n\n{ANSWER}\n".encode()))
    assert "Kosten en baten" in [parsed.text[p.start : p.end] for p in parsed.passages if p.kind is PassageKind.HEADING]
