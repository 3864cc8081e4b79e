"""All data of a day as one file to cite: a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/).

A zip with CSV files, the letters' texts, the codebook, and `datapackage.json`, which says what each file and column
is, how many rows it has and its SHA-256. It holds what anybody may see, whoever makes it; the same data make the same
bytes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from letters.streaming import lines, table
from positions import known
from positions.axes import axes
from positions.domain.scale import Holder
from positions.exporting import in_order
from positions.freshness import version
from positions.models import CodebookVersion, Topic
from positions.outlets import letter_records, stance_records
from positions.packagefields import LETTER_FIELDS, POSITION_FIELDS, STANCE_FIELDS, TOPIC_FIELDS, columns, schema
from positions.timelines import Asked, published, read
from positions.visibility import EVERYBODY

STAMP = (1980, 1, 1, 0, 0, 0)  # of each file in the zip: its time is that of the data, in the description
NAMES = {
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Naamsvermelding 4.0"),
    "CC-BY-SA-4.0": (
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC Naamsvermelding-GelijkDelen 4.0",
    ),
}
DESCRIPTION = (
    "Wat het kabinet aan het parlement schrijft over buitenland en veiligheid: brieven met hun tekst, en standpunten, "
    "elk met een citaat dat woordelijk in een brief staat. Wat leeg is, is onbekend; een standpunt zonder score is een "
    "vermelding. Tekst in CSV die een rekenblad als formule zou lezen, begint met een apostrof. De licentie geldt voor "
    "de coderingen; op de teksten van de brieven rust geen auteursrecht (Auteurswet, artikelen 11 en 15b)."
)


class Package:
    """A zip that is being written; it remembers what each file holds."""

    def __init__(self, out: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.resources: list[dict[str, Any]] = []

    def add(self, name: str, path: str, pieces: Iterable[str], *, header: bool = False, **more: Any) -> None:
        """Write the file piece by piece, counting and digesting on the way. A header is no row."""
        digest, size, rows = hashlib.sha256(), 0, -1 if header else 0
        with self.zip.open(member(path), "w") as file:
            for piece in pieces:
                data = piece.encode()
                digest.update(data)
                size, rows = size + len(data), rows + 1
                file.write(data)
        self.resources.append(
            {"name": name, "path": path, "encoding": "utf-8", "bytes": size, "hash": f"sha256:{digest.hexdigest()}"}
            | ({"rows": rows} if header or path.endswith(".jsonl") else {})
            | more
        )

    def add_table(self, name: str, fields: list[dict[str, Any]], key: str | None, records: Iterable[Any]) -> None:
        pieces = table(records, columns(fields))
        more = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}
        self.add(name, f"{name}.csv", pieces, header=True, **more, schema=schema(fields, key))

    def close(self, description: dict[str, Any]) -> None:
        written = json.dumps({**description, "resources": self.resources}, ensure_ascii=False, indent=2)
        self.zip.writestr(member("datapackage.json"), written + "\n")
        self.zip.close()


def write(out: IO[bytes], day: date) -> dict[str, Any]:
    """The package as of that day. Returns how many rows each file has; memory does not grow with the letters' texts."""
    with at_one_moment():
        package = Package(out)
        proposals = settings.POSITIONS_SHOW_PROPOSALS == EVERYBODY
        package.add_table("letters", LETTER_FIELDS, "key", letter_records(known.letters(day), day))
        package.add("texts", "letters.jsonl", lines(letter_records(known.letters(day), day)), format="jsonl")
        stances = in_order(known.stances(day, proposals=proposals))
        package.add_table("stances", STANCE_FIELDS, None, stance_records(stances))
        package.add_table("positions", POSITION_FIELDS, None, position_records(day))
        package.add_table("topics", TOPIC_FIELDS, "slug", topic_records())
        codebook = CodebookVersion.objects.last()
        if codebook:
            package.add("codebook", "codebook.toml", [codebook.source], format="toml")
        package.close(described(day, codebook))
    return {resource["name"]: resource["rows"] for resource in package.resources if "rows" in resource}


def as_file(day: date) -> IO[bytes]:
    """The package in a file without a name, open at its start; it is gone when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file, day)
    file.seek(0)
    return file


def described(day: date, codebook: CodebookVersion | None) -> dict[str, Any]:
    changed = version().changed
    return {
        "profile": "data-package",
        "name": "standpunt",
        "title": "Standpunt: wat het kabinet aan het parlement schrijft",
        "description": DESCRIPTION,
        "version": day.isoformat(),
        "as_of": day.isoformat(),
        "created": changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if changed else None,
        "codebook_version": codebook.number if codebook else None,
        "licenses": [licence()],
    }


def licence() -> dict[str, str]:
    name = settings.DATA_LICENCE
    path, title = NAMES.get(name, ("", ""))
    return {"name": name, "path": path, "title": title} if path else {"name": name}


def position_records(day: date) -> Iterator[dict[str, Any]]:
    """Accepted positions of every holder, letters without a date too."""
    topics = list(Topic.objects.all())
    reading = read(topics, published(), Asked(as_of=day, proposals=False))
    for topic in topics:
        for holder in Holder:
            series = reading.series(topic.slug, holder)
            for dot in (*series.dots, *series.undated):
                yield {
                    "topic": topic.slug,
                    "holder": holder.value,
                    "letter": dot.letter.key,
                    "date": dot.letter.day and dot.letter.day.isoformat(),
                    "position": round(float(dot.position.mean), 4),
                    "sentences": dot.position.sentences,
                    "lowest": dot.position.lowest,
                    "highest": dot.position.highest,
                    "salience": round(float(dot.salience), 4),
                    "change": dot.change and dot.change.value,
                    "typical": dot.typical.words,
                }


def topic_records() -> Iterator[dict[str, Any]]:
    by_slug = axes()
    for topic in Topic.objects.all():
        axis = by_slug.get(topic.slug)
        yield {
            "slug": topic.slug,
            "name_nl": topic.name_nl,
            "name_en": topic.name_en,
            "low_pole": axis and axis.low_pole.nl,
            "high_pole": axis and axis.high_pole.nl,
        }


def member(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


@contextmanager
def at_one_moment() -> Iterator[None]:
    """All that is read here is of one moment, whatever is decided meanwhile; inside a transaction it is that one's."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
