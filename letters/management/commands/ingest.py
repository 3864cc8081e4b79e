"""Take letters in from files and folders."""

from __future__ import annotations

import json
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError, CommandParser

from letters.ingestion import steps, storing, summary
from letters.models import Ingestion

# In a folder these are taken for letters; a file that is named itself is always tried, whatever it is called.
SUFFIXES = {".pdf", ".docx", ".odt", ".html", ".htm", ".xhtml", ".xml", ".txt", ".md", ".text", ""}
NO_WORKER = (
    "no worker has answered for ten seconds: start one with `make run`, or `celery -A tracker worker -Q quick,bulk`,"
    " or stop this (Ctrl-C; nothing is lost) and use --now"
)


class Command(BaseCommand):
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
        result = summary.of_batch(batch) | {"skipped": [str(path) for path in skipped]}
        self.report(result, as_json=options["json"])
        if result["failed"]:
            sys.exit(1)

    def take(self, path: Path, batch: uuid.UUID, *, now: bool) -> None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        ingestion = storing.store(data, name=path.name, channel=Ingestion.Channel.COMMAND, batch=batch, enqueue=not now)
        if now:
            steps.advance(ingestion.pk)

    def follow(self, batch: uuid.UUID, total: int) -> None:
        try:
            self.wait_for(batch, total)
        except KeyboardInterrupt:
            raise CommandError(
                "stopped waiting; what was sent is taken in when a worker runs", returncode=130
            ) from None

    def wait_for(self, batch: uuid.UUID, total: int) -> None:
        """Follow the batch until every file has ended."""
        last_change, ended, warned = time.monotonic(), 0, False
        while ended < total:
            time.sleep(0.2)
            now_ended = Ingestion.objects.filter(batch=batch, state__in=Ingestion.ENDED).count()
            if now_ended != ended:
                last_change, ended, warned = time.monotonic(), now_ended, False
            elif not warned and time.monotonic() - last_change > 10:
                warned = True
                if not current_app.control.ping(timeout=1.0):
                    self.stderr.write(f"\n{NO_WORKER}")
            self.show_progress("taken in", ended, total)

    def show_progress(self, verb: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            filled = 30 * done // max(total, 1)
            self.stderr.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {verb} {done}/{total}", ending="")

    def end_progress(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("")

    def report(self, result: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for line in summary.in_words(result):
            self.stdout.write(line)


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to take in, and those in folders that are no documents. Raises CommandError for a missing path."""
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
    """Every file below the folder that is not hidden, in order of name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path
