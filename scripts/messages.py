"""Bring the catalogues of `locale/` up to what the code says: `python -m scripts.messages`, or `make messages`.

Strings that are gone go, new ones come in empty and are named at the end; nothing is guessed from strings that look
alike. Templates are read by Django's own `templatize`, Python by Babel.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
APPS = ("letters", "positions", "tracker")
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}{end}": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")
    for end in ("_lazy", "_noop")
}  # fmt: skip
WIDTH = 120
NO_NEWS = tuple(
    f'"{name}'
    for name in ("Report-Msgid", "POT-Creation", "PO-Revision", "Last-Trans", "Language-Team", "Generated-By")
)


def main() -> None:
    for written in catalogues():
        found = updated(read(written))
        write(found, written)
        for message in unfinished(found):
            print(f"{written.relative_to(PROJECT)}: {message}")


def catalogues() -> list[Path]:
    return sorted((PROJECT / "locale").glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(catalogue: Catalog, path: Path) -> None:
    """Without the lines of the head that differ from day to day and say nothing."""
    out = io.BytesIO()
    write_po(out, catalogue, width=WIDTH, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(NO_NEWS)), encoding="utf-8")


def updated(catalogue: Catalog) -> Catalog:
    """The same with the strings that the code has now."""
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def unfinished(catalogue: Catalog) -> list[str]:
    """What is still to be written, or to be looked at again."""
    found = []
    for message in catalogue:
        words = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            found.append(str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id))
    return found


def extracted() -> Catalog:
    """All that is marked to be translated, in the order of the files."""
    found = Catalog(charset="utf-8")
    for path in sources():
        place = str(path.relative_to(PROJECT))
        for line, message, comments, context in strings_in(path):
            found.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def sources() -> Iterator[Path]:
    """The project's own files, as git has them or would have them."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *APPS]
    listed = subprocess.run(asked, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for name in sorted(set(listed.splitlines())):
        path = PROJECT / name
        written = path.suffix == ".py" or (path.suffix == ".html" and "templates" in path.parts)
        if written and path.exists() and "migrations" not in path.parts:
            yield path


def strings_in(path: Path) -> Iterator[tuple[int, object, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = without_indents(templatize(text, origin=str(path)))
    return extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})


def without_indents(text: str) -> str:
    """What `templatize` leaves of the markup is no Python, and its indents would be read as such."""
    return "\n".join(line.strip() for line in text.split("\n"))


if __name__ == "__main__":
    sys.exit(main())
