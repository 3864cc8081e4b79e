"""Write a version of the codebook to its file, so that it can be kept with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.codebook import store
from positions.models import CodebookVersion


class Command(BaseCommand):
    help = "Write a version's text, byte for byte, to positions/codebook/v<VERSION>.toml or to the file named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", nargs="?", metavar="VERSION", help="its number; the newest where none is given")
        parser.add_argument("--to", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        version = self.chosen(options["version"])
        path = options["to"] or store.FOLDER / f"v{version.number}.toml"
        try:
            written = store.write_file(version, path)
        except OSError as error:
            raise CommandError(f"cannot write {path}: {error.strerror or error}") from error
        self.stderr.write(f"{version} {'written to' if written else 'stands already in'} {path}")

    def chosen(self, number: str | None) -> CodebookVersion:
        try:
            return CodebookVersion.objects.get(number=number) if number else store.newest()
        except CodebookVersion.DoesNotExist as error:
            raise CommandError(f"there is no version {number}" if number else "no codebook is loaded") from error
