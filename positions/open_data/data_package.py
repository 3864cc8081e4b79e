"""All data of a day as one file to cite: a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/).

A zip with CSV files, the letters' texts, the codebook, and `datapackage.json`, which describes each file and column,
with row counts and SHA-256 digests. It holds public data only, whoever makes it; equal data give equal bytes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date
from itertools import chain, count
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_noop

from letters.example_notice import showing_examples
from letters.models import Cabinet
from letters.records.cabinet import CABINET_ROW
from letters.records.fields import Reader, Record
from letters.records.letter import LETTER_ROW
from letters.records.table_files import Table, csv_pieces, table_of
from positions.codebook.store import codebook_of
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline import RULES
from positions.models import CodebookVersion, Topic
from positions.open_data import export_formats
from positions.open_data.export_formats import namer
from positions.open_data.records.position import POSITION_ROW, LetterPosition
from positions.open_data.records.stance import STANCE_ROW
from positions.open_data.records.topic import TOPIC_ROW, TopicAxis
from positions.open_data.table_schema import schema
from positions.stances import as_of
from positions.stances.visibility import EVERYBODY
from positions.timelines.query import TimelineOptions, published, read

# By number of the topic: its place among the topics may be another in a later codebook.
IN_ORDER = ("revision_id", "start", "topic_id", "pk")
STAMP = (1980, 1, 1, 0, 0, 0)  # constant time stamp of the files in the zip; the time of the data is in the description
NAMES = {
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", gettext_noop("Creative Commons Naamsvermelding 4.0")),
    "CC-BY-SA-4.0": (
        "https://creativecommons.org/licenses/by-sa/4.0/",
        gettext_noop("CC Naamsvermelding-GelijkDelen 4.0"),
    ),
}
TITLE = "Standpunt: wat het kabinet aan het parlement schrijft"
INVENTED = "Dit zijn verzonnen voorbeeldbrieven."
DESCRIPTION = (
    "Wat het kabinet aan het parlement schrijft over buitenland en veiligheid: brieven met hun tekst, en standpunten, "
    "elk met een citaat dat woordelijk in een brief staat. Wat leeg is, is onbekend; een standpunt zonder score is een "
    "vermelding. Tekst in CSV die een rekenblad als formule zou lezen, begint met een apostrof. De licentie geldt voor "
    "de coderingen; op de teksten van de brieven rust geen auteursrecht (Auteurswet, artikelen 11 en 15b)."
)


class DataPackage:
    """Writer of the zip, which collects the description of each file. `site` is the base URL of addresses in it."""

    def __init__(self, out: IO[bytes], site: str) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.reader = Reader(address=site.__add__, coder_name=namer())
        self.resources: list[dict[str, Any]] = []

    def add(self, name: str, path: str, pieces: Iterable[str], *, table: Table | None = None, **more: Any) -> None:
        """Write a file piece by piece, hashing on the way, and counting lines of JSON; a `table` counts its own rows.

        A file with nothing in it is left out: a package with it would not be valid.
        """
        digest, size, lines = hashlib.sha256(), 0, 0
        left = iter(pieces)
        first = next(left, None)
        if first is None:
            return
        with self.zip.open(member(path), "w") as file:
            for piece in chain([first], left):
                data = piece.encode()
                digest.update(data)
                size, lines = size + len(data), lines + piece.count("\n")
                file.write(data)
        self.resources.append(
            {"name": name, "path": path, "encoding": "utf-8", "bytes": size, "hash": f"sha256:{digest.hexdigest()}"}
            | ({"rows": table.rows} if table else {"rows": lines} if path.endswith(".jsonl") else {})
            | more
        )

    def add_table(self, name: str, record: Record, key: str | None, rows: Iterable[Any] | Table) -> None:
        """Write a table; people are identified by number, and columns are described in Dutch, whoever makes it."""
        table = rows if isinstance(rows, Table) else table_of(record, rows, self.reader)
        more = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}
        with translation.override(settings.LANGUAGE_CODE):
            described = schema(record, key)
        self.add(name, f"{name}.csv", csv_pieces(table), table=table, **more, schema=described)

    def close(self, description: dict[str, Any]) -> None:
        written = json.dumps({**description, "resources": self.resources}, ensure_ascii=False, indent=2)
        self.zip.writestr(member("datapackage.json"), written + "\n")
        self.zip.close()


def write(out: IO[bytes], day: date, site: str = "", **more: str) -> dict[str, Any]:
    """Write the package as of that day. Returns the row count of each file; memory use does not grow with the texts.

    `site` is the base URL of the addresses of stances, as https://standpunt.example; without one they are paths. `more`
    is said in the description besides: a release has a `version`, which is else the day, and a `homepage`.
    """
    with at_one_moment():
        package = DataPackage(out, site)
        proposals = settings.POSITIONS_SHOW_PROPOSALS == EVERYBODY
        package.add_table("letters", LETTER_ROW, "key", export_formats.letter_table(as_of.letters(day), day))
        package.add("texts", "letters.jsonl", export_formats.letter_lines(as_of.letters(day), day), format="jsonl")
        codebook = as_of.codebook(day)
        axes = codebook_of(codebook.pk).topics if codebook else ()
        found = as_of.stances(day, proposals=proposals)
        stances = export_formats.stance_table(found, package.reader, day, IN_ORDER)
        package.add_table("stances", STANCE_ROW, None, stances)
        package.add_table("positions", POSITION_ROW, None, letter_positions(day, [axis.slug for axis in axes]))
        package.add_table("topics", TOPIC_ROW, "slug", map(topic_of_then, count(), axes))
        package.add_table("cabinets", CABINET_ROW, "name", cabinets())
        if codebook:
            package.add("codebook", "codebook.toml", [codebook.source], format="toml")
        package.close(described(day, codebook) | more)
    return {resource["name"]: resource["rows"] for resource in package.resources if "rows" in resource}


def as_file(day: date, site: str) -> IO[bytes]:
    """Return the package as an open anonymous temporary file, at position 0; closing it deletes it."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file, day, site)
    file.seek(0)
    return file


