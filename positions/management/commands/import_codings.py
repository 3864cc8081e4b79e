"""Import hand-made codings from CSV, under a coder of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.domain.reliability.coding_file import CodingFileError
from positions.models import Assignment, CodebookVersion
from positions.reliability import coding_import


class Command(BaseCommand):
    help = (
        "Import codings (columns sentence, text, topic, holder, kind, score), one file a letter, whole or not at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--coder", required=True, metavar="NAME", help="who coded them")
        parser.add_argument("--letter", default="", metavar="KEY", help="the letter; else it is found by the words")
        parser.add_argument("--in-sight", action="store_true", help="coded with proposals in sight, not blind")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["letter"] and len(options["paths"]) > 1:
            raise CommandError("--letter goes with one file")
        refused = [path for path in options["paths"] if not self.taken(path, options)]
        if refused:
            raise CommandError(f"not imported: {', '.join(str(path) for path in refused)}")

    def taken(self, path: Path, options: dict[str, Any]) -> bool:
        way = Assignment.Way.IN_SIGHT if options["in_sight"] else Assignment.Way.BLIND
        try:
            done = coding_import.import_file(path, options["coder"], way=way, letter=options["letter"])
        except CodebookVersion.DoesNotExist as error:
            raise CommandError("no codebook is loaded; run `manage.py load_codebook` first") from error
        except (CodingFileError, OSError) as error:
            self.stderr.write(str(error))
            return False
        for problem in done.problems:
            self.stderr.write(problem)
        self.stderr.write(
            f"{path}: {done.sentences} sentences of {done.letter}, {done.stances} stances "
            f"({done.new} new, {done.withdrawn} withdrawn), {len(done.problems)} sentences left out"
        )
        return True
