"""Management command: harvest from a source now, as scheduled jobs do."""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from letters.harvesting import harvest_run, source_lock, watched_folder
from letters.harvesting.configured_sources import ONLINE, connected
from letters.ingestion import batch_summary, steps
from letters.management.batch_progress import FollowingCommand
from letters.models import Ingestion, SourceName, SourceRun
from letters.sources.source_errors import SourceError
from letters.sources.source_protocol import ListPage, Source, SourceQuery

FOLDER = SourceName.FOLDER.value
SETTLING = 2.0  # seconds between two scans of the folder
PATIENCE = 120.0  # seconds that a manual run waits for a busy source
BUSY = "somebody else is fetching from this source now; one at a time is polite. Try again when that is done."


class Command(FollowingCommand):
    help = (
        "Fetch letters from a source: KOOP's officiële publicaties (koop), the Tweede Kamer (tweedekamer) or the folder"
        " that STANDPUNT_INBOX names (folder)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", choices=[*ONLINE, FOLDER])
        parser.add_argument("--id", nargs="+", default=[], metavar="ID", help="by name: kst-28676-360, 2024D40329")
        parser.add_argument("--dossier", nargs="+", default=[], metavar="NUMBER", help="28676, 36600-VII, 21501-02")
        parser.add_argument("--query", default="", metavar="WORDS", help="papers with all of these words")
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="papers of this day or later"
        )
        parser.add_argument("--limit", type=int, default=1000, metavar="N", help="no more than this (default: 1000)")
        parser.add_argument("--attachments", action="store_true", help="their annexes too: kept, not read as letters")
        parser.add_argument("--now", action="store_true", help="read and record in this process, without workers")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON on standard output")
        parser.add_argument(
            "--dry-run", action="store_true", help="list only, keep nothing; -v 2 shows every request and its answer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["source"] == FOLDER:
            self.empty_folder(options)
            return
        wanted = wish(options)
        show = self.stderr.write if options["verbosity"] > 1 else None
        with connected(options["source"], patience=PATIENCE, show=show) as source:
            if options["dry_run"]:
                self.look(source, wanted, options)
                return
            with source_lock.source_lock(options["source"]) as mine:
                if not mine:
                    raise CommandError(BUSY)
                run, problem = self.fetch(source, wanted, options)
        if not options["now"]:
            self.follow(run.batch, Ingestion.objects.filter(batch=run.batch).count())
        self.end_progress()
        self.tell(run, problem, options)

    def empty_folder(self, options: dict[str, Any]) -> None:
        """Scan twice, to skip files still being written, then follow what was taken; the last scan moves it away."""
        if not settings.LETTERS_INBOX:
            raise CommandError("no folder is set: STANDPUNT_INBOX names it")
        watched_folder.scan(enqueue=not options["now"])
        time.sleep(SETTLING)
        run = watched_folder.scan(enqueue=not options["now"])
        if run is None:
            self.stderr.write("nothing to take")
            return
        if options["now"]:
            take_in(run)
        else:
            self.follow(run.batch, Ingestion.objects.filter(batch=run.batch).count())
        self.end_progress()
        watched_folder.scan()
        result = batch_summary.of_batch(run.batch)
        self.report(result, as_json=options["json"])
        if result["failed"] or run.failed:
            sys.exit(1)

    def fetch(self, source: Source, wanted: SourceQuery, options: dict[str, Any]) -> tuple[SourceRun, str]:
        """Return the run and, if the source failed, the reason. Results up to then are kept."""
        run = SourceRun.objects.create(source=options["source"])
        try:
            for _ in harvest_run.go_on(run, source, wanted, most=options["limit"], enqueue=not options["now"]):
                self.show_progress("fetched", run.fetched + run.failed, run.fetched + run.failed + left(run))
                if options["now"]:
                    take_in(run)
        except SourceError as error:
            return run, str(error)
        except KeyboardInterrupt:
            harvest_run.end(run, SourceRun.State.STOPPED)
            return run, "stopped; run it again to go on where it was"
        except BaseException:  # a run never stays RUNNING after its command
            harvest_run.end(run, SourceRun.State.STOPPED)
            raise
        return run, ""

    def look(self, source: Source, wanted: SourceQuery, options: dict[str, Any]) -> None:
        """Dry run: print the listing and, with -v 2, the size of the first file. Stores nothing."""
        place: str | None = ""
        shown = 0
        try:
            while place is not None and shown < options["limit"]:
                page = source.list(wanted, place)
                shown += self.show_page(page, options["limit"] - shown)
                if options["verbosity"] > 1 and place == "" and page.listed:
                    fetched = source.fetch(page.listed[0])
                    self.stdout.write(f"would keep {fetched.name}: {len(fetched.data or b'')} bytes")
                place = page.next
        except SourceError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{shown} listed; nothing was kept")

    def show_page(self, page: ListPage, most: int) -> int:
        for listed in page.listed[:most]:
            forms = ",".join(manifestation.form for manifestation in listed.manifestations)
            name = listed.stated.identifier or listed.source_id
            day = listed.stated.document_date or "-"
            self.stdout.write(f"{name}\t{day}\t{listed.kind}\t{forms}\t{listed.stated.title or ''}")
        for refused in page.refused:
            self.stderr.write(f"not used: {refused}")
        return min(len(page.listed), most)

    def tell(self, run: SourceRun, problem: str, options: dict[str, Any]) -> None:
        failed = [[r.source_id, r.message] for r in run.records.filter(state="failed").order_by("pk")]
        found = {"listed": run.listed, "found": run.found, "not_fetched": failed, "not_used": run.refused}
        result = {**found, "problem": problem or None, **batch_summary.of_batch(run.batch)}
        if not options["json"]:
            held = run.records.filter(state="held").count()
            self.stdout.write(
                f"listed: {run.listed}; new or changed: {run.found}; fetched: {run.fetched - held};"
                f" held already: {held}; not fetched: {len(failed)}"
            )
            for name, why in failed:
                self.stdout.write(f"  not fetched: {name}: {why}")
            for why in run.refused:
                self.stdout.write(f"  not used: {why}")
        self.report(result, as_json=options["json"])
        if problem:
            raise CommandError(problem)
        if failed or run.refused or result["failed"]:
            sys.exit(1)


def wish(options: dict[str, Any]) -> SourceQuery:
    if not (options["id"] or options["dossier"] or options["query"]):
        raise CommandError("say which letters: --id, --dossier or --query")
    return SourceQuery(
        ids=tuple(options["id"]),
        dossiers=tuple(options["dossier"]),
        query=options["query"],
        since=options["since"],
        attachments=options["attachments"],
    )


def left(run: SourceRun) -> int:
    return harvest_run.left_of(run).count()


def take_in(run: SourceRun) -> None:
    """Run all pending steps of this run's ingestions in this process."""
    ready = Ingestion.objects.filter(batch=run.batch, state__in=Ingestion.READY)
    for pk in ready.values_list("pk", flat=True):
        steps.advance_here(pk)
