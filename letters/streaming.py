"""Records to a stream, one a line, without holding more than one of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO


class Line:
    """A file for one line: what is written to it is given back at once."""

    def write(self, text: str) -> str:
        return text


def lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """JSON, one object a line."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def table(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """CSV with these columns, the first line their names; what else a record holds is left out."""
    writer = csv.writer(Line())
    yield writer.writerow(columns)
    for record in records:
        yield writer.writerow([as_cell(record[column]) for column in columns])


def write_lines(records: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """JSON, one object a line. Returns how many."""
    return _write(lines(records), out)


def write_table(records: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> int:
    """CSV with these columns; what else a record holds is left out. Returns how many."""
    return _write(table(records, columns), out) - 1


def _write(every: Iterable[str], out: TextIO) -> int:
    count = 0
    for line in every:
        out.write(line)
        count += 1
    return count


def as_cell(value: Any) -> Any:
    """Lists on one line; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, list):
        value = "; ".join(", ".join(v) if isinstance(v, list) else str(v) for v in value if not isinstance(v, dict))
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
