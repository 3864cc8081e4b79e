"""Export records to standard output; messages go to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any, TextIO, TypeVar, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from letters import export as letter_export
from letters.export import JSONL
from letters.models import Letter
from letters.records import table_files
from letters.records.fields import Reader
from letters.records.table_files import XLSX, Table, write_xlsx
from positions.coders.language_model.coder import NAME as LANGUAGE_MODEL
from positions.coders.registry import MACHINE_CODERS
from positions.models import Coder, State
from positions.models.stances import StanceQuerySet
from positions.open_data import data_package, export_formats, web_annotations
from positions.open_data.export_formats import RECORDS
from positions.open_data.records.stance import published_stances

SITE = "http://127.0.0.1:8000"
Written = TypeVar("Written")
KINDS = ("letters", "stances", "annotations", "package")


class Command(BaseCommand):
    help = "Export letters or stances, one a line, stances as W3C Web Annotations (JSON-LD), or all as a data package."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=KINDS)
        parser.add_argument("--format", choices=list(RECORDS), default=JSONL)
        parser.add_argument(
            "--coder",
            metavar="NAME",
            help="what this person, import or machine (its newest version) coded, and no more",
        )
        parser.add_argument("--state", choices=State.values, help="stances in this state alone")
        parser.add_argument("--site", default=SITE, help=f"where the pages are, for addresses: {SITE}")
        parser.add_argument("--to", type=Path, metavar="FILE", help="where a package or XLSX goes")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the package of that day: today")

    def handle(self, *args: Any, **options: Any) -> None:
        what, path = options["what"], options["to"]
        if what == "letters" and (options["coder"] or options["state"]):
            raise CommandError("--coder and --state go with stances")
        if what == "package":
            day = options["as_of"] or timezone.localdate()
            counts = self.put_in_file(path, lambda out: data_package.write(out, day, site_of(options)))
            self.stderr.write(", ".join(f"{count} {name}" for name, count in counts.items()))
        elif options["format"] == XLSX and what != "annotations":
            table = self.table(options)
            self.stderr.write(f"{self.put_in_file(path, lambda out: write_xlsx(table, out))} exported")
        else:
            self.put_out(options)

    def table(self, options: dict[str, Any]) -> Table:
        if options["what"] == "letters":
            return letter_export.table_with_files(Letter.objects.published())
        return export_formats.stance_table(self.chosen(options), reader_of(options))

    def lines(self, options: dict[str, Any]) -> Iterator[str]:
        """Yield the requested records as JSON Lines, several together."""
        if options["what"] == "letters":
            return letter_export.lines_with_files(Letter.objects.published())
        return export_formats.stance_lines(self.chosen(options), reader_of(options))

    def put_out(self, options: dict[str, Any]) -> None:
        """Write to standard output and report the count; a closed pipe (`| head`) ends it quietly."""
        out = cast(TextIO, self.stdout)
        try:
            if options["what"] == "annotations":
                site = site_of(options)
                addresses = web_annotations.Addresses(site, f"{site}{reverse('annotations-file')}")
                count = web_annotations.write(self.chosen(options), out, addresses)
            elif options["format"] == JSONL:
                count = 0
                for lines in self.lines(options):
                    out.write(lines)
                    count += lines.count("\n")
            else:
                table = self.table(options)
                out.writelines(table_files.TEXTS[options["format"]](table))
                count = table.rows
            out.flush()
        except BrokenPipeError:
            # Buffered output would fail again when Python closes the stream (docs of `signal`, on SIGPIPE).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
            return
        self.stderr.write(f"{count} exported")

    def put_in_file(self, path: Path | None, write: Callable[[IO[bytes]], Written]) -> Written:
        """Write a file that is no text, whole or not at all; return what `write` does."""
        if path is None:
            raise CommandError("a package or XLSX goes to a file: --to FILE")
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as out:
                written = write(out)
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        return written

    def chosen(self, options: dict[str, Any]) -> StanceQuerySet:
        stances = published_stances()
        if options["coder"]:
            stances = stances.filter(coder__in=coders_named(options["coder"]))
        if options["state"]:
            stances = stances.in_state(options["state"])
        return stances


def coders_named(name: str) -> QuerySet[Coder]:
    """Return who codes under this name. Raises CommandError, with the names that there are, if nobody does."""
    if name in MACHINE_CODERS:
        return Coder.objects.filter(name=name, version=MACHINE_CODERS[name].version)
    ran = Coder.objects.newest_machines().filter(name=LANGUAGE_MODEL)
    if name == LANGUAGE_MODEL and ran:
        return ran
    others = Coder.objects.in_world().exclude(kind=Coder.Kind.MACHINE)
    if not others.filter(name=name).exists():
        names = sorted({*MACHINE_CODERS, *ran.values_list("name", flat=True), *others.values_list("name", flat=True)})
        raise CommandError(f"nobody codes under the name {name!r}; there is: {', '.join(names)}")
    return others.filter(name=name)


def site_of(options: dict[str, Any]) -> str:
    return str(options["site"].rstrip("/"))


def reader_of(options: dict[str, Any]) -> Reader:
    return Reader(address=site_of(options).__add__)
