"""Prometheus metrics: requests by page, and the backlog of work. Requires the configured token."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from celery import current_app
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tracker.models import Heartbeat
from tracker.operations.health import QUEUES

REGISTRY = CollectorRegistry()
REQUESTS = Counter("standpunt_requests", "Requests, by page and status.", ["page", "status"], registry=REGISTRY)
SECONDS = Histogram("standpunt_request_seconds", "How long a request took, by page.", ["page"], registry=REGISTRY)
# Plain SQL: tracker imports no models of the applications, and counting must stay cheap.
COUNTS = {
    "standpunt_ingestions": ("Inputs, by state.", "state", "SELECT state, COUNT(*) FROM letters_ingestion GROUP BY 1"),
    "standpunt_letters": (
        "Letters and other papers that may be shown, by whether they are invented.",
        "example",
        "SELECT is_example::text, COUNT(*) FROM letters_letter"
        " WHERE withdrawn_at IS NULL AND joined_into_id IS NULL GROUP BY 1",
    ),
    "standpunt_decisions": (
        "Decisions about stances, by kind.",
        "decision",
        "SELECT decision, COUNT(*) FROM positions_review GROUP BY 1",
    ),
    "standpunt_mail_stuck": (
        "Messages to readers that a mail server did not accept, by state.",
        "state",
        "SELECT state, COUNT(*) FROM positions_alertmessage"
        " WHERE state <> 'sent' AND (failures > 0 OR state = 'failed') GROUP BY 1",
    ),
}


def count_request(page: str, status: int, seconds: float) -> None:
    REQUESTS.labels(page, str(status)).inc()
    SECONDS.labels(page).observe(seconds)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics; 404 without a configured token or with a wrong one, so that the page stays undisclosed."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


class Work(Collector):
    """Collector of backlog gauges, read from the database and the broker at scrape time."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, (words, label, sql) in COUNTS.items():
            family = GaugeMetricFamily(name, words, labels=[label])
            with connection.cursor() as cursor:
                cursor.execute(sql)
                for value, count in cursor.fetchall():
                    family.add_metric([value], count)
            yield family
        yield self.queues()
        yield self.heartbeats()

    def queues(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("standpunt_queue_messages", "Messages that wait, by queue.", labels=["queue"])
        try:
            with current_app.connection_for_read(connect_timeout=2) as broker:
                for queue in QUEUES:
                    declared = current_app.amqp.queues[queue](broker.default_channel).queue_declare(passive=False)
                    family.add_metric([queue], declared.message_count)
        except (OperationalError, OSError):
            pass  # no sample rather than a wrong one; /readyz reports the broker
        return family

    def heartbeats(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "standpunt_worker_silence_seconds", "Since a worker last answered, by queue.", labels=["queue"]
        )
        for beat in Heartbeat.objects.all():
            family.add_metric([beat.queue], (timezone.now() - beat.at).total_seconds())
        return family


REGISTRY.register(Work())
