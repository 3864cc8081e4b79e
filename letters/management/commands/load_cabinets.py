"""Management command: load the Dutch cabinets from letters/data; running it again updates changed ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from letters.models import Cabinet

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load cabinets with their start, demissionary and end dates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--examples", action="store_true", help="load the invented cabinets of the example letters")

    def handle(self, *args: Any, **options: Any) -> None:
        is_example = bool(options["examples"])
        rows = json.loads((DATA / ("example_cabinets.json" if is_example else "cabinets.json")).read_text())
        added = 0
        for row in rows["cabinets"]:
            dates = {key: row.get(key) for key in ("start", "demissionary_from", "end")}
            added += Cabinet.objects.update_or_create(name=row["name"], is_example=is_example, defaults=dates)[1]
        if added:
            self.stderr.write(f"{added} cabinets loaded")
