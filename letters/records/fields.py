"""Record definition: fields in order, each with type, description, example and value.

API, OpenAPI schema, CSV, JSONL, data package and `docs/records.md` are generated from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
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
    """One field. `value` computes it from a row; default the attribute of the same name.

    `null`: may be unknown or not applicable. `blank`: the text may be empty. `table_description` is used for tables,
    where null is an empty cell and a list one text, joined by `separator`. `length` is the fixed length of a list.
    `column` is the annotation that a query needs for it. `instead` names the replacement of a deprecated field.
    """

    name: str
    type: Type | Record
    description: Words
    example: Any = None
    value: Callable[[Any, Reader], Any] | None = None
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
    since: str = ""
    instead: str = ""

    def of(self, row: Any, reader: Reader) -> Any:
        """Return the row's value as JSON: dates in ISO 8601, nested records as objects."""
        found = getattr(row, self.name) if self.value is None else self.value(row, reader)
        return None if found is None else self.written(found, reader)

    def written(self, found: Any, reader: Reader) -> Any:
        """Return a value that is not None as JSON."""
        if isinstance(self.type, Record):
            nested = self.type
            return [nested.values(each, reader) for each in found] if self.many else nested.values(found, reader)
        return WRITTEN[self.type](found) if self.type in WRITTEN else found

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


WRITTEN: dict[Type, Callable[[Any], str]] = {
    Type.DATE: lambda day: day.isoformat(),
    Type.MOMENT: lambda moment: timezone.localtime(moment).isoformat(),
}


def _same(row: Any) -> Any:
    return row


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The fields of another record, included in this one; `of` gets its row."""

    record: Record
    of: Callable[[Any], Any] = _same


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
        found: dict[str, Any] = {}
        for part, value, write in plan(self):
            if isinstance(part, Part):
                found |= part.record.values(part.of(row), reader)
                continue
            said = getattr(row, part.name) if value is None else value(row, reader)
            found[part.name] = part.written(said, reader) if write and said is not None else said
        return found

    def cells(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the result of `values` as a table row."""
        return {field.name: field.cell(values[field.name]) for field in self._flat()}

    def columns(self) -> dict[str, Any]:
        """Return the annotations that a query must have."""
        return {field.name: field.column() for field in self._flat() if field.column}

    def example(self) -> dict[str, Any]:
        return {field.name: field.shown() for field in self._flat()} | dict(self.examples)


@cache
def plan(record: Record) -> list[tuple[Field | Part, Callable[[Any, Reader], Any] | None, bool]]:
    """Return the parts in order, with the fields of those parts that have the record's own row; of each field how its
    value is found, and whether it is written in another form. Files have a row in some microseconds.
    """
    found: list[tuple[Field | Part, Callable[[Any, Reader], Any] | None, bool]] = []
    for part in record.parts:
        if isinstance(part, Field):
            found.append((part, part.value, isinstance(part.type, Record) or part.type in WRITTEN))
        else:
            found += plan(part.record) if part.of is _same else [(part, None, False)]
    return found
