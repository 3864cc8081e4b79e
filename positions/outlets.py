"""What the site gives out to download: the same records in each form, asked by the same filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from letters.exporting import COLUMNS as LETTER_COLUMNS
from letters.exporting import as_record, with_everything
from letters.models import Letter
from letters.streaming import lines, table
from positions import exporting, known
from positions.figures import name_of
from positions.models import Coder, Stance

# The name of a file on somebody's computer is no fact of a letter.
LETTERS = ("key", *(name for name in LETTER_COLUMNS if name != "file"))
STANCES = exporting.COLUMNS


@dataclass(frozen=True, slots=True)
class Form:
    media_type: str
    write: Callable[[Iterator[dict[str, Any]], tuple[str, ...]], Iterator[str]]


FORMS = {
    "csv": Form("text/csv", table),
    "jsonl": Form("application/jsonl", lambda records, columns: lines(records)),
}


def letter_records(letters: QuerySet[Letter], day: date | None = None) -> Iterator[dict[str, Any]]:
    """One at a time, each with the text of that day."""
    for letter in with_everything(letters, known.texts(day)):
        record = as_record(letter)
        del record["file"]
        yield record


def stance_records(stances: QuerySet[Stance], reader: Any = None) -> Iterator[dict[str, Any]]:
    """One at a time; people are named to a reader who may know."""
    return exporting.records(stances, namer(reader or AnonymousUser()))


def namer(reader: Any) -> Callable[[Coder], str]:
    return lambda coder: name_of(coder, reader)
