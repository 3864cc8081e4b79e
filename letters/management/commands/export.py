"""Write records to standard output. Data alone goes there; everything else goes to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandParser

from letters.exporting import with_everything, write_csv, write_jsonl
from letters.models import Letter

WRITERS = {"jsonl": write_jsonl, "csv": write_csv}


class Command(BaseCommand):
    help = "Export letters, one a line."
    kinds: tuple[str, ...] = ("letters",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=self.kinds)
        parser.add_argument("--format", choices=sorted(WRITERS), default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        letters = with_everything(Letter.objects.published())
        self.put_out(lambda out: WRITERS[options["format"]](letters, out))

    def put_out(self, write: Callable[[TextIO], int]) -> None:
        """Write to standard output and say how many; a reader that has enough (`| head`) ends it quietly."""
        try:
            count = write(cast(TextIO, self.stdout))
            self.stdout.flush()
        except BrokenPipeError:
            # What is still buffered would fail again when Python closes the stream (docs of `signal`, on SIGPIPE).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
            return
        self.stderr.write(f"{count} exported")
