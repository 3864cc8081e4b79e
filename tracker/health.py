"""Is this process alive, and can it do its work? For whoever keeps it running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from tracker.models import Heartbeat

QUEUES = ("quick", "bulk")
SILENT_AFTER = timedelta(minutes=3)
BROKER_SECONDS = 2


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; asks nothing of anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when all is there, else 503; the body says what is not, and gives nothing else away."""
    found = {name: check() for name, check in CHECKS.items()}
    ready = all(value == "ok" for value in found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def database() -> str:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "no answer"
    return "ok"


def migrations() -> str:
    """Whether the database is as this code wants it."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        return "behind" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
    except (DatabaseError, InterfaceError):
        return "unknown"


def broker() -> str:
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except (OperationalError, OSError):
        return "no answer"
    return "ok"


def workers() -> str:
    """Whether each queue has a worker that answered lately."""
    try:
        seen = dict(Heartbeat.objects.values_list("queue", "at"))
    except (DatabaseError, InterfaceError):
        return "unknown"
    now = timezone.now()
    silent = [queue for queue in QUEUES if queue not in seen or abs(now - seen[queue]) > SILENT_AFTER]
    return f"silent: {', '.join(silent)}" if silent else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "broker": broker,
    "workers": workers,
}
