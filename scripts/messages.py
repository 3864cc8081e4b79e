"""Updates the catalogues of `locale/` from the code: `python -m scripts.messages`, or `make messages`.

Removed strings are dropped; new ones are added empty and listed at the end; there is no fuzzy matching. Templates are
read with Django's `templatize`, Python with Babel.
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
    """Write the catalogue without header lines that change daily."""
    out = io.BytesIO()
    write_po(out, catalogue, width=WIDTH, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(NO_NEWS)), encoding="utf-8")


def updated(catalogue: Catalog) -> Catalog:
    """Return the catalogue, updated to the strings of the code."""
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def unfinished(catalogue: Catalog) -> list[str]:
    """Return the strings that are untranslated or fuzzy."""
    found = []
    for message in catalogue:
        words = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            found.append(str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id))
    return found


def extracted() -> Catalog:
    """Return all translatable strings, in the order of the files."""
    found = Catalog(charset="utf-8")
    for path in sources():
        place = str(path.relative_to(PROJECT))
        for line, message, comments, context in strings_in(path):
            found.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def sources() -> Iterator[Path]:
    """Yield the project's own source files: tracked by git, or untracked and not ignored."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *APPS]
    listed = subprocess.run(asked, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for name in sorted(set(listed.splitlines())):
        path = PROJECT / name
        written = path.suffix == ".py" or (path.suffix in (".html", ".txt") and "templates" in path.parts)
        if written and path.exists() and "migrations" not in path.parts:
            yield path


def strings_in(path: Path) -> Iterator[tuple[int, object, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = without_indents(templatize(text, origin=str(path)))
    return extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})


def without_indents(text: str) -> str:
    """Return the text without indents: the output of `templatize` is not Python, and Babel would misread them."""
    return "\n".join(line.strip() for line in text.split("\n"))


if __name__ == "__main__":
    sys.exit(main())
