"""Check the codebook's files and take their versions into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions import codebooks
from positions.domain.codebook import CodebookError


class Command(BaseCommand):
    help = "Load every version of the codebook, or the files named, after checking them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["paths"] or codebooks.files():
            try:
                version, created = codebooks.load_file(path)
            except (CodebookError, OSError) as error:
                raise CommandError(str(error)) from error
            if created:
                self.stderr.write(f"{version} loaded")
