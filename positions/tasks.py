"""Celery tasks of `positions`."""

from __future__ import annotations

import logging

from celery import shared_task
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from positions.alerts import compose, outbox, steps, subscriptions
from positions.caching.version import prune
from positions.codebook import store
from positions.coders import run
from positions.coders.language_model import rounds
from positions.coders.registry import MACHINE_CODERS, coder_named
from positions.models import Coder
from positions.releases import cut
from positions.reliability import recalibration
from positions.summary_table import refresh, refresh_days
from positions.text_reuse import detection

log = logging.getLogger(__name__)

SUMMED_AT_ONCE = 200  # letters in one transaction
DAYS_AT_ONCE = 100
ASKED_AT_ONCE = 45  # seconds after which no new request is made
TO_CUT = 2 * 3600  # seconds for a release of a hundred thousand letters
PASSING = (OperationalError, InterfaceError)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def propose(letter_id: int) -> None:
    """Run every coder on a newly recorded letter, unless it has been run on its text."""
    codebook = store.newest()
    for name in MACHINE_CODERS:
        coder = coder_named(name)
        for revision in run.to_do(coder, codebook).filter(letter=letter_id):
            run.propose(revision, coder, codebook)


@shared_task  # type: ignore[untyped-decorator]
def propose_on_the_rest(released: int | None = None) -> None:
    """Run the coders on texts that were missed: old letters under a new codebook (`released`), or lost messages.

    At most `run.BATCH` texts per coder, which fit well in the minute until the next run.
    """
    codebook = store.newest()
    for name in MACHINE_CODERS:
        coder = coder_named(name)
        for revision in run.to_do(coder, codebook)[: run.BATCH]:
            run.propose(revision, coder, codebook)


@shared_task  # type: ignore[untyped-decorator]
def ask_language_model() -> None:
    """Go on asking the language model, if one is set, for about as long as until the next run."""
    rounds.work_a_while(ASKED_AT_ONCE)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def find_wordings(letter_id: int) -> None:
    """Find near-duplicates of the sentences of a newly recorded letter."""
    for revision in detection.to_do().filter(letter=letter_id):
        detection.add(revision)


@shared_task  # type: ignore[untyped-decorator]
def find_wordings_in_the_rest() -> None:
    """Process texts that were missed, and remove letters that were withdrawn or joined since."""
    detection.remove_withdrawn()
    for revision in detection.to_do()[:500]:
        detection.add(revision)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def recalibrate() -> None:
    """Measure every machine coder that has run here on this site's single decisions, and calibrate it anew.

    A fault with one coder is logged and does not keep the others from theirs.
    """
    for coder in Coder.objects.newest_machines():
        try:
            recalibration.measure(coder)
            recalibration.recalibrate(coder)
        except PASSING:
            raise
        except Exception:  # of whatever kind: the other coders are not kept from theirs, and it is tried again tomorrow
            log.exception("%s was not calibrated", coder)


@shared_task  # type: ignore[untyped-decorator]
def sum_up_the_rest() -> None:
    """Sum up letters whose stances were changed in another way than by a decision or a round: corrected texts, SQL.
    After that the days that are due.
    """
    while refresh.sum_up_due(SUMMED_AT_ONCE) == SUMMED_AT_ONCE:
        pass
    while refresh_days.sum_up(DAYS_AT_ONCE) == DAYS_AT_ONCE:
        pass
    refresh.add_up_totals()


@shared_task  # type: ignore[untyped-decorator]
def thin_out_alterations() -> None:
    prune()


@shared_task(  # type: ignore[untyped-decorator]
    autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8, time_limit=TO_CUT
)
def cut_release(release_id: int) -> None:
    cut.cut(release_id)


@shared_task(time_limit=TO_CUT)  # type: ignore[untyped-decorator]
def cut_waiting_release() -> None:
    """Make a release whose message was lost, or whose worker was killed."""
    cut.cut_waiting()


@shared_task  # type: ignore[untyped-decorator]
def find_news() -> None:
    """Note steps that are news, have messages wait for who follows something, and forget who did not confirm."""
    now = timezone.now()
    if settings.MAILING:
        steps.look(now)
        compose.compose(now)
    subscriptions.forget(now)


@shared_task  # type: ignore[untyped-decorator]
def send_mail() -> None:
    outbox.send_waiting()


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def send_message(message_id: int) -> None:
    """Send a message for which somebody waits, to confirm what they asked for."""
    outbox.send_one(message_id)
