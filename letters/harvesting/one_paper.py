"""Fetching one paper by its identifier, as an editor asks: a harvest job that ends with its first complete run."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from letters.harvesting import schedule
from letters.models import HarvestJob, SourceName, SourceRun

State = SourceRun.State


@dataclass(frozen=True, slots=True)
class FetchStatus:
    """The last time that a paper was asked for. `refused` says, in the source's run, why the paper did not come."""

    job: HarvestJob
    run: SourceRun | None

    @property
    def under_way(self) -> bool:
        return self.job.active

    @property
    def refused(self) -> str:
        if self.run is None:
            return ""
        return self.run.message or " ".join(self.run.refused)


def fetch_paper(identifier: str) -> bool:
    """Have workers fetch the paper from KOOP, at once; False if they are at it already."""
    with transaction.atomic():
        jobs = HarvestJob.objects.select_for_update().filter(identifiers=[identifier], source=SourceName.KOOP)
        job = jobs.first() or HarvestJob(identifiers=[identifier], source=SourceName.KOOP)
        if job.pk and job.active and not job.failures:
            return False
        job.active, job.failures = True, 0
        job.save()
    schedule.fetch_now(job)
    return True


def status_of(identifier: str) -> FetchStatus | None:
    """Return how it went the last time; None if nobody asked. Two queries."""
    job = HarvestJob.objects.filter(identifiers=[identifier]).order_by("-pk").first()
    return FetchStatus(job, job.runs.first()) if job else None
