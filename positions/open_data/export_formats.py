"""Download formats: the same records as CSV or JSON Lines, with the same filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from letters.export import csv_lines, json_lines, with_everything, with_facts
from letters.models import Letter
from letters.models.letters import CitationQuerySet
from letters.records.fields import Reader
from letters.records.letter import LETTER_LINE, LETTER_ROW
from positions.models import Coder, Stance
from positions.open_data.records.pin_cite import PIN_CITE_ROW, CitedTopic, rows_of
from positions.open_data.records.stance import STANCE_ROW
from positions.reliability.report import coder_name
from positions.stances import as_of
from positions.timelines.then_and_now import compared_among_letters

CSV, JSONL = "csv", "jsonl"
MEDIA_TYPES = {CSV: "text/csv", JSONL: "application/jsonl"}
CHUNK = 500


def letters(form: str, found: QuerySet[Letter], day: date | None = None) -> Iterator[str]:
    """Stream the letters, each with the facts of its text of that day; JSON Lines include the text itself."""
    if form == CSV:
        return csv_lines(LETTER_ROW, with_facts(found, as_of.texts(day)))
    return json_lines(LETTER_LINE, with_everything(found, as_of.texts(day)))


def stances(form: str, found: QuerySet[Stance], coder_name: Callable[[Coder], str] = str) -> Iterator[str]:
    """Stream the rows of `records.stance`. Coders are named in full unless `coder_name` is given."""
    rows = found.iterator(chunk_size=CHUNK)
    write = csv_lines if form == CSV else json_lines
    return write(STANCE_ROW, rows, Reader(coder_name=coder_name))


def citations(
    form: str, found: CitationQuerySet, reader: Reader, *, proposals: bool, hidden: frozenset[int]
) -> Iterator[str]:
    """Stream the citations in their sentences, a row for each topic; a constant number of queries a chunk."""
    write = csv_lines if form == CSV else json_lines
    return write(PIN_CITE_ROW, _cited_topics(found, proposals=proposals, hidden=hidden), reader)


def _cited_topics(found: CitationQuerySet, *, proposals: bool, hidden: frozenset[int]) -> Iterator[CitedTopic]:
    rows = found.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from rows_of(compared_among_letters(chunk, proposals=proposals, hidden=hidden))


def namer(user: Any = None) -> Callable[[Coder], str]:
    """Return a function that names coders: people by name for readers who may know, else by number."""
    return lambda coder: coder_name(coder, user or AnonymousUser())
