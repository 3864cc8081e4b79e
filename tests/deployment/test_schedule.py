"""What beat sends, as django-celery-beat makes rows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import ModelEntry

from tracker.scheduling import SteadyEntry


@pytest.mark.parametrize("name", current_app.conf.beat_schedule)
def test_a_message_that_no_worker_took_is_gone_before_the_next_comes(db, name) -> None:
    ModelEntry.from_entry(name, app=current_app, **current_app.conf.beat_schedule[name])
    task = PeriodicTask.objects.get(name=name)
    assert 0 < task.expire_seconds < task.interval.every


def test_a_clock_that_is_set_back_keeps_nothing_from_being_sent(db) -> None:
    entry = SteadyEntry.from_entry("sweep", app=current_app, **current_app.conf.beat_schedule["sweep"])
    entry.last_run_at = timezone.now() + timedelta(hours=1)
    is_due, seconds = entry.is_due()
    assert not is_due
    assert 0 < seconds <= 60
