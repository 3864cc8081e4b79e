"""Export of letters in constant memory, and the queries that prefetch a letter's record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Substr

from letters.models import Ingestion, Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from letters.parser.parsed_letter import PassageKind
from letters.records import table_files
from letters.records.fields import ANYBODY, Reader, Record
from letters.records.letter import LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE
from letters.records.table_files import Table, pieces, table_of

JSONL = "jsonl"
CHUNK, CHUNK_OF_ROWS = 100, 500  # letters in memory with their texts, and without them


def with_everything(letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None) -> Iterator[Letter]:
    """Return the letters with everything that a line needs, in chunks: a constant number of queries per chunk.

    `texts` selects one text per letter; default the current one.
    """
    return _with(letters, _meant(texts).prefetch_related("passages"), CHUNK)


def with_facts(letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None) -> Iterator[Letter]:
    """Return the same for a row of a table: neither text nor passages are read, and headings come ready."""
    headings = Passage.objects.filter(revision=OuterRef("pk"), kind=PassageKind.HEADING.value).order_by("position")
    words = headings.values(words=Substr("revision__text", F("start") + 1, F("end") - F("start")))
    return _with(letters, _meant(texts).defer("text").annotate(headings=ArraySubquery(words)), CHUNK_OF_ROWS)


def _meant(texts: QuerySet[Revision] | None) -> QuerySet[Revision]:
    found = Revision.objects.filter(is_current=True) if texts is None else texts
    return found.defer(*heavy_columns())


def _with(letters: QuerySet[Letter], texts: QuerySet[Revision], chunk: int) -> Iterator[Letter]:
    named = Ingestion.objects.exclude(channel=Ingestion.Channel.AGAIN).order_by("pk").only("name", "document", "letter")
    return (
        letters.select_related("cabinet")
        .prefetch_related("dossiers", "signatories", "citations")
        .prefetch_related(Prefetch("revisions", texts, to_attr="current"))
        .prefetch_related(Prefetch("ingestions", named, to_attr="origins"))
        .order_by("pk")
        .iterator(chunk_size=chunk)
    )


def json_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Iterator[str]:
    """Yield JSON Lines: one object per line."""
    for row in rows:
        yield json.dumps(record.values(row, reader), ensure_ascii=False) + "\n"


def csv_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY) -> Iterator[str]:
    """Yield CSV lines, the first of them the header."""
    return table_files.csv_lines(table_of(record, rows, reader))


def table_with_files(letters: QuerySet[Letter]) -> Table:
    """Return the letters without their texts and with the names of their files, for editors and operators."""
    return table_of(LETTER_ROW_WITH_FILE, with_facts(letters))


def lines_with_files(letters: QuerySet[Letter]) -> Iterator[str]:
    """Return the same as JSON Lines, with their texts."""
    return json_lines(LETTER_LINE_WITH_FILE, with_everything(letters))


def with_files(letters: QuerySet[Letter], form: str) -> Iterator[bytes]:
    """Yield the same as a file in this format."""
    if form == JSONL:
        return (line.encode() for line in lines_with_files(letters))
    return pieces(table_with_files(letters), form)
