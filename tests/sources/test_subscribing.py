"""Subscriptions: when they are due, slice by slice, what a failure does, and what happens to a worker that dies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from letters import tasks
from letters.fetching import running, subscribing, turns
from letters.models import Ingestion, Letter, SourceRecord, SourceRun, Subscription
from letters.sources.koop import Koop
from tests.sources import invented
from tests.sources.repository import Repository
from tests.sources.standins import Reply

pytestmark = pytest.mark.django_db
State = SourceRun.State


@pytest.fixture
def subscription(repository: Repository) -> Subscription:
    for number in ("12", "13", "14"):
        repository.add(number)
    return Subscription.objects.create(source="koop", dossiers=["99301"])


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, int, str]]:
    """The messages to workers."""
    messages: list[tuple[str, int, str]] = []
    monkeypatch.setattr("letters.ingestion.enqueueing.publish", lambda *message: messages.append(message))
    return messages


def work(subscription: Subscription, **options) -> Subscription:
    subscribing.work(subscription.pk, **options)
    subscription.refresh_from_db()
    return subscription


def make_due(subscription: Subscription) -> None:
    Subscription.objects.filter(pk=subscription.pk).update(due_at=timezone.now())


def test_what_is_due_is_sent_to_the_bulk_queue(subscription: Subscription, sent) -> None:
    Subscription.objects.create(source="koop", query="zee", due_at=timezone.now() + timedelta(hours=1))
    Subscription.objects.create(source="koop", query="land", active=False)
    tasks.fetch_due()
    assert sent == [("letters.tasks.fetch", subscription.pk, "bulk")]


def test_a_run_brings_the_letters_and_says_when_the_next_is(subscription: Subscription, run_steps) -> None:
    tasks.fetch(subscription.pk)
    run_steps()
    subscription.refresh_from_db()
    run = subscription.runs.get()
    assert (run.state, run.listed, run.fetched, run.failed) == (State.DONE, 3, 3, 0)
    assert Letter.objects.count() == 3
    assert subscription.due_at > timezone.now() + timedelta(hours=23)
    assert (subscription.claimed_at, subscription.complete_until) == (None, date(2019, 3, 5))


def test_the_next_run_asks_only_for_what_changed(subscription: Subscription, repository: Repository) -> None:
    work(subscription)
    repository.add("15", modified="2019-04-02")
    make_due(subscription)
    work(subscription)
    assert 'dt.modified>="2019-03-05"' in [c for c in repository.calls if c.path == "/sru"][-1].asked["query"]
    run = subscription.runs.first()
    assert (run.found, run.fetched, run.newest) == (1, 1, date(2019, 4, 2))
    assert repository.files_asked().count("kst-99301-12.xml") == 1


def test_a_slice_that_is_over_leaves_the_rest_to_the_next_worker(subscription: Subscription, sent, monkeypatch) -> None:
    monkeypatch.setitem(Koop.__init__.__kwdefaults__, "per_page", 2)
    states = []
    for _ in range(6):
        work(subscription, seconds=0.0)
        states.append(subscription.runs.get().state)
    assert states == [State.RUNNING] * 5 + [State.DONE]
    assert SourceRecord.objects.filter(state=SourceRecord.State.FETCHED).count() == 3
    assert sent.count(("letters.tasks.fetch", subscription.pk, "bulk")) == 5


def test_a_subscription_that_is_not_due_is_left_alone(subscription: Subscription, repository: Repository) -> None:
    work(subscription)
    calls = len(repository.calls)
    assert subscribing.work(subscription.pk) is False
    assert len(repository.calls) == calls


def test_what_another_worker_has_claimed_is_left_to_it(subscription: Subscription, repository: Repository) -> None:
    Subscription.objects.update(claimed_at=timezone.now() - timedelta(minutes=1))
    assert subscribing.work(subscription.pk) is False
    assert repository.calls == []


def test_a_worker_that_died_is_followed_by_another_in_the_same_run(
    subscription: Subscription, repository: Repository
) -> None:
    work(subscription, seconds=0.0)
    Subscription.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    work(subscription)
    assert subscription.runs.get().state == State.DONE
    assert len(repository.files_asked()) == 3


def test_one_worker_fetches_at_a_time(subscription: Subscription, repository: Repository, other_connection) -> None:
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", turns.key_of(subscribing.WORKERS))
    assert subscribing.work(subscription.pk) is False
    assert repository.calls == []


def test_while_somebody_fetches_by_hand_the_workers_wait(subscription: Subscription, other_connection) -> None:
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", turns.key_of("koop"))
    assert subscribing.work(subscription.pk) is False
    subscription.refresh_from_db()
    assert subscription.claimed_at is None
    assert Subscription.objects.due(timezone.now()).exists()


def test_a_failure_says_why_and_waits_longer_each_time(subscription: Subscription, repository: Repository) -> None:
    repository.on("/sru", Reply(invented.DIAGNOSTIC.encode()))
    waits = []
    for _ in range(3):
        make_due(subscription)
        work(subscription)
        waits.append(round((subscription.due_at - timezone.now()).total_seconds() / 60))
    assert waits == [15, 30, 60]
    run = subscription.runs.first()
    assert (run.state, run.problem) == (State.FAILED, "diagnostic")
    assert "mismatched input" in run.message


def test_a_source_that_asks_to_wait_an_hour_is_left_alone_for_an_hour(
    subscription: Subscription, repository: Repository
) -> None:
    repository.on("/sru", Reply(status=429, headers={"Retry-After": "3600"}))
    work(subscription)
    assert len(repository.calls) == 1
    assert timedelta(minutes=59) < subscription.due_at - timezone.now() < timedelta(minutes=61)


def test_after_a_failure_the_list_goes_on_where_it_was(
    subscription: Subscription, repository: Repository, monkeypatch
) -> None:
    monkeypatch.setitem(Koop.__init__.__kwdefaults__, "per_page", 2)
    repository.on("/sru", repository._list, Reply(invented.WEB_PAGE), repository._list)
    work(subscription)
    make_due(subscription)
    work(subscription)
    asked = [call.asked["startRecord"] for call in repository.calls if call.path == "/sru"]
    assert asked == ["1", "3", "3"]
    assert (subscription.runs.first().state, subscription.failures) == (State.DONE, 0)


def test_a_paper_that_failed_is_tried_again_in_later_runs_but_not_for_ever(
    subscription: Subscription, repository: Repository
) -> None:
    repository.on(invented.path_of("kst-99301-13", "xml"), Reply(status=404))
    for _ in range(SourceRecord.MAX_ATTEMPTS + 2):
        make_due(subscription)
        work(subscription)
    assert repository.files_asked().count("kst-99301-13.xml") == SourceRecord.MAX_ATTEMPTS
    assert [record.source_id for record in SourceRecord.objects.not_held()] == ["kst-99301-13"]


def test_bad_papers_do_not_keep_the_good_ones_waiting(subscription: Subscription, repository: Repository) -> None:
    for number in range(20, 26):
        repository.add(str(number))
        repository.on(invented.path_of(f"kst-99301-{number}", "xml"), Reply(b"<rss/>"))
    repository.add("30")
    for _ in range(2):
        make_due(subscription)
        work(subscription)
    assert SourceRecord.objects.get(source_id="kst-99301-30").state == SourceRecord.State.FETCHED


def test_no_more_papers_than_allowed_come_in_a_run(subscription: Subscription) -> None:
    Subscription.objects.update(most=2)
    work(subscription)
    run = subscription.runs.get()
    assert (run.state, run.fetched) == (State.STOPPED, 2)
    make_due(subscription)
    work(subscription)
    assert SourceRecord.objects.filter(state=SourceRecord.State.FETCHED).count() == 3


def test_a_run_that_the_database_cut_off_is_found_again(subscription: Subscription, monkeypatch) -> None:
    def break_off(*args, **options):
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(running.obtaining, "obtain", break_off)
        with pytest.raises(ConnectionError):
            subscribing.work(subscription.pk)
    Subscription.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    work(subscription)
    assert subscription.runs.get().state == State.DONE
    assert Ingestion.objects.count() == 3


def test_a_subscription_says_what_it_wants(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(source="koop")
