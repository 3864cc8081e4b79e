"""Management command: ingest letters from files and folders."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from letters.ingestion import batch_summary, steps
from letters.ingestion.store import store
from letters.management.batch_progress import FollowingCommand
from letters.models import Ingestion

# Suffixes taken from a folder; a file named explicitly is always tried.
SUFFIXES = {".pdf", ".docx", ".odt", ".html", ".htm", ".xhtml", ".xml", ".txt", ".md", ".text", ""}


class Command(FollowingCommand):
    help = "Take letters in from files and folders (PDF, DOCX, ODT, HTML, official XML, text)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--now", action="store_true", help="run all steps in this process, without workers")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        files, skipped = find_files(options["paths"])
        batch = uuid.uuid4()
        for n, path in enumerate(files, start=1):
            self.take(path, batch, now=options["now"])
            self.show_progress("read in" if options["now"] else "sent", n, len(files))
        if not options["now"]:
            self.follow(batch, len(files))
        self.end_progress()
        result = batch_summary.of_batch(batch) | {"skipped": [str(path) for path in skipped]}
        self.report(result, as_json=options["json"])
        if result["failed"]:
            sys.exit(1)

    def take(self, path: Path, batch: uuid.UUID, *, now: bool) -> None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        ingestion = store(data, name=path.name, channel=Ingestion.Channel.COMMAND, batch=batch, enqueue=not now)
        if now:
            steps.advance_here(ingestion.pk)


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files to ingest and the skipped ones. Raises CommandError for a missing path."""
    files: list[Path] = []
    skipped: list[Path] = []
    for path in paths:
        if path.is_dir():
            for found in walk(path):
                (files if found.suffix.lower() in SUFFIXES else skipped).append(found)
        elif path.exists():
            files.append(path)
        else:
            raise CommandError(f"{path} is not there")
    return files, skipped


def walk(folder: Path) -> Iterator[Path]:
    """Yield every non-hidden file below the folder, sorted by path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path
