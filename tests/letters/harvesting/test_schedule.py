"""Harvest jobs: due dates, slices, backoff after failures, and recovery from a dead worker."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from letters import tasks
from letters.harvesting import harvest_run, schedule, source_lock
from letters.models import HarvestJob, Ingestion, Letter, SourceRecord, SourceRun
from letters.sources.koop import Koop
from tests.letters.sources import koop_records
from tests.letters.sources.koop_stand_in import Repository
from tests.letters.sources.stand_in import Reply

pytestmark = pytest.mark.django_db
State = SourceRun.State


@pytest.fixture
def job(repository: Repository) -> HarvestJob:
    for number in ("12", "13", "14"):
        repository.add(number)
    return HarvestJob.objects.create(source="koop", dossiers=["99301"])


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, int, str]]:
    """The messages sent to workers."""
    messages: list[tuple[str, int, str]] = []
    monkeypatch.setattr("letters.ingestion.task_queue.publish", lambda *message: messages.append(message))
    return messages


def work(job: HarvestJob, **options) -> HarvestJob:
    schedule.run_due_slice(job.pk, **options)
    job.refresh_from_db()
    return job


def make_due(job: HarvestJob) -> None:
    HarvestJob.objects.filter(pk=job.pk).update(due_at=timezone.now())


def test_what_is_due_is_sent_to_the_bulk_queue(job: HarvestJob, sent) -> None:
    HarvestJob.objects.create(source="koop", query="zee", due_at=timezone.now() + timedelta(hours=1))
    HarvestJob.objects.create(source="koop", query="land", active=False)
    tasks.fetch_due()
    assert sent == [("letters.tasks.fetch", job.pk, "bulk")]


def test_a_run_brings_the_letters_and_says_when_the_next_is(job: HarvestJob, run_steps) -> None:
    tasks.fetch(job.pk)
    run_steps()
    job.refresh_from_db()
    run = job.runs.get()
    assert (run.state, run.listed, run.fetched, run.failed) == (State.DONE, 3, 3, 0)
    assert Letter.objects.count() == 3
    assert job.due_at > timezone.now() + timedelta(hours=23)
    assert (job.claimed_at, job.complete_until) == (None, date(2019, 3, 5))


def test_the_next_run_asks_only_for_what_changed(job: HarvestJob, repository: Repository) -> None:
    work(job)
    repository.add("15", modified="2019-04-02")
    make_due(job)
    work(job)
    assert 'dt.modified>="2019-03-05"' in [c for c in repository.calls if c.path == "/sru"][-1].asked["query"]
    run = job.runs.first()
    assert (run.found, run.fetched, run.newest) == (1, 1, date(2019, 4, 2))
    assert repository.files_asked().count("kst-99301-12.xml") == 1


def test_a_slice_that_is_over_leaves_the_rest_to_the_next_worker(job: HarvestJob, sent, monkeypatch) -> None:
    monkeypatch.setitem(Koop.__init__.__kwdefaults__, "per_page", 2)
    states = []
    for _ in range(6):
        work(job, seconds=0.0)
        states.append(job.runs.get().state)
    assert states == [State.RUNNING] * 5 + [State.DONE]
    assert SourceRecord.objects.filter(state=SourceRecord.State.FETCHED).count() == 3
    assert sent.count(("letters.tasks.fetch", job.pk, "bulk")) == 5


def test_a_subscription_that_is_not_due_is_left_alone(job: HarvestJob, repository: Repository) -> None:
    work(job)
    calls = len(repository.calls)
    assert schedule.run_due_slice(job.pk) is False
    assert len(repository.calls) == calls


def test_what_another_worker_has_claimed_is_left_to_it(job: HarvestJob, repository: Repository) -> None:
    HarvestJob.objects.update(claimed_at=timezone.now() - timedelta(minutes=1))
    assert schedule.run_due_slice(job.pk) is False
    assert repository.calls == []


def test_a_worker_that_died_is_followed_by_another_in_the_same_run(job: HarvestJob, repository: Repository) -> None:
    work(job, seconds=0.0)
    HarvestJob.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    work(job)
    assert job.runs.get().state == State.DONE
    assert len(repository.files_asked()) == 3


def test_one_worker_fetches_at_a_time(job: HarvestJob, repository: Repository, other_connection) -> None:
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", source_lock.lock_key(schedule.WORKERS))
    assert schedule.run_due_slice(job.pk) is False
    assert repository.calls == []


def test_while_somebody_fetches_by_hand_the_workers_wait(job: HarvestJob, other_connection) -> None:
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", source_lock.lock_key("koop"))
    assert schedule.run_due_slice(job.pk) is False
    job.refresh_from_db()
    assert job.claimed_at is None
    assert HarvestJob.objects.due(timezone.now()).exists()


def test_a_failure_says_why_and_waits_longer_each_time(job: HarvestJob, repository: Repository) -> None:
    repository.on("/sru", Reply(koop_records.DIAGNOSTIC.encode()))
    waits = []
    for _ in range(3):
        make_due(job)
        work(job)
        waits.append(round((job.due_at - timezone.now()).total_seconds() / 60))
    assert waits == [15, 30, 60]
    run = job.runs.first()
    assert (run.state, run.problem) == (State.FAILED, "diagnostic")
    assert "mismatched input" in run.message


def test_a_source_that_asks_to_wait_an_hour_is_left_alone_for_an_hour(job: HarvestJob, repository: Repository) -> None:
    repository.on("/sru", Reply(status=429, headers={"Retry-After": "3600"}))
    work(job)
    assert len(repository.calls) == 1
    assert timedelta(minutes=59) < job.due_at - timezone.now() < timedelta(minutes=61)


def test_after_a_failure_the_list_goes_on_where_it_was(job: HarvestJob, repository: Repository, monkeypatch) -> None:
    monkeypatch.setitem(Koop.__init__.__kwdefaults__, "per_page", 2)
    repository.on("/sru", repository._list, Reply(koop_records.WEB_PAGE), repository._list)
    work(job)
    make_due(job)
    work(job)
    asked = [call.asked["startRecord"] for call in repository.calls if call.path == "/sru"]
    assert asked == ["1", "3", "3"]
    assert (job.runs.first().state, job.failures) == (State.DONE, 0)


def test_a_paper_that_failed_is_tried_again_in_later_runs_but_not_for_ever(
    job: HarvestJob, repository: Repository
) -> None:
    repository.on(koop_records.path_of("kst-99301-13", "xml"), Reply(status=404))
    for _ in range(SourceRecord.MAX_ATTEMPTS + 2):
        make_due(job)
        work(job)
    assert repository.files_asked().count("kst-99301-13.xml") == SourceRecord.MAX_ATTEMPTS
    assert [record.source_id for record in SourceRecord.objects.not_held()] == ["kst-99301-13"]


def test_bad_papers_do_not_keep_the_good_ones_waiting(job: HarvestJob, repository: Repository) -> None:
    for number in range(20, 26):
        repository.add(str(number))
        repository.on(koop_records.path_of(f"kst-99301-{number}", "xml"), Reply(b"<rss/>"))
    repository.add("30")
    for _ in range(2):
        make_due(job)
        work(job)
    assert SourceRecord.objects.get(source_id="kst-99301-30").state == SourceRecord.State.FETCHED


def test_no_more_papers_than_allowed_come_in_a_run(job: HarvestJob) -> None:
    HarvestJob.objects.update(most=2)
    work(job)
    run = job.runs.get()
    assert (run.state, run.fetched) == (State.STOPPED, 2)
    make_due(job)
    work(job)
    assert SourceRecord.objects.filter(state=SourceRecord.State.FETCHED).count() == 3


def test_a_run_that_the_database_cut_off_is_found_again(job: HarvestJob, monkeypatch) -> None:
    def break_off(*args, **options):
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(harvest_run.download, "download", break_off)
        with pytest.raises(ConnectionError):
            schedule.run_due_slice(job.pk)
    HarvestJob.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    work(job)
    assert job.runs.get().state == State.DONE
    assert Ingestion.objects.count() == 3


def test_a_subscription_says_what_it_wants(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HarvestJob.objects.create(source="koop")
