"""Schedule of harvest jobs: workers claim one slice at a time, so that any of them may die."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from letters.harvesting import harvest_run, source_lock
from letters.harvesting.configured_sources import connected
from letters.ingestion import task_queue
from letters.models import HarvestJob, SourceRecord, SourceRun
from letters.sources.source_errors import SourceError
from letters.sources.source_protocol import SourceQuery

log = logging.getLogger(__name__)
Found = SourceRecord.State

# Seconds that one slice takes a worker at most, plus the call in progress; after it the worker serves other tasks.
SLICE = 20.0
PATIENCE = 5.0
# Age at which a claim counts as abandoned: longer than the time limit of a task (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(minutes=10)
# Backoff after a failure: a quarter of an hour, doubled each time, up to the usual interval.
FIRST_WAIT = timedelta(minutes=15)
# One worker harvests at a time, whatever the source; the others parse its results.
WORKERS = "workers"
TASK = "letters.tasks.fetch"


def send_due() -> int:
    """Queue a task for every due job; return their number."""
    due = list(HarvestJob.objects.due(timezone.now()).values_list("pk", flat=True))
    for pk in due:
        task_queue.publish(TASK, pk, "bulk")
    return len(due)


@transaction.atomic
def save_job(job: HarvestJob, *, asks_else: bool) -> None:
    """Save an editor's changes; a changed query restarts the listing at once.

    A worker in the middle of the job loses its claim, and with it the right to record its progress.
    """
    if asks_else:
        job.complete_until, job.claimed_at = None, None
        job.due_at, job.failures = timezone.now(), 0
    job.save()
    if asks_else:
        job.runs.filter(state=SourceRun.State.RUNNING).update(state=SourceRun.State.STOPPED, ended_at=timezone.now())
        job.runs.filter(state=SourceRun.State.FAILED).update(place=None)


def fetch_now(job: HarvestJob) -> None:
    """Make the job due at once and queue it."""
    HarvestJob.objects.filter(pk=job.pk).update(due_at=timezone.now())
    task_queue.publish(TASK, job.pk, "bulk")


def run_due_slice(job_id: int, *, seconds: float = SLICE) -> bool:
    """Run one slice. False if nothing was due or another process holds the lock; the job then stays due."""
    with source_lock.source_lock(WORKERS) as first:
        if not first:
            return False
        job = claim(job_id)
        if job is None:
            return False
        with source_lock.source_lock(job.source) as mine:
            if not mine:
                release(job)
                return False
            run_slice(job, seconds)
    return True


def claim(job_id: int) -> HarvestJob | None:
    now = timezone.now()
    free = Q(claimed_at=None) | ~Q(claimed_at__range=(now - LEASE, now + LEASE))  # in the future: a clock was set back
    claimed = HarvestJob.objects.due(now).filter(free, pk=job_id).update(claimed_at=now)
    return HarvestJob.objects.get(pk=job_id) if claimed else None


def run_slice(job: HarvestJob, seconds: float) -> None:
    run = run_of(job)
    ends_at = time.monotonic() + seconds
    try:
        with connected(job.source, patience=PATIENCE) as source:
            for _ in harvest_run.go_on(run, source, wanted_by(job), most=job.most):
                if time.monotonic() > ends_at:
                    break
    except SourceError as error:
        log.warning("job %s: %s: %s", job.pk, error.code, error)
        fail(job, error)
        return
    if run.state == SourceRun.State.RUNNING:
        release(job)
        task_queue.publish(TASK, job.pk, "bulk")
        return
    complete(job, run)


def run_of(job: HarvestJob) -> SourceRun:
    """Return the running run, or a new one, which continues the listing of a failed last run."""
    if under_way := job.runs.filter(state=SourceRun.State.RUNNING).first():
        return under_way
    last = job.runs.first()
    goes_on = last is not None and last.state == SourceRun.State.FAILED and last.place is not None
    run = SourceRun.objects.create(
        source=job.source,
        job=job,
        place=last.place if last and goes_on else "",
        newest=last.newest if last and goes_on else None,
    )
    try_again(job)
    return run


def try_again(job: HarvestJob) -> None:
    """Put failed records back to LISTED, up to MAX_ATTEMPTS times."""
    failed = SourceRecord.objects.filter(job=job, state=Found.FAILED)
    failed.filter(attempts__lt=SourceRecord.MAX_ATTEMPTS).update(state=Found.LISTED)


def wanted_by(job: HarvestJob) -> SourceQuery:
    return SourceQuery(
        ids=tuple(job.identifiers),
        dossiers=tuple(job.dossiers),
        query=job.query,
        since=job.since,
        changed_since=job.complete_until,
        attachments=job.attachments,
    )


def complete(job: HarvestJob, run: SourceRun) -> None:
    """Mark the job complete; the next run starts at the last day seen, as sources date changes by day.

    A job of papers by their identifiers is done.
    """
    values: dict[str, object] = {"complete_until": run.newest} if run.newest and run.place is None else {}
    if job.once:
        values = {"active": False}
    next_time = timezone.now() + timedelta(hours=job.every_hours)
    release(job, due_at=next_time, failures=0, **values)


def fail(job: HarvestJob, error: SourceError) -> None:
    usual = timedelta(hours=job.every_hours)
    wait = min(usual, FIRST_WAIT * 2 ** min(job.failures, 10))
    asked = min(usual, timedelta(seconds=error.wait)) if error.wait else timedelta()
    release(job, due_at=timezone.now() + max(wait, asked), failures=F("failures") + 1)


def release(job: HarvestJob, **values: object) -> None:
    """Release the claim, if it is still ours: a slow worker may have lost it."""
    mine = HarvestJob.objects.filter(pk=job.pk, claimed_at=job.claimed_at)
    mine.update(claimed_at=None, **values)
