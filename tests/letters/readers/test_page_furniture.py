"""Page furniture of PDF pages is removed; headings repeated over each point are kept."""

from __future__ import annotations

import pytest

from letters.readers import read
from letters.readers.pdf.page_furniture import Furniture, is_imprint
from letters.readers.pdf.page_lines import Line
from tests.letters.readers.drawn import column, pdf


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


@pytest.mark.parametrize("pages", [1, 2, 3])
@pytest.mark.parametrize("copies", [2, 3])
def test_copies_of_a_letter_in_one_file_are_no_furniture(pages: int, copies: int) -> None:
    where = ["noord", "oost", "zuid", "west", "midden", "eiland"]
    letter = [[f"De torens langs de kust van {place} {page} zijn nagekeken." for place in where] for page in "abc"]
    drawn = [column(["Ministerie van Torens", "", *lines], top=760) for lines in letter[:pages]]
    text = " ".join(block.text for block in read(pdf(*drawn * copies)).blocks)
    assert text.count("zijn nagekeken.") == len(where) * pages * copies
