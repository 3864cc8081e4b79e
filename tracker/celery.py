"""The Celery application. Workers and beat start the embedded servers unless the environment names others."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import import_modules, worker_init

from tracker import local_servers
from tracker.operations import garbage_collection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("standpunt", task_cls="tracker.operations.heartbeat:HeartbeatTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@import_modules.connect(sender=app, weak=False)  # type: ignore[untyped-decorator]
def bring_up_servers(**_: object) -> None:
    """Start the embedded servers before a worker or beat imports its tasks; `import_modules` is the earliest signal."""
    local_servers.ensure_for_environment()


@worker_init.connect(weak=False)  # type: ignore[untyped-decorator]
def relax_garbage_collection(**_: object) -> None:
    """Before the processes of the worker's pool are forked, which inherit it."""
    garbage_collection.relax()
