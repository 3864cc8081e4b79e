"""What shows no sign of a letter is none."""

from __future__ import annotations

import pytest

from letters.domain.letter import parse
from letters.domain.parsed import Publication
from letters.reading.blocks import Block, Form, Reading, Role
from letters.reading.text import read_text

SCRAP = "Boodschappen voor morgen. Brood en kaas."


@pytest.mark.parametrize("text", [SCRAP, "hallo", ""])
def test_a_scrap_is_another_paper_without_a_kind(text: str) -> None:
    parsed = parse(read_text(text))
    assert (parsed.publication, parsed.kind) == (Publication.OTHER, None)


@pytest.mark.parametrize(
    "sign",
    [
        "Geachte voorzitter,",
        "Betreft: proeven",
        "Den Haag, 3 mei 2020",
        "Kabinetsreactie op het advies over proeven.",
        "Hoogachtend,",
        "Een zin. " * 10,
    ],
)
def test_any_sign_of_a_letter_makes_it_one(sign: str) -> None:
    assert parse(read_text(f"{sign}\n\n{SCRAP}")).publication is Publication.LETTER


def test_so_does_what_the_source_says_of_it() -> None:
    stated = Reading(Form.HTML, (Block(SCRAP),), metadata={"DC.creator": ("Ministerie van Proeven",)})
    assert parse(stated).publication is Publication.LETTER
    assert parse(Reading(Form.XML, (Block(SCRAP, role=Role.ANSWER),))).publication is Publication.LETTER
