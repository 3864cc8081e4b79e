"""Export of letters in constant memory, and the queries that prefetch a letter's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import QuerySet

from letters.many_ids import any_of
from letters.models import Letter, Revision
from letters.models.fetched_rows import fetched
from letters.records import database_lines
from letters.records.database_lines import csv_lines
from letters.records.fields import Record
from letters.records.json_lines import json_lines
from letters.records.letter import LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE
from letters.records.letter_facts import LetterFacts, in_file_order, letter_facts
from letters.records.letter_source import source
from letters.records.table_files import Table, pieces, table_of

JSONL = "jsonl"
CHUNK, CHUNK_OF_ROWS = 100, 500  # letters in memory with their texts, and without them
LINES = 20  # letters with their texts that are written together


def with_everything(
    letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None, *, files: bool = False
) -> Iterator[LetterFacts]:
    """Return the letters with everything that a line needs, in chunks: a constant number of queries per chunk.

    `texts` selects one text per letter; default the current one. With `files` also where each came from.
    """
    return letter_facts(letters, _meant(texts), CHUNK, whole=True, files=files)


def with_facts(
    letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None, *, files: bool = False
) -> Iterator[LetterFacts]:
    """Return the same for a row of a table: neither text nor passages are read, and headings come ready."""
    return letter_facts(letters, _meant(texts), CHUNK_OF_ROWS, whole=False, files=files)


def _meant(texts: QuerySet[Revision] | None) -> QuerySet[Revision]:
    return Revision.objects.filter(is_current=True) if texts is None else texts


def letter_lines(record: Record, letters: Iterable[LetterFacts]) -> Iterator[str]:
    """Yield letters with everything as JSON Lines, few at a time: their texts are long."""
    return json_lines(record, letters, batch=LINES)


def lines(record: Record, letters: QuerySet[Letter], texts: QuerySet[Revision]) -> Iterator[str]:
    """Yield the letters, each with the one of these texts that it has, as JSON Lines that PostgreSQL writes if it can:
    of few letters at a time, since it keeps what is not sent yet.
    """
    if not database_lines.can_write(record):
        yield from letter_lines(record, with_everything(letters, texts))
        return
    for rows in fetched(in_file_order(letters).values_list("pk"), CHUNK_OF_ROWS):
        few = letters.filter(any_of("pk", [pk for (pk,) in rows]))
        yield from database_lines.json_lines(record, partial(source, few, texts), LINES)


def table(record: Record, letters: QuerySet[Letter], texts: QuerySet[Revision]) -> Table:
    """Return the letters, each with what a row says of the one of these texts that it has."""
    lines = csv_lines(record, lambda: source(letters, texts))
    return table_of(record, with_facts(letters, texts), lines=lines)


def table_with_files(letters: QuerySet[Letter]) -> Table:
    """Return the letters without their texts and with the names of their files, for editors and operators."""
    return table_of(LETTER_ROW_WITH_FILE, with_facts(letters, files=True))


def lines_with_files(letters: QuerySet[Letter]) -> Iterator[str]:
    """Return the same as JSON Lines, with their texts."""
    return letter_lines(LETTER_LINE_WITH_FILE, with_everything(letters, files=True))


def with_files(letters: QuerySet[Letter], form: str) -> Iterator[bytes]:
    """Yield the same as a file in this format."""
    if form == JSONL:
        return (lines.encode() for lines in lines_with_files(letters))
    return pieces(table_with_files(letters), form)
