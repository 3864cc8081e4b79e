"""What beat sends, as django-celery-beat makes rows of it."""

from __future__ import annotations

import pytest
from celery import current_app
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import ModelEntry


@pytest.mark.parametrize("name", current_app.conf.beat_schedule)
def test_a_message_that_no_worker_took_is_gone_before_the_next_comes(db, name) -> None:
    ModelEntry.from_entry(name, app=current_app, **current_app.conf.beat_schedule[name])
    task = PeriodicTask.objects.get(name=name)
    assert 0 < task.expire_seconds < task.interval.every
