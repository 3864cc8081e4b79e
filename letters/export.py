"""Streaming export: one record per line, in constant memory; and the queries that prefetch a letter's record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Substr

from letters.models import Ingestion, Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from letters.parser.parsed_letter import PassageKind
from letters.records.fields import ANYBODY, Reader, Record
from letters.records.letter import LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE

CHUNK, CHUNK_OF_ROWS = 100, 500  # letters in memory with their texts, and without them


class Line:
    """File-like object whose `write` returns the text, for use with csv.writer."""

    def write(self, text: str) -> str:
        return text


def with_everything(
    letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None, *, files: bool = False
) -> Iterator[Letter]:
    """Return the letters with everything that a line needs, in chunks: a constant number of queries per chunk.

    `texts` selects one text per letter; default the current one. With `files` also where each came from.
    """
    passages = Prefetch("passages", Passage.objects.defer("search", "marks"))
    return _with(letters, _meant(texts).prefetch_related(passages), CHUNK, files=files)


def with_facts(
    letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None, *, files: bool = False
) -> Iterator[Letter]:
    """Return the same for a row of a table: neither text nor passages are read, and headings come ready."""
    headings = Passage.objects.filter(revision=OuterRef("pk"), kind=PassageKind.HEADING.value).order_by("position")
    words = headings.values(words=Substr("revision__text", F("start") + 1, F("end") - F("start")))
    facts = _meant(texts).defer("text").annotate(headings=ArraySubquery(words))
    return _with(letters.defer("provenance"), facts, CHUNK_OF_ROWS, files=files)


def _meant(texts: QuerySet[Revision] | None) -> QuerySet[Revision]:
    found = Revision.objects.filter(is_current=True) if texts is None else texts
    return found.defer(*heavy_columns())


def _with(letters: QuerySet[Letter], texts: QuerySet[Revision], chunk: int, *, files: bool) -> Iterator[Letter]:
    found = (
        letters.select_related("cabinet")
        .prefetch_related("dossiers", "signatories", "citations")
        .prefetch_related(Prefetch("revisions", texts, to_attr="current"))
    )
    if files:
        named = Ingestion.objects.exclude(channel=Ingestion.Channel.AGAIN).order_by("pk")
        origins = named.only("name", "document", "letter")
        found = found.prefetch_related(Prefetch("ingestions", origins, to_attr="origins"))
    return found.order_by("pk").iterator(chunk_size=chunk)


def json_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Iterator[str]:
    """Yield JSON Lines: one object per line."""
    for row in rows:
        yield json.dumps(record.values(row, reader), ensure_ascii=False) + "\n"


def csv_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Iterator[str]:
    """Yield CSV lines, the first of them the header."""
    fields = record.fields  # asked once: a row is written in some microseconds
    values = (record.values(row, reader) for row in rows)
    cells = ({field.name: field.cell(found[field.name]) for field in fields} for found in values)
    return table(cells, record.names)


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


def write_jsonl(letters: QuerySet[Letter], out: TextIO) -> int:
    """Write JSON Lines with texts and file names; return the number of letters."""
    return write(json_lines(LETTER_LINE_WITH_FILE, with_everything(letters, files=True)), out)


def write_csv(letters: QuerySet[Letter], out: TextIO) -> int:
    """Write CSV without texts; return the number of letters."""
    return write(csv_lines(LETTER_ROW_WITH_FILE, with_facts(letters, files=True)), out) - 1


def write(lines: Iterable[str], out: TextIO) -> int:
    """Write the lines; return their number, a CSV header included."""
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count