def described(day: date, codebook: CodebookVersion | None) -> dict[str, Any]:
    changed = as_of.last_change(day)
    return {
        "profile": "data-package",
        "name": "standpunt",
        "title": TITLE,
        "description": f"{DESCRIPTION} {INVENTED}" if showing_examples() else DESCRIPTION,
        "version": day.isoformat(),
        "as_of": day.isoformat(),
        **({"created": changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")} if changed else {}),
        "counting_rules": RULES,
        "codebook_version": codebook.number if codebook else None,
        "licenses": [licence()],
    }


def licence() -> dict[str, str]:
    name = settings.DATA_LICENCE
    path, title = NAMES.get(name, ("", ""))
    return {"name": name, "path": path, "title": title} if path else {"name": name}


def letter_positions(day: date, slugs: Sequence[str]) -> Iterator[LetterPosition]:
    """Yield accepted positions of every holder on these topics, including letters without a date."""
    known = Topic.objects.in_bulk(slugs, field_name="slug")
    topics = [known[slug] for slug in slugs]
    reading = read(topics, published(), TimelineOptions(as_of=day, proposals=False))
    for topic in topics:
        for holder in Holder:
            series = reading.series(topic.slug, holder)
            for dot in (*series.dots, *series.undated):
                yield LetterPosition(topic.slug, holder, dot)


def topic_of_then(position: int, axis: CodebookTopic) -> TopicAxis:
    """Return a topic with the names that it had in that codebook; rows of topics have those of the newest."""
    named = Topic(slug=axis.slug, name_nl=axis.name.nl, name_en=axis.name.en, position=position)
    return TopicAxis(named, axis)


def cabinets() -> QuerySet[Cabinet]:
    """Return the cabinets, real or example ones as shown, in order of start."""
    return Cabinet.objects.filter(is_example=showing_examples()).order_by("start")


def member(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


@contextmanager
def at_one_moment(*, writing: bool = False) -> Iterator[None]:
    """Read everything inside the block from one snapshot; within a transaction, that transaction's.

    Only with `writing` may the block write.
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        if inside:
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ {'WRITE' if writing else 'ONLY'}")
        yield
