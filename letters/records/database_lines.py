"""Lines of files written by PostgreSQL: a line costs Python a tenth of the time that a row of values does.

Each field's `sql` gives the value that Python finds (`Field.found`); here is how a value of each type is written, with
the same characters as by `table_files` and `json_lines`: `tests/letters/records/test_database_lines.py` holds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from letters.models.fetched_rows import fetched_by
from letters.records.fields import Field, Record, Type
from letters.records.table_files import FORMULA, Dialect

BATCH = 2000  # lines in memory
PLAIN_CODE = re.compile(r"\w[\w -]*")  # stands in a cell as it is
SIGNS = "".join(sorted(FORMULA, key=lambda sign: sign == "-"))  # in brackets of a pattern a last hyphen is one


@dataclass(frozen=True, slots=True)
class Source:
    """A query: FROM and what follows, with the columns that the `sql` of a record's fields names."""

    sql: str
    params: Sequence[Any] = ()


Ask = Callable[[], Source | None]  # asked when the first line is wanted; None if there are no rows
Write = Callable[[str], str]  # from an expression to the expression of its text


def can_write(record: Record, *, table: bool = False) -> bool:
    """Return whether each field of the record can be written in SQL: in JSON, or in a table, which nests nothing."""
    return all(field.sql and _has_writer(field, table=table) for field in record.fields)


def _has_writer(field: Field, *, table: bool) -> bool:
    if isinstance(field.type, Record):
        return field.many and not table and can_write(field.type)
    return field.type in JSON


def csv_lines(record: Record, ask: Ask) -> Callable[[Dialect], Iterator[list[str]]] | None:
    """Return a function that yields batches of lines of CSV, without their ends; None if the record needs Python."""
    if not can_write(record, table=True):
        return None
    return lambda dialect: lines_of(_cells(record, dialect), ask())


def json_lines(record: Record, ask: Ask, batch: int | None = None) -> Iterator[str]:
    """Yield the lines of a batch of rows, together; only for a record of which `can_write` is true."""
    for lines in lines_of(_object(record), ask(), batch):
        yield "\n".join([*lines, ""])


def lines_of(line: Line, source: Source | None, batch: int | None = None) -> Iterator[list[str]]:
    """Yield the lines of the source's rows without their ends, in batches of `BATCH` if no other size is given."""
    if source is None:
        return
    for rows in fetched_by(line.of(source.sql), source.params, batch or BATCH):
        yield [line for (line,) in rows]


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a row, as an expression over the values, which are named f0, f1 …"""

    text: str
    values: Sequence[str]

    def of(self, rows: str) -> str:
        """Return a query for the lines of these rows (a clause FROM)."""
        values = ", ".join(f"{value} AS f{number}" for number, value in enumerate(self.values))
        # OFFSET 0: else PostgreSQL would work out a field anew for each time that the line names it.
        return f"SELECT {self.text} FROM (SELECT {values} {rows} OFFSET 0) record"


def _cells(record: Record, dialect: Dialect) -> Line:
    cells = (_cell(field, f"f{number}", dialect) for number, field in enumerate(record.fields))
    text = f"concat({f', {literal(dialect.delimiter)}, '.join(cells)})"
    return Line(text, [_in_cell(field) for field in record.fields])


def _in_cell(field: Field) -> str:
    return f"array_to_string({field.sql}, {literal(field.separator)})" if field.many else field.sql


def _object(record: Record) -> Line:
    pieces = list[str]()
    for number, field in enumerate(record.fields):
        name = f"{', ' if number else '{'}{json.dumps(field.name)}: "
        written = f"f{number}" if field.many else JSON[field.type](f"f{number}")
        pieces += [literal(name), f"coalesce({written}, 'null')"]
    return Line(f"concat({', '.join(pieces)}, '}}')", [_in_object(field) for field in record.fields])


def _in_object(field: Field) -> str:
    """Return the value of a field, of a list as JSON."""
    if isinstance(field.type, Record):
        return f"concat('[', array_to_string(ARRAY({_object(field.type).of(field.sql)}), ', '), ']')"
    if field.many:
        # The text of `jsonb` has spaces where Python's has them, which that of `json` does not.
        return field.json or f"to_jsonb({field.sql})::text"
    return field.sql


def literal(text: str) -> str:
    """Return the text as a constant in SQL."""
    return "'{}'".format(text.replace("'", "''").replace("%", "%%"))


def _cell(field: Field, value: str, dialect: Dialect) -> str:
    if field.type is Type.NUMBER:
        number = _number(value)
        return number if dialect.point == "." else f"replace({number}, '.', {literal(dialect.point)})"
    if field.type is Type.BOOLEAN:
        return f"CASE {value} WHEN true THEN 'True' WHEN false THEN 'False' END"
    if field.type is Type.MOMENT:
        return _moment(value)
    plain = field.codes and all(map(PLAIN_CODE.fullmatch, field.codes))
    if plain or field.type in (Type.INTEGER, Type.DATE):
        return value
    return _text_cell(value, dialect.delimiter)


def _text_cell(value: str, delimiter: str) -> str:
    """Return the text in quotes if CSV asks for them, and with an apostrophe if a spreadsheet would run it
    (`table_files.no_formulas`).
    """
    formula, special = literal(f"^[{SIGNS}]"), literal(f'["\\r\\n{delimiter}]')
    either = literal(f'^[{SIGNS}]|["\\r\\n{delimiter}]')  # one search, since most texts have neither
    safe = f"concat(CASE WHEN {value} ~ {formula} THEN '''' END, {value})"
    quoted = f"""concat('"', replace({safe}, '"', '""'), '"')"""
    return f"CASE WHEN NOT {value} ~ {either} THEN {value} WHEN {value} ~ {special} THEN {quoted} ELSE {safe} END"


def _as_text(value: str) -> str:
    return f"{value}::text"


def _number(value: str) -> str:
    """Return the fewest digits that give the number again, as Python has them below 10^15."""
    return f"CASE WHEN {value} = trunc({value}) THEN concat({value}, '.0') ELSE {value}::text END"


def _moment(value: str) -> str:
    """Return the moment in ISO 8601, with the offset of the site's time zone, and microseconds if there are any."""
    here, there = (f"({value} AT TIME ZONE {zone})" for zone in (_time_zone(), "'UTC'"))
    exact = f"""to_char({here}, 'YYYY-MM-DD"T"HH24:MI:SS.US')"""
    west, east = (f"to_char({one} - {other}, 'HH24:MI')" for one, other in ((there, here), (here, there)))
    return f"replace({exact}, '.000000', '') || CASE WHEN {here} < {there} THEN '-' || {west} ELSE '+' || {east} END"


def _time_zone() -> str:
    """Return the current time zone; a fixed offset as an interval, since PostgreSQL counts that of a name like
    "UTC+05:30" to the west.
    """
    offset = timezone.get_current_timezone().utcoffset(None)
    if offset is None:
        return literal(timezone.get_current_timezone_name())
    return f"make_interval(secs => {offset.total_seconds():.0f})"


def _json_text(value: str) -> str:
    return f"to_json({value})::text"


def _in_quotes(write: Write) -> Write:
    return lambda value: f"""'"' || {write(value)} || '"'"""


JSON: dict[Type | Record, Write] = {
    **dict.fromkeys((Type.TEXT, Type.SLUG, Type.ADDRESS), _json_text),
    Type.INTEGER: _as_text,
    Type.NUMBER: _number,
    Type.BOOLEAN: _as_text,
    Type.DATE: _in_quotes(_as_text),
    Type.MOMENT: _in_quotes(_moment),
}
