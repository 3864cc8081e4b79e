"""Messages to the workers. Losing one delays a letter and never loses it: the sweep reads the rows."""

from __future__ import annotations

import logging
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from letters.models import Ingestion

log = logging.getLogger(__name__)

# Somebody waits for these; everything else goes behind them.
QUICK = {Ingestion.Channel.UPLOAD, Ingestion.Channel.PASTE, Ingestion.Channel.TYPED, Ingestion.Channel.AGAIN}


def advance_later(ingestion: Ingestion) -> None:
    """Have a worker run the steps that are left, once the current transaction is there to be seen."""
    queue = "quick" if ingestion.channel in QUICK else "bulk"
    transaction.on_commit(partial(send, ingestion.pk, queue))


def send(ingestion_id: int, queue: str) -> None:
    publish("letters.tasks.advance", ingestion_id, queue)


def tell_others(letter_id: int) -> None:
    """Whoever works on from letters (LETTERS_THEN: names of tasks that take a letter's id) is told of a new text."""
    for task in settings.LETTERS_THEN:
        publish(task, letter_id, "bulk")


def publish(task: str, row_id: int, queue: str) -> None:
    try:
        current_app.send_task(task, args=[row_id], queue=queue)
    except OperationalError as error:
        log.warning("%s of %s waits for the sweep: the broker did not answer (%s)", task, row_id, error)
