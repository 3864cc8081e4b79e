"""Streaming export: one record per line, in constant memory; and the query that prefetches a letter's record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from django.db.models import Prefetch, QuerySet

from letters.models import Ingestion, Letter, Revision
from letters.models.revisions import heavy_columns
from letters.records.fields import ANYBODY, Reader, Record
from letters.records.letter import LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE

CHUNK = 100


class Line:
    """File-like object whose `write` returns the text, for use with csv.writer."""

    def write(self, text: str) -> str:
        return text


def with_everything(letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None) -> Iterator[Letter]:
    """Return the letters with everything that a record needs, in chunks: a constant number of queries per chunk.

    `texts` selects one text per letter; default the current one.
    """
    meant = Revision.objects.filter(is_current=True) if texts is None else texts
    current = meant.defer(*heavy_columns()).prefetch_related("passages")
    named = Ingestion.objects.exclude(channel=Ingestion.Channel.AGAIN).order_by("pk").only("name", "document", "letter")
    return (
        letters.select_related("cabinet")
        .prefetch_related("dossiers", "signatories", "citations")
        .prefetch_related(Prefetch("revisions", current, to_attr="current"))
        .prefetch_related(Prefetch("ingestions", named, to_attr="origins"))
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )


def json_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Iterator[str]:
    """Yield JSON Lines: one object per line."""
    for row in rows:
        yield json.dumps(record.values(row, reader), ensure_ascii=False) + "\n"


def csv_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Iterator[str]:
    """Yield CSV lines, the first of them the header."""
    return table((record.cells(record.values(row, reader)) for row in rows), record.names)


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Yield CSV lines with these columns, the first of them the header; other keys of a row are ignored."""
    writer = csv.writer(Line())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([no_formula(row[column]) for column in columns])


def no_formula(value: Any) -> Any:
    """Return the value, with an apostrophe before a text that a spreadsheet would run as a formula (CSV injection)."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def write_jsonl(letters: Iterable[Letter], out: TextIO) -> int:
    """Write JSON Lines with texts and file names; return the number of letters."""
    return write(json_lines(LETTER_LINE_WITH_FILE, letters), out)


def write_csv(letters: Iterable[Letter], out: TextIO) -> int:
    """Write CSV without texts; return the number of letters."""
    return write(csv_lines(LETTER_ROW_WITH_FILE, letters), out) - 1


def write(lines: Iterable[str], out: TextIO) -> int:
    """Write the lines; return their number, a CSV header included."""
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count
