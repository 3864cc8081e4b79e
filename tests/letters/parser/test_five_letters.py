"""The five reference letters are parsed exactly as annotated."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from letters.parser.citations import targets
from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.pipeline import parse
from letters.readers.text.text_reader import read_text

SHARED = Path(__file__).resolve().parents[4] / "shared" / "letters"
EXPECTED: dict[str, Any] = json.loads((SHARED / "expected.json").read_text()) if SHARED.is_dir() else {}

pytestmark = pytest.mark.skipif(not EXPECTED, reason="../shared/letters is not here")


def parsed(name: str) -> ParsedLetter:
    return parse(read_text((SHARED / name).read_text()))


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("field", ["identifier", "dossier_title", "number", "session", "title", "kind", "chamber"])
def test_a_stated_field_comes_out(name: str, field: str) -> None:
    if field in EXPECTED[name]:
        assert getattr(parsed(name), field) == EXPECTED[name][field]


@pytest.mark.parametrize("name", EXPECTED)
def test_date_people_and_references_come_out(name: str) -> None:
    letter, expected = parsed(name), EXPECTED[name]
    day = expected["document_date"]
    assert letter.document_date == (date.fromisoformat(day) if day else None)
    assert list(letter.dossiers) == expected["dossiers"]
    assert [[s.name, s.office] for s in letter.signatories] == expected["signatories"]
    assert list(targets(letter.citations)) == expected["citations"]


@pytest.mark.parametrize("name", EXPECTED)
def test_footnotes_annexes_and_headings_come_out(name: str) -> None:
    letter, expected = parsed(name), EXPECTED[name]
    if expected["footnotes"] is not None:
        assert letter.footnotes == expected["footnotes"]
    assert letter.annexes == expected.get("annexes", 0)
    assert [letter.text[p.start : p.end] for p in letter.passages if p.kind is PassageKind.HEADING] == expected[
        "headings"
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_sentences_that_pages_cut_are_whole(name: str) -> None:
    letter = parsed(name)
    sentences = [letter.text[start:end] for p in letter.passages for start, end in p.sentences]
    for whole in EXPECTED[name]["whole_sentences"]:
        assert sentences.count(whole) == 1
