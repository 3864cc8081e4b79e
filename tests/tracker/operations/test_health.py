"""Health checks, metrics and logs."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from letters.tasks import advance
from tracker import tasks
from tracker.models import Heartbeat
from tracker.operations import health
from tracker.operations.health import QUEUES
from tracker.operations.logs import JsonLines, about
from tracker.operations.metrics import Work


def ready(client) -> tuple[int, dict[str, object]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_alive_asks_nothing_of_the_database(client, db, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_ready_when_all_is_there(client, db) -> None:
    for queue in health.QUEUES:
        tasks.beat(queue)
    assert ready(client) == (
        200, {"ready": True, "database": "ok", "migrations": "ok", "broker": "ok", "workers": "ok"},
    )  # fmt: skip


def test_a_silent_queue_is_named(client, db) -> None:
    for queue in ("urgent", "quick"):
        tasks.beat(queue)
    status, found = ready(client)
    assert (status, found["workers"]) == (503, "silent: bulk")
    tasks.beat("bulk")
    Heartbeat.objects.filter(queue="quick").update(at=timezone.now() - timedelta(minutes=4))
    assert ready(client)[1]["workers"] == "silent: quick"
    Heartbeat.objects.filter(queue="quick").update(at=timezone.now() + timedelta(hours=1))
    assert ready(client)[1]["workers"] == "silent: quick"  # from a clock that was set back since


def test_a_queue_that_is_busy_with_letters_is_not_silent(db, monkeypatch) -> None:
    monkeypatch.setattr("tracker.operations.heartbeat._given", {})  # left by earlier tests
    advance.push_request(delivery_info={"routing_key": "bulk"})
    advance.after_return("SUCCESS", None, "id", [1], {}, None)
    advance.pop_request()
    assert Heartbeat.objects.get().queue == "bulk"


def test_a_database_that_is_behind_is_not_ready(client, db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'tracker'")
    status, found = ready(client)
    assert (status, found["migrations"]) == (503, "behind")


def test_a_broker_that_does_not_answer_is_named(client, db, settings) -> None:
    from tracker.celery import app  # noqa: PLC0415

    before = app.conf.broker_write_url
    app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    try:
        assert ready(client)[1]["broker"] == "no answer"
    finally:
        app.conf.broker_write_url = before


def test_metrics_are_for_who_has_the_token(client, db, settings) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "zeer-geheim"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer anders"}).status_code == 404
    client.get("/brieven/")
    text = client.get("/metrics", headers={"Authorization": "Bearer zeer-geheim"}).content.decode()
    assert 'standpunt_requests_total{page="letters",status="200"}' in text
    assert "standpunt_queue_messages" in text


def test_the_queues_are_counted_in_whatever_thread_asks() -> None:
    with ThreadPoolExecutor(max_workers=1) as threads:
        samples = threads.submit(lambda: Work().queues().samples).result()
    assert [sample.labels["queue"] for sample in samples] == list(QUEUES)


def test_log_lines_are_json_that_say_what_they_are_about() -> None:
    record = logging.LogRecord("letters.x", logging.INFO, __file__, 1, "gelezen: %s", ("brief",), None)
    with about(letter="kst-1-2", task=None):
        line = json.loads(JsonLines().format(record))
    assert (line["message"], line["letter"], line["level"]) == ("gelezen: brief", "kst-1-2", "info")
    assert "task" not in line
    assert "letter" not in json.loads(JsonLines().format(record))
