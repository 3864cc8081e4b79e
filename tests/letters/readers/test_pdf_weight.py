"""Bold is judged relative to the body: some fonts declare a weight that they do not have."""

from __future__ import annotations

import pytest

from letters.readers import read
from letters.readers.blocks import BlockKind
from letters.readers.pdf.page_layout import body_layout, weigh
from letters.readers.pdf.page_lines import BOLD, Line
from tests.letters.readers.drawn import LEADING, Words, column, pdf

BODY = [
    "Het kabinet heeft de torens langs de kust laten nakijken en vindt dat het licht",
    "overal aan moet, ook in de winter.",
    "Op 3 mei heeft de minister van Torens daarover gesproken met de wachters van",
    "ABC Licht en met de gemeenten, die het ermee eens zijn dat er iets moet gebeuren.",
    "Een deel van de torens gaat dicht",
    "EU-geld is daar niet voor nodig, zo blijkt uit het onderzoek dat is gedaan door de raad.",
    "De minister meldt de Kamer in het najaar hoe het met de torens en hun wachters is gegaan.",
    "Daarna komt het plan voor de volgende tien jaar, dat de wachters zelf zullen schrijven.",
    "De Kamer krijgt dat plan na de zomer.",
]


def headings(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize("font", ["Helvetica-Bold", "Times-Bold", "Courier-Bold"])
@pytest.mark.parametrize("pages", [1, 3])
def test_a_font_that_is_bold_throughout_makes_no_headings(font: str, pages: int) -> None:
    assert headings(pdf(*[column(BODY, top=700, font=font, size=8)] * pages)) == []


def test_a_page_that_is_bold_throughout_makes_none_in_a_letter_that_is_not() -> None:
    bold = column(BODY, top=700, font="Helvetica-Bold")
    assert headings(pdf(*[column(BODY, top=700)] * 3, bold)) == []


def test_a_bold_line_in_a_regular_body_is_a_heading() -> None:
    page = [*column(BODY, top=700), Words(70, 560, "Stand van zaken", font="Helvetica-Bold")]
    assert headings(pdf([*page, *column(BODY, top=560 - LEADING)])) == ["Stand van zaken"]


def test_a_larger_line_in_a_body_that_is_bold_throughout_is_a_heading() -> None:
    page = [*column(BODY, top=700, font="Helvetica-Bold"), Words(70, 560, "Stand van zaken", 14, "Helvetica-Bold")]
    assert headings(pdf([*page, *column(BODY, top=540, font="Helvetica-Bold")])) == ["Stand van zaken"]


@pytest.mark.parametrize(
    ("body", "heading", "is_bold"),
    [(400, 700, True), (0, 800, True), (700, 700, False), (720, 800, True), (800, 1000, True), (800, 400, False)],
)
def test_only_what_is_heavier_than_the_body_is_bold(body: int, heading: int, is_bold: bool) -> None:
    weights = [body, body, heading, *[body] * 9]
    page = [
        Line("Het licht blijft aan.", 1, 70, 300, 700 - 12 * row, 9, weight, weight >= BOLD)
        for row, weight in enumerate(weights)
    ]
    weigh([page], body_layout(page))
    assert page[2].bold is is_bold
    assert not page[0].bold
