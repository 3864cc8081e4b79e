"""Beat's schedule, as stored by django-celery-beat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import ModelEntry

from tracker.celery import app
from tracker.operations.beat_scheduler import SteadyEntry

DAY = 24 * 60 * 60  # seconds: how often a task comes that has an hour of the day


@pytest.mark.parametrize("name", app.conf.beat_schedule)
def test_a_message_that_no_worker_took_is_gone_before_the_next_comes(db, name) -> None:
    ModelEntry.from_entry(name, app=app, **app.conf.beat_schedule[name])
    task = PeriodicTask.objects.get(name=name)
    assert 0 < task.expire_seconds < (task.interval.every if task.interval else DAY)


def test_a_clock_that_is_set_back_keeps_nothing_from_being_sent(db) -> None:
    entry = SteadyEntry.from_entry("sweep", app=app, **app.conf.beat_schedule["sweep"])
    entry.last_run_at = timezone.now() + timedelta(hours=1)
    is_due, seconds = entry.is_due()
    assert not is_due
    assert 0 < seconds <= 60
