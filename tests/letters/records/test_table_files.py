"""Tables as files: what a spreadsheet makes of them, read back by other programs than wrote them."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from letters.records import table_files
from letters.records.table_files import BYTE_ORDER_MARK, CHARACTERS, CUT, Table, pieces, table_of_objects, write_xlsx

FORMULAS = ("=1+1", "+31 20", "-2 en meer", "@kamer", "\tinspringen", '=HYPERLINK("http://x.example")')
TEXTS = ("http://x.example/", "2020", "0,8", " ruimte ", "een\ntwee", "_x0041_", "\x0b", "«é» €")


def table(*values: Any) -> Table:
    return table_of_objects(["waarde"], [{"waarde": value} for value in values])


def written(found: Table, form: str) -> bytes:
    return b"".join(pieces(found, form))


def sheets(found: Table) -> list[Worksheet]:
    return load_workbook(io.BytesIO(written(found, "xlsx"))).worksheets


def cells(found: Table) -> list[Any]:
    (sheet,) = sheets(found)
    return [row[0] for row in sheet.iter_rows(min_row=2)]


def test_a_text_in_a_workbook_is_that_text_and_nothing_that_runs_or_leads_elsewhere() -> None:
    found = cells(table(*FORMULAS, *TEXTS[:-3], TEXTS[-1]))
    assert [cell.value for cell in found] == [*FORMULAS, *TEXTS[:-3], TEXTS[-1]]
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in found)


def test_signs_that_xml_cannot_hold_stand_in_a_workbook_as_excel_writes_them() -> None:
    # openpyxl gives inline texts as they stand in the file; Excel reads the escapes back.
    assert [cell.value for cell in cells(table("\x0b", "_x0041_"))] == ["_x000B_", "_x005F_x0041_"]


def test_numbers_days_and_what_is_unknown_keep_their_kind_in_a_workbook() -> None:
    rows = [{"dag": "2020-10-06", "getal": -0.8}, {"dag": "1848-11-03", "getal": True}, {"dag": None, "getal": 3}]
    (sheet,) = sheets(table_of_objects(["dag", "getal"], rows, frozenset({"dag"})))
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values == [
        ["dag", "getal"], [datetime(2020, 10, 6), -0.8], ["1848-11-03", True], [None, 3]
    ]  # fmt: skip
    assert sheet["A2"].number_format == "yyyy-mm-dd"


def test_what_is_empty_is_an_empty_cell_and_sheets_are_numbered(monkeypatch) -> None:
    monkeypatch.setattr(table_files, "ROWS", 3)
    rows = [{"een": "a", "twee": value} for value in ("", None, "wel iets")]
    first, second = sheets(table_of_objects(["een", "twee"], rows))
    assert (first.title, second.title) == ("gegevens 1", "gegevens 2")
    assert [(row[1].value, row[1].data_type) for row in first.iter_rows(min_row=2)] == [(None, "n")] * 2


def test_what_does_not_fit_in_a_cell_or_on_a_sheet_is_not_lost_unsaid(monkeypatch) -> None:
    monkeypatch.setattr(table_files, "ROWS", 3)
    found = sheets(table("een", "twee", "x" * (CHARACTERS + 1), "y" * CHARACTERS, "vijf"))
    columns = [[row[0].value for row in sheet.iter_rows()] for sheet in found]
    assert columns == [
        ["waarde", "een", "twee"],
        ["waarde", "x" * (CHARACTERS - len(CUT)) + CUT, "y" * CHARACTERS],
        ["waarde", "vijf"],
    ]


def test_a_workbook_is_the_same_bytes_each_time_and_has_a_heading_without_rows() -> None:
    assert written(table(*TEXTS), "xlsx") == written(table(*TEXTS), "xlsx")
    (sheet,) = sheets(table())
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["waarde"]]
    assert write_xlsx(table(*TEXTS), io.BytesIO()) == len(TEXTS)


def test_csv_for_dutch_excel_has_semicolons_decimal_commas_and_says_that_it_is_utf_8() -> None:
    found = written(table_of_objects(["a", "b"], [{"a": 0.25, "b": "é;0.5"}, {"a": -2, "b": None}]), "nl.csv").decode()
    assert found == f'{BYTE_ORDER_MARK}a;b\r\n0,25;"é;0.5"\r\n-2;\r\n'


@pytest.mark.parametrize(("form", "between"), [("csv", ","), ("nl.csv", ";")])
def test_a_text_in_csv_is_whole_behind_an_apostrophe_that_keeps_it_from_running(form, between) -> None:
    found = written(table(*FORMULAS, *TEXTS), form).decode("utf-8-sig")
    read = [row[0] for row in csv.reader(io.StringIO(found, newline=""), delimiter=between)]
    assert read == ["waarde", *(f"'{words}" for words in FORMULAS), *TEXTS]
