"""The Celery application. Workers and beat start the embedded servers where no other are named."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import import_modules

from tracker import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("standpunt", task_cls="tracker.signs:LivingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@import_modules.connect(sender=app, weak=False)  # type: ignore[untyped-decorator]
def bring_up_servers(**_: object) -> None:
    """A worker or beat is about to load its tasks; the one way that Celery has to say so is a signal."""
    embedded.ensure_for_environment()
