"""run: list what is left to list, then fetch what is left to fetch. Stopped anywhere, it goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from letters.fetching import listing, obtaining
from letters.models import SourceRecord, SourceRun
from letters.sources.faults import Fault, SourceError
from letters.sources.records import Page, Source, Wanted

State = SourceRun.State
Found = SourceRecord.State
# So many papers in a row that fail say that the source is out, or not what it was.
TOO_MANY = 5


def go_on(run: SourceRun, source: Source, wanted: Wanted, *, most: int, enqueue: bool = True) -> Iterator[SourceRun]:
    """Yields the run after every page and every paper; a caller that takes no more has stopped it there.

    `most`: no more papers than this are fetched. Raises SourceError after the run has been marked FAILED with it.
    """
    try:
        yield from list_rest(run, source, wanted, most)
        yield from fetch_rest(run, source, most, enqueue=enqueue)
    except SourceError as error:
        end(run, State.FAILED, problem=error.code, message=str(error))
        raise
    end(run, State.STOPPED if run.place is not None or left_of(run).exists() else State.DONE)


def list_rest(run: SourceRun, source: Source, wanted: Wanted, most: int) -> Iterator[SourceRun]:
    """Until the last page, or until there is as much to fetch as may be fetched."""
    while run.place is not None and run.fetched + run.failed + left_of(run).count() < most:
        note_page(run, source.list(wanted, run.place), wanted)
        yield run


@transaction.atomic
def note_page(run: SourceRun, page: Page, wanted: Wanted) -> None:
    records = [listing.note(listed, run, wanted) for listed in page.listed]
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
    # What failed before comes last: bad papers never keep the good ones from being fetched.
    for pk in list(left_of(run).order_by("attempts", "pk").values_list("pk", flat=True)):
        if run.fetched + run.failed >= most:
            return
        record = SourceRecord.objects.get(pk=pk)
        obtaining.obtain(record, source, run, enqueue=enqueue)
        failed = record.state == Found.FAILED
        save(run, **{"failed" if failed else "fetched": F("failed" if failed else "fetched") + 1})
        failures = failures + 1 if failed else 0
        yield run
        if failures == TOO_MANY:
            raise last_failure(record)


def left_of(run: SourceRun) -> QuerySet[SourceRecord]:
    """What is to be fetched: what this run listed, and what earlier runs of its subscription left."""
    mine = Q(run=run) | (Q(subscription=run.subscription) if run.subscription_id else Q())
    return SourceRecord.objects.filter(mine, source=run.source, state=Found.LISTED)


def last_failure(record: SourceRecord) -> SourceError:
    return SourceError(Fault.UNEXPECTED, f"{TOO_MANY} stukken na elkaar mislukten; het laatste: {record.message}")


def end(run: SourceRun, state: SourceRun.State, **values: Any) -> None:
    save(run, state=state, ended_at=timezone.now(), **values)


def save(run: SourceRun, **values: Any) -> None:
    """Just these fields, so that another who holds the row does not undo them."""
    SourceRun.objects.filter(pk=run.pk).update(**values)
    run.refresh_from_db(fields=list(values))
