"""Export of letters in constant memory, and the queries that prefetch a letter's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Substr

from letters.models import Ingestion, Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from letters.parser.parsed_letter import PassageKind
from letters.records.fields import Record
from letters.records.json_lines import json_lines
from letters.records.letter import LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE
from letters.records.table_files import Table, pieces, table_of

JSONL = "jsonl"
CHUNK, CHUNK_OF_ROWS = 100, 500  # letters in memory with their texts, and without them
LINES = 20  # letters with their texts that are written together


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


def letter_lines(record: Record, letters: Iterable[Letter]) -> Iterator[str]:
    """Yield letters with everything as JSON Lines, few at a time: their texts are long."""
    return json_lines(record, letters, batch=LINES)


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
