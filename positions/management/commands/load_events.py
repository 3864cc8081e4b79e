"""Check the file of events and load it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.codebook import shipped_events
from positions.domain.event_file import EventsError


class Command(BaseCommand):
    help = "Load the events to see beside the lines; what an editor changed stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=shipped_events.FILE, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = shipped_events.load_file(options["path"])
        except (EventsError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        if added:
            self.stderr.write(f"{added} events loaded")
