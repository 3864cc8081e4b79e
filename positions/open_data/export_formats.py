"""Download formats: the same records, with the same filters, as a table for a spreadsheet or as lines for a program.

`TABLES` and `RECORDS` say which exists where: routes, links and `manage.py export` are made from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls.converters import StringConverter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from letters import export
from letters.export import JSONL
from letters.models import Letter
from letters.models.letters import CitationQuerySet
from letters.records import database_lines
from letters.records.fields import ANYBODY, Reader
from letters.records.json_lines import json_lines
from letters.records.letter import LETTER_LINE, LETTER_ROW
from letters.records.table_files import CSV, DUTCH_CSV, MEDIA_TYPES, XLSX, Table, pieces, table_of
from positions.models import Coder
from positions.models.stances import StanceQuerySet
from positions.open_data.records.pin_cite import PIN_CITE_ROW, CitedTopic, rows_of
from positions.open_data.records.stance import STANCE_ROW, facts
from positions.open_data.records.stance_source import source
from positions.reliability.report import coder_name
from positions.stances import as_of
from positions.stances.read_letters import with_read
from positions.timelines.then_and_now import compared_among_letters

# The name of a format is the end of its files' names, and the value of `format` in an address.
TABLES: dict[str, str | Promise] = {XLSX: "XLSX", CSV: "CSV", DUTCH_CSV: _("CSV voor Nederlands Excel")}
RECORDS = {**TABLES, JSONL: "JSON Lines"}  # letters and stances
JSON_LINES = "application/jsonl; charset=utf-8"
CHUNK = 500


class TableForm(StringConverter):
    """Path converter: the format of a table."""

    regex = "|".join(map(re.escape, TABLES))


class RecordForm(StringConverter):
    """Path converter: the format of letters or stances."""

    regex = "|".join(map(re.escape, RECORDS))


def letters(form: str, found: QuerySet[Letter], day: date | None = None) -> Iterator[str] | Iterator[bytes]:
    """Stream the letters, each with the facts of its text of that day; JSON Lines include the text itself."""
    if form == JSONL:
        return letter_lines(found, day)
    return pieces(letter_table(found, day), form)


def letter_lines(found: QuerySet[Letter], day: date | None = None) -> Iterator[str]:
    return export.lines(LETTER_LINE, with_read(found, day), as_of.texts(day))


def letter_table(found: QuerySet[Letter], day: date | None) -> Table:
    """Return a table of the letters as of that day."""
    return export.table(LETTER_ROW, with_read(found, day), as_of.texts(day))


def stances(
    form: str, found: StanceQuerySet, reader: Reader = ANYBODY, day: date | None = None
) -> Iterator[str] | Iterator[bytes]:
    """Stream the rows of `records.stance`, of stances as of that day."""
    return stance_lines(found, reader, day) if form == JSONL else pieces(stance_table(found, reader, day), form)


def stance_lines(found: StanceQuerySet, reader: Reader = ANYBODY, day: date | None = None) -> Iterator[str]:
    if database_lines.can_write(STANCE_ROW):
        return database_lines.json_lines(STANCE_ROW, lambda: source(found, reader, day))
    return json_lines(STANCE_ROW, facts(found, day), reader)


def stance_table(
    found: StanceQuerySet, reader: Reader = ANYBODY, day: date | None = None, order: Sequence[str] = ()
) -> Table:
    lines = database_lines.csv_lines(STANCE_ROW, lambda: source(found, reader, day, order))
    return table_of(STANCE_ROW, facts(found, day, order), reader, lines)


def citations(
    form: str, found: CitationQuerySet, reader: Reader, *, proposals: bool, hidden: frozenset[int]
) -> Iterator[str] | Iterator[bytes]:
    """Stream the citations in their sentences, a row for each topic; a constant number of queries a chunk."""
    rows = _cited_topics(found, proposals=proposals, hidden=hidden)
    if form == JSONL:
        return json_lines(PIN_CITE_ROW, rows, reader)
    return pieces(table_of(PIN_CITE_ROW, rows, reader), form)


def _cited_topics(found: CitationQuerySet, *, proposals: bool, hidden: frozenset[int]) -> Iterator[CitedTopic]:
    rows = found.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from rows_of(compared_among_letters(chunk, proposals=proposals, hidden=hidden))


def namer(user: Any = None) -> Callable[[Coder], str]:
    """Return a function that names coders: people by name for readers who may know, else by number."""
    return lambda coder: coder_name(coder, user or AnonymousUser())


def asked_table(request: HttpRequest) -> str | None:
    """Return the format in which a page is asked for as a table; None for the page itself."""
    form = request.GET.get("format")
    return form if form in TABLES else None


def table_file(table: Table, name: str, form: str) -> HttpResponse:
    """Return a table of a page, small enough to be kept whole, as `name` with the end of its format."""
    return HttpResponse(
        b"".join(pieces(table, form)),
        content_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": saved(name, form)},
    )


def streamed(file: Iterator[str] | Iterator[bytes], name: str, form: str) -> StreamingHttpResponse:
    """Return the records as a file that is sent while it is made."""
    media_type = MEDIA_TYPES.get(form, JSON_LINES)
    return StreamingHttpResponse(file, content_type=media_type, headers={"Content-Disposition": saved(name, form)})


def saved(name: str, form: str) -> str:
    return f'attachment; filename="{name}.{form}"'
