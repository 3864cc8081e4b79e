"""Records as JSON Lines: one object per line, written a batch of rows and a column at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from letters.records.fields import ANYBODY, Field, Reader, Record, batches

BATCH = 500
_encode = json.JSONEncoder(ensure_ascii=False).encode


def json_lines(record: Record, rows: Iterable[Any], reader: Reader = ANYBODY, *, batch: int = BATCH) -> Iterator[str]:
    """Yield the lines of a batch of rows, together."""
    for some in batches(rows, batch):
        yield "\n".join([*json_texts(record, some, reader), ""])


def json_texts(record: Record, rows: Sequence[Any], reader: Reader = ANYBODY) -> list[str]:
    """Return each row as the text that `json.dumps` makes of it, with letters beyond ASCII as they are."""
    columns = [_texts(field, found, reader) for field, found in record.by_field(rows, reader)]
    names = (_encode(name).replace("%", "%%") for name in record.names)
    pattern = "{" + ", ".join(f"{name}: %s" for name in names) + "}"
    return [pattern % row for row in zip(*columns, strict=True)]


def _texts(field: Field, found: Sequence[Any], reader: Reader) -> list[str]:
    if isinstance(field.type, Record):
        nested = field.type
        made = field.nested(found, lambda rows: json_texts(nested, rows, reader), _in_brackets)
        return ["null" if each is None else each for each in made]
    return [_TEXTS[each.__class__](each) for each in field.plain(found, reader)]


def _in_brackets(texts: Iterable[str]) -> str:
    return f"[{', '.join(texts)}]"


class _ByClass(dict[type, Callable[[Any], str]]):
    """Writers of values by their exact class; `json` writes all others."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        return _encode


def _list(values: list[Any]) -> str:
    return _in_brackets([_TEXTS[each.__class__](each) for each in values])


_TEXTS = _ByClass({
    str: encode_basestring,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _none: "null",
    list: _list,
})  # fmt: skip
