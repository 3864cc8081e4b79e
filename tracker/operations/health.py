"""Health checks for operators: liveness (`/healthz`) and readiness (`/readyz`)."""

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

QUEUES = ("urgent", "quick", "bulk")
SILENT_AFTER = timedelta(minutes=3)
BROKER_SECONDS = 2


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Liveness: 200 while this process answers. Checks no other service."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Readiness: 200 if every check passes, else 503. The body holds the result of each check and nothing more."""
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
    """Return "ok", "behind" with unapplied migrations, or "unknown" without a database."""
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
    """Return "ok", or the queues on which no worker completed a task in the last three minutes."""
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
