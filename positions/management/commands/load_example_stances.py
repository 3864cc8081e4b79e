"""Load the invented coder's stances on the example letters, on a first start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from positions.coders import example_coder


class Command(BaseCommand):
    help = "Load the reviewed stances of the example letters, unless they are there or the letters are not."

    def handle(self, *args: Any, **options: Any) -> None:
        if example_coder.wanted():
            self.stderr.write(f"{example_coder.load()} example stances taken in")
