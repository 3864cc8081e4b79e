"""Tables as files: CSV, CSV for Excel in Dutch, and XLSX. No text in them is run as a formula or opened as a link."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from letters.records.fields import ANYBODY, Field, Reader, Record, Type, batches

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CSV, DUTCH_CSV, XLSX = "csv", "nl.csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    DUTCH_CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
END = "\r\n"  # of a line of CSV
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
FORMULA = frozenset("=+-@\t\r\n")  # a text that begins with one of these is run as a formula
BATCH = 500  # rows that are written together
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
class Dialect:
    """The delimiter of CSV, and the sign before the decimals of a number."""

    delimiter: str = ","
    point: str = "."


DUTCH = Dialect(";", ",")


@dataclass(slots=True)
class Table:
    """Batches of rows, each batch as its columns: lists of values, None for an empty cell.

    `days` are the columns with dates in ISO 8601, which XLSX holds as dates. `lines` gives the same rows as batches of
    lines of CSV, without their ends, where the database can write them. `rows` counts the rows of CSV so far.
    """

    columns: Sequence[str]
    batches: Iterable[Sequence[Sequence[Any]]]
    days: frozenset[str] = frozenset()
    lines: Callable[[Dialect], Iterable[list[str]]] | None = None
    rows: int = 0


def table_of(
    record: Record,
    rows: Iterable[Any],
    reader: Reader = ANYBODY,
    lines: Callable[[Dialect], Iterable[list[str]]] | None = None,
) -> Table:
    days = frozenset(field.name for field in record.fields if field.type is Type.DATE and not field.many)
    return Table(record.names, _batches(record, rows, reader), days, lines)


def _batches(record: Record, rows: Iterable[Any], reader: Reader) -> Iterator[list[Sequence[Any]]]:
    for some in batches(rows, BATCH):
        yield [_cells(field, field.plain(found, reader)) for field, found in record.by_field(some, reader)]


def _cells(field: Field, values: Sequence[Any]) -> Sequence[Any]:
    return list(map(field.cell, values)) if field.many else values


def table_of_objects(
    columns: Sequence[str], objects: Iterable[Mapping[str, Any]], days: frozenset[str] = frozenset()
) -> Table:
    """Return a table of objects with a value for each column; their other keys are ignored."""
    kept = list(objects)
    return Table(columns, [[[each[column] for each in kept] for column in columns]], days)


def csv_pieces(table: Table) -> Iterator[str]:
    """Yield CSV by RFC 4180: the header, then the lines of a batch, together."""
    return _csv(table, Dialect())


def dutch_csv_pieces(table: Table) -> Iterator[str]:
    """Yield CSV as Excel with Dutch regional settings opens it: semicolons and decimal commas."""
    yield BYTE_ORDER_MARK
    yield from _csv(table, DUTCH)


def _csv(table: Table, dialect: Dialect) -> Iterator[str]:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=dialect.delimiter)
    writer.writerow(table.columns)
    yield _taken(out)
    if table.lines:
        for lines in table.lines(dialect):
            yield END.join([*lines, ""])
            table.rows += len(lines)
        return
    for batch in table.batches:
        writer.writerows(zip(*(_csv_cells(values, dialect) for values in batch), strict=True))
        yield _taken(out)
        table.rows += len(batch[0])


def _csv_cells(values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    safe = no_formulas(values)
    return safe if dialect.point == "." else [decimal_comma(value) for value in safe]


def _taken(out: StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def no_formulas(values: Sequence[Any]) -> Sequence[Any]:
    """Return the values, with an apostrophe before each text that a spreadsheet would run as a formula (CSV
    injection).
    """
    run = {value for value in set(values) if isinstance(value, str) and value[:1] in FORMULA}
    return [f"'{value}" if value in run else value for value in values] if run else values


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
        for count, row in enumerate(_rows(table), 1):
            if count > each and count % each == 1:
                sheet = _sheet(workbook, table.columns, heading)
            for column, value in enumerate(row):
                place = (count - 1) % each + 1
                _write_cell(sheet, place, column, value, day_format if days[column] else None)
    return count


def _rows(table: Table) -> Iterator[Sequence[Any]]:
    for batch in table.batches:
        yield from zip(*batch, strict=True)


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


TEXTS: dict[str, Callable[[Table], Iterator[str]]] = {CSV: csv_pieces, DUTCH_CSV: dutch_csv_pieces}


def pieces(table: Table, form: str) -> Iterator[bytes]:
    """Yield the file piece by piece, in constant memory: CSV batch by batch, a workbook once it is whole."""
    if form != XLSX:
        yield from (piece.encode() for piece in TEXTS[form](table))
        return
    with TemporaryFile() as file:
        write_xlsx(table, file)
        file.seek(0)
        while piece := file.read(BLOCK):
            yield piece
