"""What is printed around the text of PDF pages goes; headings that come back over each point stay."""

from __future__ import annotations

import pytest

from letters.reading.pdf_furniture import Furniture, is_imprint
from letters.reading.pdf_lines import Line


@pytest.mark.parametrize(
    "foot",
    [
        "Staten-Generaal, vergaderjaar 2025–2026, 99 101, nr. 58 2",
        "Tweede Kamer, vergaderjaar 2019-2020, 99 101, nr. 12 4",
        "Kenmerk VB/BSK-2023/33017 Pagina 2 van 9",
        "VERZONNEN VOORBEELD P agina 1 van 2",
        "Page 3 of 7",
    ],
)
def test_a_foot_is_known_by_its_words(foot: str) -> None:
    assert is_imprint(foot)


@pytest.mark.parametrize("line", ["Zie pagina 3 van het rapport.", "De Staten-Generaal, zo luidt het advies, beslist."])
def test_running_text_is_no_foot(line: str) -> None:
    assert not is_imprint(line)


def test_the_same_subhead_at_the_top_of_a_page_is_no_running_head() -> None:
    pages = [
        [Line(text, page, 80, 300, 700 - 20 * row, 9) for row, text in enumerate(texts)]
        for page, texts in enumerate([["Vraag 1", "Is dat zo?", "Antwoord", "Ja."], ["Antwoord", "Nee.", "Slot"]], 1)
    ]
    kept, gone = Furniture(pages).split(pages[1], 2)
    assert [line.text for line in kept] == ["Antwoord", "Nee.", "Slot"]
    assert not gone
