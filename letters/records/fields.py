"""Record definition: fields in order, each with type, description, example and value.

API, OpenAPI schema, CSV, JSONL, data package and `docs/records.md` are generated from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

Words = str | Promise


class Type(Enum):
    """Type of a plain value; the enum's value is its name in the docs."""

    TEXT = "text"
    SLUG = "slug"
    ADDRESS = "address"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "date and time"


@dataclass(frozen=True, slots=True)
class Reader:
    """Context of the output: `address` makes a path an absolute URL, `coder_name` names a coder."""

    address: Callable[[str], str] = str
    coder_name: Callable[[Any], str] = str


ANYBODY = Reader()


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field. `value` computes it from a row, or `values` from many at once, where part of that is the same for
    all; default the attribute of the same name.

    `null`: may be unknown or not applicable. `blank`: the text may be empty. `table_description` is used for tables,
    where null is an empty cell and a list one text, joined by `separator`. `length` is the fixed length of a list.
    `column` is the annotation that a query needs for it. `sql` is the same value in SQL, over the columns of the
    record's source (`database_lines`): of a list the texts of a cell, of a list of records the clause FROM of their
    rows. `json` is the list as JSON, where that is not a list of those texts. Files with a field that has no `sql` are
    written by Python. `instead` names the replacement of a deprecated field.
    """

    name: str
    type: Type | Record
    description: Words
    example: Any = None
    value: Callable[[Any, Reader], Any] | None = None
    values: Callable[[Sequence[Any], Reader], Sequence[Any]] | None = None
    unit: Words = ""
    null: bool = False
    blank: bool = False
    many: bool = False
    length: int | None = None
    choices: Sequence[str | tuple[str, Words]] = ()
    least: int | None = None
    most: int | None = None
    unique: bool = False
    table_description: Words = ""
    separator: str = "; "
    column: Callable[[], Any] | None = None
    sql: str = ""
    json: str = ""
    since: str = ""
    instead: str = ""

    def of(self, row: Any, reader: Reader) -> Any:
        """Return the row's value as JSON: dates in ISO 8601, nested records as objects."""
        return self.plain(self.found([row], reader), reader)[0]

    def found(self, rows: Sequence[Any], reader: Reader) -> Sequence[Any]:
        """Return the value of each row as it is there, not yet as JSON."""
        if self.values is not None:
            return self.values(rows, reader)
        if (value := self.value) is not None:
            return [value(row, reader) for row in rows]
        return list(map(attrgetter(self.name), rows))

    def plain(self, found: Sequence[Any], reader: Reader) -> Sequence[Any]:
        """Return values that were found as JSON."""
        if isinstance(self.type, Record):
            record = self.type
            return self.nested(found, lambda rows: record.objects(rows, reader), list)
        return found if self.type not in WRITERS else _written(found, WRITERS[self.type]())

    def nested(
        self,
        found: Sequence[Any],
        write: Callable[[Sequence[Any]], list[Any]],
        together: Callable[[Iterator[Any]], Any],
    ) -> list[Any]:
        """Return rows of a nested record as `write` makes them, all in one call; lists of them by `together`."""
        lists = [() if each is None else each if self.many else (each,) for each in found]
        made = iter(write(list(chain.from_iterable(lists))))
        each_made = (islice(made, len(rows)) for rows in lists)
        if self.many:
            return [None if each is None else together(parts) for each, parts in zip(found, each_made, strict=True)]
        return [next(parts, None) for parts in each_made]

    def cell(self, value: Any) -> Any:
        """Return the value as a table cell: of a pair with an empty half, the other half."""
        if not isinstance(value, list):
            return value
        parts = (", ".join(filter(None, each)) if isinstance(each, list) else str(each) for each in value)
        return self.separator.join(parts)

    @property
    def codes(self) -> list[str]:
        """The possible values; empty if they are not fixed."""
        return [each if isinstance(each, str) else each[0] for each in self.choices]

    def shown(self) -> Any:
        """Return the example; for a nested record, that of the record."""
        if self.example is not None or not isinstance(self.type, Record) or self.null:
            return self.example
        return [self.type.example()] if self.many else self.type.example()


def _moment_writer() -> Callable[[Any], str]:
    zone = timezone.get_current_timezone()
    return lambda moment: moment.astimezone(zone).isoformat()


WRITERS: dict[Type, Callable[[], Callable[[Any], str]]] = {
    Type.DATE: lambda: lambda day: day.isoformat(),
    Type.MOMENT: _moment_writer,
}


def _written(found: Sequence[Any], write: Callable[[Any], str]) -> list[str | None]:
    return [None if each is None else write(each) for each in found]


def _same(row: Any) -> Any:
    return row


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The fields of another record, included in this one; `of` gets its row.

    Where many rows have the same one, `key` tells them apart, so that the fields of each are found once in a batch.
    """

    record: Record
    of: Callable[[Any], Any] = _same
    key: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Fields in output order. `name` is the name of the schema in OpenAPI.

    `examples` holds the examples that differ from those of the fields.
    """

    name: str
    parts: tuple[Field | Part, ...]
    examples: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        return list(self._flat())

    @property
    def names(self) -> list[str]:
        return [field.name for field in self._flat()]

    def _flat(self) -> Iterator[Field]:
        for part in self.parts:
            yield from (part.record.fields if isinstance(part, Part) else (part,))

    def values(self, row: Any, reader: Reader = ANYBODY) -> dict[str, Any]:
        """Return the row as an object of plain JSON types."""
        return self.objects([row], reader)[0]

    def objects(self, rows: Sequence[Any], reader: Reader = ANYBODY) -> list[dict[str, Any]]:
        """Return each row as an object of plain JSON types."""
        columns = [field.plain(found, reader) for field, found in self.by_field(rows, reader)]
        names = self.names
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def by_field(self, rows: Sequence[Any], reader: Reader) -> Iterator[tuple[Field, Sequence[Any]]]:
        """Yield each field with its value of every row, as found: a file takes some microseconds a row, which leaves no
        time to go through the fields for each.
        """
        for part in self.parts:
            if not isinstance(part, Part):
                yield part, part.found(rows, reader)
                continue
            own = rows if part.of is _same else [part.of(row) for row in rows]
            if part.key is None:
                yield from part.record.by_field(own, reader)
                continue
            keys = list(map(part.key, own))
            each = dict(zip(keys, own, strict=True))
            for of_part, found in part.record.by_field(list(each.values()), reader):
                by_key = dict(zip(each, found, strict=True))
                yield of_part, [by_key[key] for key in keys]

    def columns(self) -> dict[str, Any]:
        """Return the annotations that a query must have."""
        return {field.name: field.column() for field in self._flat() if field.column}

    def example(self) -> dict[str, Any]:
        return {field.name: field.shown() for field in self._flat()} | dict(self.examples)


def batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
