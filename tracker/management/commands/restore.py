"""Fill an empty database from a copy, and check that all of it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker import backups
from tracker.embedded import EmbeddedError


class Command(BaseCommand):
    help = "Restore a copy that `backup` made into an empty database, and compare counts and checksums."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            different = backups.restore(file)
        except (backups.BackupError, EmbeddedError) as error:
            raise CommandError(str(error)) from error
        if different:
            raise CommandError("Not the same as the copy:\n" + "\n".join(map(str, different)))
        self.stderr.write(f"{file}: all of it is back, counts and checksums agree")
