"""A harvest run: list the remaining pages, then download the remaining papers. Resumable at any point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from letters.harvesting import download, list_papers
from letters.models import SourceRecord, SourceRun
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import ListPage, Source, SourceQuery

State = SourceRun.State
Found = SourceRecord.State
# Consecutive failures after which the source counts as unavailable or changed.
TOO_MANY = 5


def go_on(
    run: SourceRun, source: Source, wanted: SourceQuery, *, most: int, enqueue: bool = True
) -> Iterator[SourceRun]:
    """Generator that yields the run after every page and paper; closing it stops the run there.

    `most` limits the number of papers. Raises SourceError after marking the run FAILED.
    """
    try:
        yield from list_rest(run, source, wanted, most)
        yield from fetch_rest(run, source, most, enqueue=enqueue)
    except SourceError as error:
        end(run, State.FAILED, problem=error.code, message=str(error))
        raise
    end(run, State.STOPPED if run.place is not None or left_of(run).exists() else State.DONE)


def list_rest(run: SourceRun, source: Source, wanted: SourceQuery, most: int) -> Iterator[SourceRun]:
    """List up to the last page, or until enough papers to download are known."""
    while run.place is not None and run.fetched + run.failed + left_of(run).count() < most:
        note_page(run, source.list(wanted, run.place), wanted)
        yield run


@transaction.atomic
def note_page(run: SourceRun, page: ListPage, wanted: SourceQuery) -> None:
    records = [list_papers.note(listed, run, wanted) for listed in page.listed]
    days = [record.modified for record in records if record.modified]
    save(
        run,
        place=page.next,
        listed=F("listed") + len(records),
        found=F("found") + sum(record.state == Found.LISTED for record in records),
        newest=max([*days, *([run.newest] if run.newest else [])], default=None),
        refused=[*run.refused, *page.refused][:100],
    )


def fetch_rest(run: SourceRun, source: Source, most: int, *, enqueue: bool) -> Iterator[SourceRun]:
    failures = 0
    # Earlier failures come last, so that they cannot block the other papers.
    for pk in list(left_of(run).order_by("attempts", "pk").values_list("pk", flat=True)):
        if run.fetched + run.failed >= most:
            return
        record = SourceRecord.objects.get(pk=pk)
        download.download(record, source, run, enqueue=enqueue)
        failed = record.state == Found.FAILED
        save(run, **{"failed" if failed else "fetched": F("failed" if failed else "fetched") + 1})
        failures = failures + 1 if failed else 0
        yield run
        if failures == TOO_MANY:
            raise last_failure(record)


def left_of(run: SourceRun) -> QuerySet[SourceRecord]:
    """Return the records to download: those of this run, and those left by earlier runs of its job."""
    mine = Q(run=run) | (Q(job=run.job) if run.job_id else Q())
    return SourceRecord.objects.filter(mine, source=run.source, state=Found.LISTED)


def last_failure(record: SourceRecord) -> SourceError:
    return SourceError(Fault.UNEXPECTED, f"{TOO_MANY} stukken na elkaar mislukten; het laatste: {record.message}")


def end(run: SourceRun, state: SourceRun.State, **values: Any) -> None:
    save(run, state=state, ended_at=timezone.now(), **values)


def save(run: SourceRun, **values: Any) -> None:
    """Update only these fields, so that concurrent changes to others are kept."""
    SourceRun.objects.filter(pk=run.pk).update(**values)
    run.refresh_from_db(fields=list(values))
