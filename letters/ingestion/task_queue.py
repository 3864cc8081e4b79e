"""Messages to the workers. A lost message only delays a letter: the sweep finds it in the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from letters.models import Ingestion

log = logging.getLogger(__name__)
_TELLING = ContextVar("telling", default=True)

# Channels with a waiting user; all others use the slower queue.
QUICK = {Ingestion.Channel.UPLOAD, Ingestion.Channel.PASTE, Ingestion.Channel.TYPED, Ingestion.Channel.AGAIN}


def advance_later(ingestion: Ingestion, *, urgent: bool = False) -> None:
    """Queue the remaining steps for a worker, after the current transaction commits; `urgent` ones before others."""
    queue = "quick" if ingestion.channel in QUICK else "bulk"
    transaction.on_commit(partial(send, ingestion.pk, "urgent" if urgent else queue))


def send(ingestion_id: int, queue: str) -> None:
    publish("letters.tasks.advance", ingestion_id, queue)


@contextmanager
def untold() -> Iterator[None]:
    """Suppress messages about recorded letters, for processes without workers, so that none remain in the broker.

    Nothing is lost: the tasks concerned also look for new texts every minute.
    """
    before = _TELLING.set(False)
    try:
        yield
    finally:
        _TELLING.reset(before)


def tell_others(letter_id: int) -> None:
    """Notify the tasks in LETTERS_THEN (names of tasks that take a letter's id) of a new text."""
    if not _TELLING.get():
        return
    for task in settings.LETTERS_THEN:
        publish(task, letter_id, "bulk")


def publish(task: str, row_id: int, queue: str) -> None:
    try:
        current_app.send_task(task, args=[row_id], queue=queue)
    except OperationalError as error:
        log.warning("%s of %s waits for the sweep: the broker did not answer (%s)", task, row_id, error)
