"""Running text in a narrower column, such as beside a picture, makes paragraphs; short lines otherwise do not."""

from __future__ import annotations

import textwrap

import pytest

from letters.readers import read
from tests.letters.readers.drawn import column, pdf

WIDE = [
    "De minister schrijft de Kamer dat de torens langs de kust in het voorjaar door de wachters zijn nagekeken, en dat",
    "het licht van elk van die torens, ook dat van de kleine op het eiland, in de winter zonder onderbreking aan is,",
    "zoals de Kamer in een eerder debat heeft gevraagd en zoals met de wachters en hun gemeenten ook is afgesproken.",
]
PROSE = (
    "De toren op het eiland is de oudste van het land en staat op een duin dat door de zee wordt aangevreten. "
    "De wachter die er woont, heeft gevraagd of de voet van de toren met stenen mag worden versterkt. Dat gebeurt in "
    "het najaar, als de vogels weg zijn en het werk op het strand geen nesten meer verstoort."
)


def texts(middle: list[str]) -> list[str]:
    drawn = [*column(WIDE, top=760), *column(middle, top=700), *column(WIDE, top=680 - 12 * len(middle))]
    return [block.text for block in read(pdf(drawn)).blocks]


@pytest.mark.parametrize("width", [40, 50, 60, 70])
def test_text_beside_a_picture_is_one_paragraph(width: int) -> None:
    assert texts(textwrap.wrap(PROSE, width)) == [" ".join(WIDE), PROSE, " ".join(WIDE)]


def test_paragraphs_beside_a_picture_stay_apart() -> None:
    lines = textwrap.wrap(PROSE, 50)
    assert texts([*lines, "", *lines]) == [" ".join(WIDE), PROSE, PROSE, " ".join(WIDE)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Aan de voorzitter", "van de Kamer", "Postbus 12345", "1234 AB Torenstad", "Het Eiland", "Het Land"],
        ["de lamp", "de boei op zee", "de toren", "de wachter van het eiland", "het duin", "de haven"],
    ],
)
def test_an_address_or_a_list_stays_in_lines(lines: list[str]) -> None:
    assert texts(lines)[1:-1] == lines
