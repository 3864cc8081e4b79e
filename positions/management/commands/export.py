"""Export records to standard output; messages go to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from letters import export as letter_export
from letters.models import Letter
from letters.records.fields import Reader
from positions.coders.registry import MACHINE_CODERS
from positions.models import Coder, State
from positions.models.stances import StanceQuerySet
from positions.open_data import data_package, export_formats, web_annotations
from positions.open_data.export_formats import CSV, JSONL
from positions.open_data.records.stance import in_order, published_stances, rows

SITE = "http://127.0.0.1:8000"
KINDS = ("letters", "stances", "annotations", "package")
LETTERS = {JSONL: letter_export.write_jsonl, CSV: letter_export.write_csv}


class Command(BaseCommand):
    help = "Export letters or stances, one a line, stances as W3C Web Annotations (JSON-LD), or all as a data package."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=KINDS)
        parser.add_argument("--format", choices=sorted(LETTERS), default=JSONL)
        parser.add_argument(
            "--coder",
            metavar="NAME",
            help="what this person, import or machine (its newest version) coded, and no more",
        )
        parser.add_argument("--state", choices=State.values, help="stances in this state alone")
        parser.add_argument("--site", default=SITE, help=f"where the pages are, for addresses: {SITE}")
        parser.add_argument("--to", type=Path, metavar="FILE", help="where the package goes")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the package of that day: today")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "package":
            self.pack(options["to"], options["as_of"] or timezone.localdate(), site_of(options))
        else:
            self.put_out(self.writer(options))

    def writer(self, options: dict[str, Any]) -> Callable[[TextIO], int]:
        """Return a function that writes the requested records and returns their number."""
        form = options["format"]
        if options["what"] == "letters":
            if options["coder"] or options["state"]:
                raise CommandError("--coder and --state go with stances")
            return lambda out: LETTERS[form](Letter.objects.published(), out)
        stances = self.chosen(options)
        site = site_of(options)
        if options["what"] == "annotations":
            addresses = web_annotations.Addresses(site, f"{site}{reverse('annotations-file')}")
            return lambda out: web_annotations.write(in_order(stances), out, addresses)
        header, reader = 1 if form == CSV else 0, Reader(address=site.__add__)
        return lambda out: letter_export.write(export_formats.stances(form, rows(stances), reader), out) - header

    def put_out(self, write: Callable[[TextIO], int]) -> None:
        """Write to standard output and report the count; a closed pipe (`| head`) ends it quietly."""
        try:
            count = write(cast(TextIO, self.stdout))
            self.stdout.flush()
        except BrokenPipeError:
            # Buffered output would fail again when Python closes the stream (docs of `signal`, on SIGPIPE).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
            return
        self.stderr.write(f"{count} exported")

    def pack(self, path: Path | None, day: date, site: str) -> None:
        """Write the data package with public data; the file is written whole or not at all."""
        if path is None:
            raise CommandError("a package goes to a file: --to FILE")
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as out:
                counts = data_package.write(out, day, site)
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stderr.write(", ".join(f"{count} {name}" for name, count in counts.items()))

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
    others = Coder.objects.in_world().exclude(kind=Coder.Kind.MACHINE)
    if not others.filter(name=name).exists():
        names = sorted({*MACHINE_CODERS, *others.values_list("name", flat=True)})
        raise CommandError(f"nobody codes under the name {name!r}; there is: {', '.join(names)}")
    return others.filter(name=name)


def site_of(options: dict[str, Any]) -> str:
    return str(options["site"].rstrip("/"))
