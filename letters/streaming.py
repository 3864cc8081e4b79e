"""Records to a stream, one a line, without holding more than one of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO


def write_lines(records: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """JSON, one object a line. Returns how many."""
    count = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_table(records: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> int:
    """CSV with these columns; what else a record holds is left out. Returns how many."""
    writer = csv.writer(out)
    writer.writerow(columns)
    count = 0
    for record in records:
        writer.writerow([as_cell(record[column]) for column in columns])
        count += 1
    return count


def as_cell(value: Any) -> Any:
    """Lists on one line; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, list):
        value = "; ".join(", ".join(v) if isinstance(v, list) else str(v) for v in value if not isinstance(v, dict))
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
