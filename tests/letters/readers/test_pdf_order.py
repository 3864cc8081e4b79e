"""Lines are read by position, whatever order they were drawn in, and a margin is not part of a line."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.readers import read
from letters.readers.blocks import BlockKind
from tests.letters.readers.drawn import LEADING, LEFT, Words, column, pdf

HEAD = column(["De voorzitter van de Kamer", "Postbus 1", "", "Datum 4 mei 2020", "Betreft Torens"], top=780)
BODY = column(
    [
        "Geachte voorzitter,",
        "",
        "Het kabinet heeft de torens langs de kust laten nakijken en vindt dat het licht overal aan",
        "moet blijven, ook in de winter, wanneer de nachten lang zijn en de zee het wildst is van al.",
        "",
        "De wachters hebben daar zelf om gevraagd en krijgen dit jaar een nieuwe jas van de minister",
        "en een lamp.",
        "",
        "De Minister van Torens,",
        "A.B. Verzonnen",
    ],
    top=680,
)
FOOT = [Words(LEFT, 40, "Bezoekadres van het verzonnen ministerie", 7)]


def texts(*page: Words) -> list[str]:
    return [block.text for block in read(pdf(list(page))).blocks]


@pytest.mark.parametrize(
    "drawn",
    [[*BODY, *HEAD, *FOOT], [*FOOT, *HEAD, *BODY], [*BODY, *FOOT, *HEAD], [*FOOT, *BODY, *HEAD],
     [*HEAD[2:], *BODY, *HEAD[:2], *FOOT], [*BODY[3:], *FOOT, *HEAD, *BODY[:3]]],
)  # fmt: skip
def test_blocks_drawn_in_any_order_are_read_from_the_top_down(drawn: Sequence[Words]) -> None:
    assert texts(*drawn) == texts(*HEAD, *BODY, *FOOT)


@given(st.integers(0, 2**32))
@settings(max_examples=40)
def test_lines_drawn_in_any_order_are_read_from_the_top_down(seed: int) -> None:
    drawn = [*HEAD, *BODY, *FOOT]
    random.Random(seed).shuffle(drawn)
    assert texts(*drawn) == texts(*HEAD, *BODY, *FOOT)


LEFT_HALF = ["Het licht van de torens is te zien tot ver in", "zee, en daarom is de kust veilig voor wie er",
             "vaart, ook in de nacht, als er geen maan is", "en de wind uit het westen komt, zo is het al",
             "sinds de eerste toren er stond."]  # fmt: skip
RIGHT_HALF = ["De wachters wonen op de torens met hun gezin", "en gaan twee keer per week naar het dorp, om",
              "brood te halen en de kinderen naar school te", "brengen, waar zij leren hoe een lamp moet",
              "worden aangestoken als het donker is."]  # fmt: skip
COLUMNS = column(LEFT_HALF, top=600, x=70), column(RIGHT_HALF, top=600, x=310)
TITLE, END = [Words(70, 640, "Een stuk over de torens langs de kust en over de wachters die er al zo lang wonen met "
                    "hun gezin")], [Words(70, 500, "Daarmee is alles gezegd wat er over de torens en over de wachters "
                    "in dit stuk te zeggen viel.")]  # fmt: skip


@pytest.mark.parametrize(
    "drawn",
    [
        [*COLUMNS[0], *COLUMNS[1]],
        [*COLUMNS[1], *COLUMNS[0]],
        [words for row in zip(*COLUMNS, strict=True) for words in row],
        [words for row in zip(*COLUMNS[::-1], strict=True) for words in row],
    ],
)
@pytest.mark.parametrize("around", [(TITLE, END), (TITLE, []), ([], [])])
def test_columns_are_read_one_after_the_other(drawn: list[Words], around: tuple[list[Words], list[Words]]) -> None:
    found = " ".join(texts(*around[0], *drawn, *around[1]))
    whole = " ".join([*(words.text for words in around[0]), *LEFT_HALF, *RIGHT_HALF, *(w.text for w in around[1])])
    assert found == whole


FULL = [
    "Het kabinet heeft de torens langs de kust laten nakijken en vindt dat het licht overal aan",
    "moet blijven, ook in de winter, wanneer de nachten lang zijn en de zee het wildst is van al,",
    "zo hebben de wachters gezegd die er het langst zijn en die er ook het meest van weten, want",
    "wie er kort is weet nog niet hoe de zee kan zijn en denkt dat een lamp alleen voor de nacht is",
    "bedoeld.",
]
MARGINS = ["Directie Licht", "Kustplein 7", "Onze referentie", "VT-2020/123", "Bijlagen"]


@pytest.mark.parametrize(("x", "size"), [(476, 9), (490, 7), (476, 7), (520, 9)])
@pytest.mark.parametrize("rows", [[0, 1, 2, 3, 4], [1], [0, 2], [4, 0]])
@pytest.mark.parametrize("first", [True, False])
def test_words_of_a_right_margin_stay_out_of_the_lines_in_whose_row_they_stand(
    x: float, size: float, rows: list[int], first: bool
) -> None:
    page: list[Words] = []
    for row, text in enumerate(FULL):
        line, margin = Words(LEFT, 600 - row * LEADING, text), Words(x, 600 - row * LEADING, MARGINS[row], size)
        drawn = [margin, line] if first else [line, margin]
        page += drawn if row in rows else [line]
    found = texts(*page, *column(FULL, top=500))
    assert found.count(" ".join(FULL)) == 2
    assert set(found) - {" ".join(FULL)} == {MARGINS[row] for row in rows}


@pytest.mark.parametrize("size", [6.5, 7.5])
def test_small_words_of_a_left_margin_stay_out_of_the_lines_in_whose_row_they_stand(size: float) -> None:
    page = []
    for row, text in enumerate(FULL):
        page.append(Words(40, 600 - row * LEADING, MARGINS[row][:10], size))
        page.append(Words(120, 600 - row * LEADING, text))
    assert " ".join(FULL) in texts(*page, *column(FULL, top=500, x=120))


def test_table_rows_labels_and_justified_lines_stay_whole() -> None:
    table = [("Toren", "Wachters", "Kosten"), ("Noord", "3 mannen", "12 euro"), ("Zuid", "4 vrouwen", "15 euro")]
    page = [*column(FULL, top=700)]
    for row, cells in enumerate(table):
        page += [Words(70 + 150 * at, 600 - row * 14, cell) for at, cell in enumerate(cells)]
    page += [
        Words(70, 540, "1."),
        Words(95, 540, "het licht moet aan;"),
        Words(70, 520, "Datum"),
        Words(170, 520, "4 mei"),
    ]
    spread = ["De", "zee", "is", "wild", "en", "de", "nacht", "is", "lang"]
    page += [Words(70 + 45 * at, 500, word) for at, word in enumerate(spread)]
    found = texts(*page)
    for whole in (*map(" ".join, table), "het licht moet aan;", "Datum 4 mei", " ".join(spread)):
        assert whole in " ".join(found)


def test_a_table_drawn_cell_by_cell_is_read_cell_by_cell() -> None:
    cells = [
        ["De toren is", "oud en hoog."],
        ["De wachter", "is jong."],
        ["Het licht", "is uit."],
        ["Dat moet", "aan."],
    ]
    places = [(70, 600), (250, 600), (70, 560), (250, 560)]
    page = [words for (x, y), cell in zip(places, cells, strict=True) for words in column(cell, top=y, x=x)]
    assert " ".join(texts(*column(FULL, top=700), *page)).endswith(" ".join(" ".join(cell) for cell in cells))


def test_a_table_of_long_cells_is_read_row_by_row() -> None:
    rows = [
        ("De toren in het noorden van het land", "Het licht is aan en blijft aan"),
        ("De toren in het zuiden van het land", "Het licht is uit en gaat weer aan"),
        ("De toren op het eiland in de zee", "Daar is nog geen besluit over"),
        ("De toren bij de haven van de stad", "De wachter is met pensioen gegaan"),
        ("De toren aan de andere kant daarvan", "Daar komt een nieuwe wachter bij"),
    ]
    page = [
        Words(70 + 240 * at, 600 - 16 * row, cell) for row, cells in enumerate(rows) for at, cell in enumerate(cells)
    ]
    found = " ".join(texts(*column(FULL, top=700), *page))
    assert all(" ".join(cells) in found for cells in rows)


def test_the_letters_own_words_do_not_become_margin_words_of_a_list() -> None:
    page = [*column(FULL, top=700), Words(70, 600, "Zie ook"), Words(400, 600, "bijlage 3")]
    assert [block.kind for block in read(pdf(page)).blocks] == [BlockKind.PARAGRAPH] * 2
