"""Check the codebook files and store their versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.codebook import store
from positions.domain.codebook.loading import CodebookError


class Command(BaseCommand):
    help = "Load every version of the codebook, or the files named, after checking them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["paths"] or store.files():
            try:
                version, created = store.load_file(path)
            except store.NoSuccessor as error:
                if options["paths"]:
                    raise CommandError(str(error)) from error
                # A new release of the program must not keep a site with versions of its own from starting.
                self.stderr.write(f"{error}. The versions that were released here stay.")
                continue
            except (CodebookError, OSError) as error:
                raise CommandError(str(error)) from error
            if created:
                self.stderr.write(f"{version} loaded")
