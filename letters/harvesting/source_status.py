"""Source status: read-only queries about harvesting, for its public page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Max

from letters.models import HarvestJob, Ingestion, SourceName, SourceRecord, SourceRun

Outcome = Ingestion.Outcome
Record = SourceRecord.State


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """Outcomes of the files of one run."""

    new: int = 0
    revised: int = 0
    same: int = 0
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class RunStatus:
    """One run with the outcomes of its files."""

    run: SourceRun
    came: BatchCounts


@dataclass(frozen=True, slots=True)
class JobStatus:
    job: HarvestJob
    last: RunStatus | None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """Status of a source. `last` is its latest run, manual or scheduled; `not_held` counts papers that we lack."""

    name: str
    label: str
    last: RunStatus | None
    jobs: list[JobStatus] = field(default_factory=list)
    held: int = 0
    not_held: int = 0

    @property
    def is_ill(self) -> bool:
        return self.last is not None and self.last.run.state == SourceRun.State.FAILED


def sources() -> list[SourceHealth]:
    """Return every source that was used or has a job, in a constant number of queries. Jobs that are done once are no
    part of it.
    """
    jobs = list(HarvestJob.objects.filter(identifiers=[]).order_by("pk"))
    latest, by_job = latest_runs()
    came = batch_counts([*latest.values(), *by_job.values()])
    held, not_held = counts()
    looks = {run.pk: RunStatus(run, came[run.batch]) for run in [*latest.values(), *by_job.values()]}
    asked = {*latest, *(job.source for job in jobs)}
    return [
        SourceHealth(
            name=name,
            label=str(label),
            last=looks[latest[name].pk] if name in latest else None,
            jobs=[JobStatus(s, looks[by_job[s.pk].pk] if s.pk in by_job else None) for s in jobs if s.source == name],
            held=held[name],
            not_held=not_held[name],
        )
        for name, label in SourceName.choices
        if name in asked
    ]


def latest_runs() -> tuple[dict[str, SourceRun], dict[int, SourceRun]]:
    """Return the latest run per source and per job."""
    of_source = SourceRun.objects.order_by().values("source").annotate(pk_=Max("pk")).values("pk_")
    of_job = SourceRun.objects.exclude(job=None).order_by().values("job")
    newest = of_source.union(of_job.annotate(pk_=Max("pk")).values("pk_"))
    runs = SourceRun.objects.in_bulk([row["pk_"] for row in newest])
    by_source: dict[str, SourceRun] = {}
    for run in sorted(runs.values(), key=lambda run: run.pk):
        by_source[run.source] = run
    subscribed: dict[int, SourceRun] = {}
    for run in sorted(runs.values(), key=lambda run: run.pk):
        if run.job_id:
            subscribed[run.job_id] = run
    return by_source, subscribed


def batch_counts(runs: Iterable[SourceRun]) -> dict[UUID, BatchCounts]:
    rows = (
        Ingestion.objects.filter(batch__in=[run.batch for run in runs])
        .order_by()
        .values_list("batch", "state", "outcome")
        .annotate(n=Count("pk"))
    )
    counted: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for batch, state, outcome, n in rows:
        counted[batch][outcome if state in Ingestion.ENDED else "waiting"] += n
    return defaultdict(BatchCounts, {batch: as_came(counter) for batch, counter in counted.items()})


def as_came(counter: Counter[str]) -> BatchCounts:
    return BatchCounts(
        new=counter[Outcome.NEW],
        revised=counter[Outcome.REVISED],
        same=counter[Outcome.SAME],
        failed=counter[Outcome.FAILED],
        waiting=counter["waiting"],
    )


def counts() -> tuple[Counter[str], Counter[str]]:
    """Return, per source, the number of papers held and of papers listed but not held."""
    held: Counter[str] = Counter()
    rows = SourceRecord.objects.filter(state__in=[Record.FETCHED, Record.HELD], main="").order_by()
    for source, n in rows.values_list("source").annotate(n=Count("pk")):
        held[source] += n
    not_held = Counter(dict(SourceRecord.objects.not_held().order_by().values_list("source").annotate(n=Count("pk"))))
    return held - not_held_but_fetched(), not_held


def not_held_but_fetched() -> Counter[str]:
    """Return, per source, the number of downloaded files that could not be read."""
    unread = SourceRecord.objects.not_held().filter(state=Record.FETCHED).order_by()
    return Counter(dict(unread.values_list("source").annotate(n=Count("pk"))))
