"""Base command that follows a batch: progress bar on standard error, then a summary."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError

from letters.ingestion import batch_summary
from letters.models import Ingestion

NO_WORKER = (
    "no worker has answered for ten seconds: start one with `make run`, or `celery -A tracker worker -Q quick,bulk`,"
    " or stop this (Ctrl-C; nothing is lost) and use --now"
)


class FollowingCommand(BaseCommand):
    def follow(self, batch: uuid.UUID, total: int) -> None:
        try:
            self.wait_for(batch, total)
        except KeyboardInterrupt:
            raise CommandError(
                "stopped waiting; what was sent is taken in when a worker runs", returncode=130
            ) from None

    def wait_for(self, batch: uuid.UUID, total: int) -> None:
        """Wait until every file of the batch has ended."""
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
        for line in batch_summary.in_words(result):
            self.stdout.write(line)
