"""Sending the messages that wait. States are drawn in `AlertMessage`.

A row is claimed by a conditional update. That it is being handed over is committed before the mail server gets the
text: a worker that is killed then leaves a message that may have arrived, which goes once more, with the same
Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Min, Q, Sum
from django.utils import timezone

from positions.alerts import mail, subscriptions
from positions.alerts.hand_over import Answer, Outcome, hand_over
from positions.models import AlertMessage, Subscriber, Subscription, ToldItem

log = logging.getLogger(__name__)

State = AlertMessage.State
PASSING = (OperationalError, InterfaceError)
AT_ONCE = 200  # messages over one connection
MOST_SECONDS = 45  # in one run: the next begins a minute after
MOST_A_DAY = 5  # to one address
MOST_TO_CONFIRM = 3  # of those, where something is confirmed: a stranger's requests must not use up what was asked for
DAY = timedelta(days=1)
HANDED_MOST = 2  # times that a message may arrive
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
PATIENCE = timedelta(days=5)  # as mail servers have it


def send_waiting() -> None:
    """Send the messages that are due, oldest first. A mail server that does not answer leaves them as they are."""
    if not settings.MAILING:
        return
    put_back()
    until = monotonic() + MOST_SECONDS
    tried = set[int]()
    while monotonic() < until:
        due = AlertMessage.objects.filter(state=State.WAITING, not_before__lte=timezone.now())
        first = due.order_by("not_before", "pk").values_list("pk", flat=True)[:AT_ONCE]
        some = [pk for pk in first if pk not in tried]
        if not some or not _send_all(some):
            return
        tried.update(some)


def send_one(pk: int) -> None:
    """Send a message for which somebody waits, if it is still to be sent."""
    if settings.MAILING:
        _send_all([pk])


def put_back() -> None:
    """Put back what workers that are gone had in hand: once more, where it may have arrived."""
    over = timezone.now() - timedelta(seconds=settings.LETTERS_LEASE_SECONDS)
    gone = AlertMessage.objects.filter(claimed_at__lte=over)
    gone.filter(state=State.CLAIMED).update(state=State.WAITING, claimed_at=None)
    handing = gone.filter(state=State.HANDING)
    handing.filter(handed__lt=HANDED_MOST).update(state=State.WAITING, claimed_at=None)
    if given_up := handing.filter(handed__gte=HANDED_MOST).update(state=State.FAILED, error="worker gone twice"):
        log.error("%s messages were given up: their workers were gone while handing over, twice", given_up)


def _send_all(messages: list[int]) -> bool:
    """Send these messages, in this order; return False where the mail server did not take the connection."""
    connection = get_connection()
    try:
        for pk in messages:
            if not _opened(connection):
                return False
            _send(pk, connection)
    finally:
        connection.close()
    return True


def _opened(connection: BaseEmailBackend) -> bool:
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("the mail server did not take the connection (%s): messages wait", type(error).__name__)
        return False
    return True


def _send(pk: int, connection: BaseEmailBackend) -> None:
    """Claim, make, hand over and settle one message. Whatever happens to it, the next one has its turn."""
    now = timezone.now()
    waiting = AlertMessage.objects.filter(pk=pk, state=State.WAITING, not_before__lte=now)
    if not waiting.update(state=State.CLAIMED, claimed_at=now):
        return
    message = AlertMessage.objects.select_related("subscriber", "subscription").filter(pk=pk).first()
    if message is None:
        return
    try:
        made, gone = mail.made(message)
    except PASSING:
        raise
    except Exception:  # of whatever kind: the others are not kept from being sent
        log.exception("message %s was not made", pk)
        _later(message, "not made")
        return
    if made is None:
        _drop(message)
    elif _begin(message):
        ToldItem.objects.filter(pk__in=gone).delete()
        made.to = [message.subscriber.address]
        _settle(message, _handed_over(connection, made))


def _handed_over(connection: BaseEmailBackend, made: EmailMessage) -> Answer:
    """Hand over. What goes wrong within is named by its type alone: its words may have the address in them."""
    try:
        return hand_over(connection, made)
    except Exception as error:  # noqa: BLE001 - as said; smtplib's own errors are told apart above
        return Answer(Outcome.LATER, type(error).__name__)


def _drop(message: AlertMessage) -> None:
    """Delete a message that has nothing to tell any more. What it was about is told if it comes to stand again."""
    with transaction.atomic():
        if _mine(message, State.CLAIMED).select_for_update().exists():
            message.told.all().delete()
            message.delete()


@transaction.atomic
def _begin(message: AlertMessage) -> bool:
    """Count the message towards the day's, and note that it is being handed over; False if it has to wait.

    The subscriber is locked, so that two workers do not both send the fifth.
    """
    if not Subscriber.objects.select_for_update().filter(pk=message.subscriber_id).exists():
        return False
    now = timezone.now()
    if free_from := _full_until(message, now - DAY):
        _mine(message, State.CLAIMED).update(state=State.WAITING, claimed_at=None, not_before=free_from)
        return False
    handing = {"state": State.HANDING, "handed_at": now, "handed": F("handed") + 1}
    return bool(_mine(message, State.CLAIMED).update(**handing))


def _full_until(message: AlertMessage, since: Any) -> Any:
    """Return when the next message may go to this address; None if one may go now."""
    sent = AlertMessage.objects.filter(subscriber=message.subscriber_id, handed_at__gt=since)
    limits = [(Q(), MOST_A_DAY)]
    confirming = message.purpose == AlertMessage.Purpose.CONFIRM
    if confirming and Subscription.objects.confirmed().filter(subscriber=message.subscriber_id).exists():
        limits.append((Q(purpose=AlertMessage.Purpose.CONFIRM), MOST_TO_CONFIRM))
    for those, most in limits:
        counted = sent.filter(those).aggregate(handed=Sum("handed"), first=Min("handed_at"))
        if (counted["handed"] or 0) >= most:
            return counted["first"] + DAY
    return None


def _settle(message: AlertMessage, answer: Answer) -> None:
    if answer.outcome is Outcome.ACCEPTED:
        _mine(message, State.HANDING).update(state=State.SENT, claimed_at=None, error="")
        log.info("message %s went to subscriber %s", message.pk, message.subscriber_id)
    elif answer.outcome is Outcome.REFUSED:
        log.warning("subscriber %s was refused (%s): all of it is stopped", message.subscriber_id, answer.reason)
        subscriptions.leave(message.subscriber_id)
    elif answer.outcome is Outcome.UNKNOWN:
        _uncertain(message, answer.reason)
    else:
        _mine(message, State.HANDING).update(state=State.CLAIMED, handed=F("handed") - 1, handed_at=None)
        _later(message, answer.reason)


def _uncertain(message: AlertMessage, reason: str) -> None:
    """Have a message go once more that may have arrived; a second time it is given up."""
    handing = _mine(message, State.HANDING)
    again = handing.filter(handed__lt=HANDED_MOST)
    waiting = {"state": State.WAITING, "claimed_at": None, "error": reason, "not_before": timezone.now() + FIRST_WAIT}
    if not again.update(**waiting) and handing.update(state=State.FAILED, error=reason):
        log.error("message %s was given up: the connection broke twice while handing over (%s)", message.pk, reason)


def _later(message: AlertMessage, reason: str) -> None:
    """Have a message that was not accepted tried again, later each time; after five days it is given up."""
    now = timezone.now()
    claimed = _mine(message, State.CLAIMED)
    if message.made_at <= now - PATIENCE:
        claimed.update(state=State.FAILED, error=reason)
        log.error("message %s was given up after five days (%s)", message.pk, reason)
        return
    wait = min(FIRST_WAIT * 2 ** min(message.failures, 10), LONGEST_WAIT)
    claimed.update(
        state=State.WAITING, claimed_at=None, error=reason, failures=F("failures") + 1, not_before=now + wait
    )
    log.warning("message %s waits %s (%s)", message.pk, wait, reason)


def _mine(message: AlertMessage, state: State) -> Any:
    """Return the row if it is still in the hands of who claimed it."""
    return AlertMessage.objects.filter(pk=message.pk, state=state, claimed_at=message.claimed_at)
