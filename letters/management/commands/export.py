"""Write records to standard output. Data alone goes there; everything else goes to standard error."""

from __future__ import annotations

from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandParser

from letters.exporting import with_everything, write_csv, write_jsonl
from letters.models import Letter

WRITERS = {"jsonl": write_jsonl, "csv": write_csv}


class Command(BaseCommand):
    help = "Export letters, one a line."
    kinds: tuple[str, ...] = ("letters",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=self.kinds)
        parser.add_argument("--format", choices=sorted(WRITERS), default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        letters = with_everything(Letter.objects.published())
        count = WRITERS[options["format"]](letters, cast(TextIO, self.stdout))
        self.stderr.write(f"{count} exported")
