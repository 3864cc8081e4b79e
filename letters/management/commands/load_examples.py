"""Management command: ingest the invented example letters, on a first start."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from letters.ingestion import example_letters


class Command(BaseCommand):
    help = "Load the invented example letters, unless there are letters already or an editor removed the examples."

    def handle(self, *args: Any, **options: Any) -> None:
        if not example_letters.are_wanted():
            return
        call_command("load_cabinets", examples=True)
        self.stderr.write(f"{example_letters.load()} example files taken in")
