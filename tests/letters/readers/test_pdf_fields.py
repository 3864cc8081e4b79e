"""The fields of a letterhead are read in full, however their labels and values are laid out and drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import parse
from letters.readers import read
from tests.letters.readers.drawn import LEADING, Words, column, pdf

ADDRESS = column(["Aan de Voorzitter van de Tweede Kamer", "Postbus 20018"], top=780)
SUBJECT = ["Beslissing op het verzoek om de", "Torens en de Wachters langs", "de Noordkust te laten staan", "(2019)"]
BODY = [
    "Geachte voorzitter,",
    "",
    "Het kabinet heeft de torens langs de kust laten nakijken en vindt dat het licht overal aan",
    "moet blijven, ook in de winter, wanneer de nachten lang zijn en de zee het wildst is van al.",
    "",
    "De Minister van Buitenlandse Zaken,",
    "A.B. Verzonnen",
]


def letter(*drawn: Words, top: float = 620) -> ParsedLetter:
    return parse(read(pdf([*ADDRESS, *drawn, *column(BODY, top=top)])))


def stated(parsed: ParsedLetter) -> tuple[str | None, str | None]:
    return parsed.subject, str(parsed.document_date)


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
@pytest.mark.parametrize("x", [110, 130, 170])
@pytest.mark.parametrize("name", ["Betreft", "Onderwerp", "Betreft:"])
def test_a_subject_of_any_number_of_lines_under_its_value_is_whole(lines: int, x: float, name: str) -> None:
    drawn = [Words(70, 720, "Datum"), Words(x, 720, "4 maart 2021"), Words(70, 700, name)]
    drawn += column(SUBJECT[:lines], top=700, x=max(x, 120))
    assert stated(letter(*drawn)) == (" ".join(SUBJECT[:lines]), "2021-03-04")


@pytest.mark.parametrize("lines", [2, 3, 4])
@pytest.mark.parametrize("after", ["", "Kenmerk VT-2021/12"])
def test_a_subject_whose_lines_begin_under_its_label_is_whole(lines: int, after: str) -> None:
    subject = ["Betreft: " + SUBJECT[0], *SUBJECT[1:lines]]
    drawn = column(["Datum: 4 maart 2021", *subject, after], top=720)
    assert stated(letter(*drawn)) == (" ".join(SUBJECT[:lines]), "2021-03-04")


def test_a_subject_below_its_label_is_whole() -> None:
    drawn = column(["Datum", "4 maart 2021", "", "Betreft", *SUBJECT], top=740)
    assert stated(letter(*drawn)) == (" ".join(SUBJECT), "2021-03-04")


def test_the_letter_itself_is_no_part_of_the_subject() -> None:
    drawn = column(["Datum: 4 maart 2021", "Betreft: De torens"], top=720)
    parsed = parse(read(pdf([*ADDRESS, *drawn, *column(BODY[2:], top=720 - 2 * LEADING)])))
    assert stated(parsed) == ("De torens", "2021-03-04")


LABELS, VALUES = ["Datum", "Ons kenmerk", "Betreft"], ["4 maart 2021", "VT-2021/12", SUBJECT[0]]


def orders() -> Sequence[list[Words]]:
    labels = column(LABELS, top=720)
    values = column([*VALUES, *SUBJECT[1:]], top=720, x=170)
    return [
        [*labels, *values],
        [*values, *labels],
        [*labels[::-1], *values],
        [words for pair in zip(labels, values[:3], strict=True) for words in pair] + values[3:],
    ]


@pytest.mark.parametrize("drawn", orders())
def test_labels_in_one_block_and_values_in_the_next_belong_together_by_their_rows(drawn: list[Words]) -> None:
    assert stated(letter(*drawn)) == (" ".join(SUBJECT), "2021-03-04")


@pytest.mark.parametrize("middle", [0, 1])
def test_a_value_of_several_lines_in_the_middle_pushes_no_other_out_of_its_row(middle: int) -> None:
    labels = [Words(70, 720, "Betreft"), Words(70, 660, "Datum"), Words(70, 645, "Ons kenmerk")]
    values = [*column(SUBJECT, top=720, x=170), Words(170, 660, "4 maart 2021"), Words(170, 645, "VT-2021/12")]
    drawn = [*labels, *values] if middle else [*values, *labels]
    assert stated(letter(*drawn)) == (" ".join(SUBJECT), "2021-03-04")


def test_labels_in_one_row_and_values_in_the_next_belong_together_by_their_columns() -> None:
    labels = [Words(70, 720, "Datum"), Words(200, 720, "Ons kenmerk"), Words(330, 720, "Betreft")]
    values = [Words(70, 708, "4 maart 2021"), Words(200, 708, "VT-2021/12"), Words(330, 708, "De torens")]
    assert stated(letter(*labels, *values)) == ("De torens", "2021-03-04")


def test_labels_and_values_below_each_other_belong_together_in_their_order() -> None:
    drawn = [*column(LABELS, top=740), *column(["4 maart 2021", "VT-2021/12", "De torens"], top=690)]
    assert stated(letter(*drawn)) == ("De torens", "2021-03-04")
