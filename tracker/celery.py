"""The Celery application. Workers and beat start the embedded servers where no other are named."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("standpunt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
