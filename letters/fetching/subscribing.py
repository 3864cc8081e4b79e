"""Subscriptions by workers: claimed one slice at a time, so that no worker is away for long and any may die."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from letters.fetching import running, turns
from letters.fetching.connecting import connected
from letters.ingestion import enqueueing
from letters.models import SourceRecord, SourceRun, Subscription
from letters.sources.faults import SourceError
from letters.sources.records import Wanted

log = logging.getLogger(__name__)
Found = SourceRecord.State

# How long a worker is away at most, with the one call that it is in; then it is free for what somebody waits for.
SLICE = 20.0
PATIENCE = 5.0
# A claim older than this belongs to a worker that died: longer than a task may take (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(minutes=10)
# After a failure: a quarter of an hour, then twice as long each time, up to the usual interval.
FIRST_WAIT = timedelta(minutes=15)
# One worker fetches, whatever the source: the others are for reading what it fetched.
WORKERS = "workers"
TASK = "letters.tasks.fetch"


def send_due() -> int:
    """Have workers go on with every subscription that is due. Returns how many."""
    due = list(Subscription.objects.due(timezone.now()).values_list("pk", flat=True))
    for pk in due:
        enqueueing.publish(TASK, pk, "bulk")
    return len(due)


@transaction.atomic
def keep(subscription: Subscription, *, asks_else: bool) -> None:
    """Save what an editor filled in. What asks for something else than before starts at the beginning, at once.

    A worker that is in the middle of it loses its claim, and with that its say about how far it got.
    """
    if asks_else:
        subscription.complete_until, subscription.claimed_at = None, None
        subscription.due_at, subscription.failures = timezone.now(), 0
    subscription.save()
    if asks_else:
        subscription.runs.filter(state=SourceRun.State.RUNNING).update(
            state=SourceRun.State.STOPPED, ended_at=timezone.now()
        )
        subscription.runs.filter(state=SourceRun.State.FAILED).update(place=None)


def fetch_now(subscription: Subscription) -> None:
    """Somebody asks for it: due at once."""
    Subscription.objects.filter(pk=subscription.pk).update(due_at=timezone.now())
    enqueueing.publish(TASK, subscription.pk, "bulk")


def work(subscription_id: int, *, seconds: float = SLICE) -> bool:
    """One slice. False when there was nothing to do, or somebody else is at work; the subscription stays due then."""
    with turns.turn(WORKERS) as first:
        if not first:
            return False
        subscription = claim(subscription_id)
        if subscription is None:
            return False
        with turns.turn(subscription.source) as mine:
            if not mine:
                release(subscription)
                return False
            run_slice(subscription, seconds)
    return True


def claim(subscription_id: int) -> Subscription | None:
    now = timezone.now()
    free = Q(claimed_at=None) | ~Q(claimed_at__range=(now - LEASE, now + LEASE))  # ahead: a clock was set back
    claimed = Subscription.objects.due(now).filter(free, pk=subscription_id).update(claimed_at=now)
    return Subscription.objects.get(pk=subscription_id) if claimed else None


def run_slice(subscription: Subscription, seconds: float) -> None:
    run = run_of(subscription)
    ends_at = time.monotonic() + seconds
    try:
        with connected(subscription.source, patience=PATIENCE) as source:
            for _ in running.go_on(run, source, wanted_by(subscription), most=subscription.most):
                if time.monotonic() > ends_at:
                    break
    except SourceError as error:
        log.warning("subscription %s: %s: %s", subscription.pk, error.code, error)
        fail(subscription, error)
        return
    if run.state == SourceRun.State.RUNNING:
        release(subscription)
        enqueueing.publish(TASK, subscription.pk, "bulk")
        return
    complete(subscription, run)


def run_of(subscription: Subscription) -> SourceRun:
    """The run that was under way, or a new one; that goes on in the list where one that failed left off."""
    if under_way := subscription.runs.filter(state=SourceRun.State.RUNNING).first():
        return under_way
    last = subscription.runs.first()
    goes_on = last is not None and last.state == SourceRun.State.FAILED and last.place is not None
    run = SourceRun.objects.create(
        source=subscription.source,
        subscription=subscription,
        place=last.place if last and goes_on else "",
        newest=last.newest if last and goes_on else None,
    )
    try_again(subscription)
    return run


def try_again(subscription: Subscription) -> None:
    """What failed before may succeed now, a few times."""
    failed = SourceRecord.objects.filter(subscription=subscription, state=Found.FAILED)
    failed.filter(attempts__lt=SourceRecord.MAX_ATTEMPTS).update(state=Found.LISTED)


def wanted_by(subscription: Subscription) -> Wanted:
    return Wanted(
        dossiers=tuple(subscription.dossiers),
        query=subscription.query,
        since=subscription.since,
        changed_since=subscription.complete_until,
        attachments=subscription.attachments,
    )


def complete(subscription: Subscription, run: SourceRun) -> None:
    """Next time only what the source changes from now on: from the last day that was seen, as days are all it names."""
    values = {"complete_until": run.newest} if run.newest and run.place is None else {}
    next_time = timezone.now() + timedelta(hours=subscription.every_hours)
    release(subscription, due_at=next_time, failures=0, **values)


def fail(subscription: Subscription, error: SourceError) -> None:
    usual = timedelta(hours=subscription.every_hours)
    wait = min(usual, FIRST_WAIT * 2 ** min(subscription.failures, 10))
    asked = min(usual, timedelta(seconds=error.wait)) if error.wait else timedelta()
    release(subscription, due_at=timezone.now() + max(wait, asked), failures=F("failures") + 1)


def release(subscription: Subscription, **values: object) -> None:
    """Only by who has the claim; another may have taken it from a worker that was gone too long."""
    mine = Subscription.objects.filter(pk=subscription.pk, claimed_at=subscription.claimed_at)
    mine.update(claimed_at=None, **values)
