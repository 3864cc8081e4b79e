"""Management command: write a backup of everything to one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.local_servers import EmbeddedError
from tracker.operations import backups


class Command(BaseCommand):
    help = "Copy the database, documents and all, to one file, with an inventory to check it by."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already: name another file.")
        try:
            found = backups.back_up(file)
        except (backups.BackupError, EmbeddedError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in found.values())
        self.stderr.write(f"{file}: {len(found)} tables, {rows} rows, {file.stat().st_size} bytes")
