"""Write records to standard output: letters, as before, stances, and stances as Web Annotations; or a data package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from letters.management.commands.export import Command as LettersExport
from positions import packaging
from positions.annotations import write as write_annotations
from positions.exporting import STATES, published_stances, write_csv, write_jsonl
from positions.models.stances import StanceQuerySet
from positions.proposals import CODERS

SITE = "http://127.0.0.1:8000"
WRITERS = {"jsonl": write_jsonl, "csv": write_csv}


class Command(LettersExport):
    help = "Export letters or stances, one a line, stances as W3C Web Annotations (JSON-LD), or all as a data package."
    kinds = (*LettersExport.kinds, "stances", "annotations", "package")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--coder", choices=sorted(CODERS), help="stances of this coder alone, its newest version")
        parser.add_argument("--state", choices=STATES, help="stances in this state alone")
        parser.add_argument("--site", default=SITE, help=f"where the letters are, for annotations: {SITE}")
        parser.add_argument("--to", type=Path, metavar="FILE", help="where the package goes")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the package of that day: today")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "letters":
            if options["coder"] or options["state"]:
                raise CommandError("--coder and --state go with stances")
            super().handle(*args, **options)
            return
        if options["what"] == "package":
            self.pack(options["to"], options["as_of"] or timezone.localdate())
            return
        stances = self.chosen(options)
        if options["what"] == "annotations":
            site = options["site"].rstrip("/")
            self.put_out(lambda out: write_annotations(stances, out, site))
        else:
            self.put_out(lambda out: WRITERS[options["format"]](stances, out))

    def pack(self, path: Path | None, day: date) -> None:
        """As anybody may see it on the site; the file is there whole or not at all."""
        if path is None:
            raise CommandError("a package goes to a file: --to FILE")
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as out:
                rows = packaging.write(out, day)
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stderr.write(", ".join(f"{count} {name}" for name, count in rows.items()))

    def chosen(self, options: dict[str, Any]) -> StanceQuerySet:
        stances = published_stances()
        if options["coder"]:
            stances = stances.filter(coder__name=options["coder"], coder__version=CODERS[options["coder"]][0])
        if options["state"]:
            stances = stances.in_state(options["state"])
        return stances
