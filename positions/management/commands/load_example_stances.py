"""Put the invented coder's stances on the invented example letters, on a first start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from positions import examples


class Command(BaseCommand):
    help = "Load the reviewed stances of the example letters, unless they are there or the letters are not."

    def handle(self, *args: Any, **options: Any) -> None:
        if examples.wanted():
            self.stderr.write(f"{examples.load()} example stances taken in")
