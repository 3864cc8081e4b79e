"""Line numbers in a TOML file, for error messages: tomllib does not provide them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"^\s*\[\[?\s*([\w.\-\"]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w.\-\"]+)\s*=")


@dataclass(frozen=True, slots=True)
class Table:
    """One [table] or [[table]]: its name, its header's line number, and the lines up to the next header."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)


class Places:
    def __init__(self, text: str) -> None:
        self._tables = [Table("", 0)]
        for number, line in enumerate(text.splitlines(), start=1):
            header = _HEADER.match(line) if "=" not in line.split("]")[0] else None
            if header:
                self._tables.append(Table(header.group(1).replace('"', ""), number))
            else:
                self._tables[-1].lines.append(line)

    def line(self, table: str, nth: int = 0, key: str | None = None, value: str | None = None) -> int:
        """Return the line of a value, else of its key, else of its table's header; 1 if none is found.

        `nth` counts the tables of that name; sub-tables (`topic.anchors`) are searched with the table that they follow.
        """
        for part in self._parts(table, nth):
            found = _within(part, key, value)
            if found:
                return found
        headers = [part for part in self._tables if part.name == table]
        return max(1, headers[nth].line) if nth < len(headers) else 1

    def _parts(self, table: str, nth: int) -> list[Table]:
        starts = [index for index, part in enumerate(self._tables) if part.name == table]
        if nth >= len(starts):
            return self._tables[:1] if not table else []
        end = starts[nth] + 1
        while end < len(self._tables) and table and self._tables[end].name.startswith(f"{table}."):
            end += 1
        return self._tables[starts[nth] : end]


def _within(table: Table, key: str | None, value: str | None) -> int | None:
    if key is None or (value is None and table.name.endswith(f".{key}")):
        return table.line
    start = _key_index(table, key)
    if start is None:
        return None
    if value is not None:
        for index in range(start, len(table.lines)):
            if f'"{value}"' in table.lines[index] or f"= {value}" in table.lines[index]:
                return table.line + 1 + index
    return table.line + 1 + start


def _key_index(table: Table, key: str) -> int | None:
    if table.name.endswith(f".{key}"):
        return 0
    for index, line in enumerate(table.lines):
        match = _KEY.match(line)
        if match and match.group(1).replace('"', "").split(".")[0] == key:
            return index
    return None
