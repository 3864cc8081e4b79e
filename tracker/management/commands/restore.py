"""Management command: restore a backup into an empty database and verify it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.local_servers import EmbeddedError
from tracker.operations import backups


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
