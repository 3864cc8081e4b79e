"""Tables as files: CSV, CSV for Excel in Dutch, and XLSX. No text in them is run as a formula or opened as a link."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from letters.records.fields import ANYBODY, Reader, Record, Type

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CSV, DUTCH_CSV, XLSX = "csv", "nl.csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    DUTCH_CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
BLOCK = 64 * 1024  # bytes of a piece of a workbook
ROWS, CHARACTERS = 1_048_576, 32_767  # the most that a sheet and a cell can hold
CUT = " […]"  # ends a text that is longer than a cell can hold
FIRST_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never was
WIDTH = 18  # of a column, in characters
SHEET = "gegevens"  # name of a sheet, before its number
MADE = datetime(1980, 1, 1)  # constant, so that equal tables give equal bytes
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a value for each column, None for an empty cell; other keys of a row are ignored.

    `days` are the columns with dates in ISO 8601, which XLSX holds as dates.
    """

    columns: Sequence[str]
    rows: Iterable[Mapping[str, Any]]
    days: frozenset[str] = frozenset()


class _Line:
    """File-like object whose `write` returns the text, for use with csv.writer."""

    def write(self, text: str) -> str:
        return text


def table_of(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Table:
    days = frozenset(field.name for field in record.fields if field.type is Type.DATE and not field.many)
    return Table(record.names, _cells(record, rows, reader), days)


def _cells(record: Record, rows: Iterable[Any], reader: Reader) -> Iterator[dict[str, Any]]:
    lists = [field for field in record.fields if field.many]  # asked once: a row is written in some microseconds
    for row in rows:
        found = record.values(row, reader)
        for field in lists:
            found[field.name] = field.cell(found[field.name])
        yield found


def csv_lines(table: Table) -> Iterator[str]:
    """Yield lines of CSV by RFC 4180."""
    writer = csv.writer(_Line())
    yield writer.writerow(table.columns)
    for row in table.rows:
        yield writer.writerow([no_formula(row[column]) for column in table.columns])


def dutch_csv_lines(table: Table) -> Iterator[str]:
    """Yield lines of CSV as Excel with Dutch regional settings opens it: semicolons and decimal commas."""
    writer = csv.writer(_Line(), delimiter=";")
    yield BYTE_ORDER_MARK + writer.writerow(table.columns)
    for row in table.rows:
        yield writer.writerow([decimal_comma(no_formula(row[column])) for column in table.columns])


def no_formula(value: Any) -> Any:
    """Return the value, with an apostrophe before a text that a spreadsheet would run as a formula (CSV injection)."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n"):
        return "'" + value
    return value


def decimal_comma(value: Any) -> Any:
    return str(value).replace(".", ",") if isinstance(value, float) else value


def write_xlsx(table: Table, out: IO[bytes]) -> int:
    """Write a workbook and return its number of rows. What does not fit on a sheet goes on on the next one."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - else each process loads it, which takes a tenth of a second

    with Workbook(out, OPTIONS) as workbook:
        workbook.set_properties({"created": MADE})
        day_format = workbook.add_format({"num_format": "yyyy-mm-dd"})
        heading = workbook.add_format({"bold": True})
        days = [column in table.days for column in table.columns]
        sheet, count, each = _sheet(workbook, table.columns, heading), 0, ROWS - 1
        for count, row in enumerate(table.rows, 1):
            if count > each and count % each == 1:
                sheet = _sheet(workbook, table.columns, heading)
            for column, name in enumerate(table.columns):
                place = (count - 1) % each + 1
                _write_cell(sheet, place, column, row[name], day_format if days[column] else None)
    return count


def _sheet(workbook: Workbook, columns: Sequence[str], heading: Any) -> Worksheet:
    sheet: Worksheet = workbook.add_worksheet(f"{SHEET} {len(workbook.worksheets()) + 1}")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, heading)
    return sheet


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, day_format: Any) -> None:
    """Write the value by its own type; a text stays a text, whatever it looks like."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif day_format and (day := date.fromisoformat(value)) >= FIRST_DAY:
        sheet.write_datetime(row, column, day, day_format)
    else:
        sheet.write_string(row, column, _cell_text(str(value)))


def _cell_text(text: str) -> str:
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - len(CUT)] + CUT


LINES: dict[str, Callable[[Table], Iterator[str]]] = {CSV: csv_lines, DUTCH_CSV: dutch_csv_lines}


def pieces(table: Table, form: str) -> Iterator[bytes]:
    """Yield the file piece by piece, in constant memory: CSV line by line, a workbook once it is whole."""
    if form != XLSX:
        yield from (line.encode() for line in LINES[form](table))
        return
    with TemporaryFile() as file:
        write_xlsx(table, file)
        file.seek(0)
        while piece := file.read(BLOCK):
            yield piece
