"""Asking for mail, confirming it and leaving. The only writer of subscribers and subscriptions.

An address that is there already must cause no error: PostgreSQL would write the statement, and the values that
collide, to its log.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone, translation

from letters.ingestion import task_queue
from positions.alerts.subjects import Subject
from positions.models import AlertMessage, Rhythm, Subscriber, Subscription

TASK = "positions.tasks.send_message"
TO_CONFIRM = timedelta(hours=48)
KEPT = timedelta(days=7)  # messages that were sent, to count how many went to one address
MOST = 50  # subscriptions of one address, so that nobody can fill the table with one


@transaction.atomic
def ask(address: str, subject: Subject, rhythm: Rhythm) -> None:
    """Have a message sent that asks to confirm, in the language at hand; nothing if that was confirmed before.

    Never tells whether the address was known. `address` is one address, in ASCII (`positions.alerts.addresses`).
    """
    subscriber = _subscriber(address)
    wanted = subscriber.subscriptions.filter(about=subject.about, what=subject.what, rhythm=rhythm)
    subscription = wanted.first()
    if subscription is None:
        if subscriber.subscriptions.count() >= MOST:
            return
        subscription = Subscription(subscriber=subscriber, about=subject.about, what=subject.what, rhythm=rhythm)
    elif subscription.confirmed_at:
        return
    subscription.language, subscription.asked_at = translation.get_language(), timezone.now()
    subscription.save()
    _ask_to_confirm(subscription)


def of_token(token: str) -> Subscription | None:
    """Return the subscription of this token, unless it was to be confirmed and the time for that is over."""
    subscription = Subscription.objects.filter(token=token).first() if _may_be_a_token(token) else None
    late = subscription and not subscription.confirmed_at and subscription.asked_at <= timezone.now() - TO_CONFIRM
    return None if late else subscription


def subscriber_of_token(token: str) -> Subscriber | None:
    """Return the subscriber of a digest's token."""
    return Subscriber.objects.filter(token=token).first() if _may_be_a_token(token) else None


@transaction.atomic
def confirm(subscription: Subscription) -> None:
    """Confirm it; the same subject in another rhythm is replaced."""
    now = timezone.now()
    asked = Subscription.objects.filter(pk=subscription.pk, confirmed_at__isnull=True)
    if asked.update(confirmed_at=now, looked_at=now):
        same = Subscription.objects.filter(
            subscriber=subscription.subscriber_id, about=subscription.about, what=subscription.what
        )
        same.exclude(pk=subscription.pk).delete()


def stop(subscriptions: QuerySet[Subscription]) -> None:
    """Delete subscriptions, and the address of whoever has none left."""
    subscribers = set(subscriptions.values_list("subscriber", flat=True))
    subscriptions.delete()
    _forget_addresses(subscribers)


def leave(subscriber: int) -> None:
    """Delete the subscriber with this id, with everything that was asked for."""
    Subscriber.objects.filter(pk=subscriber).delete()


def forget(now: datetime) -> None:
    """Delete what was not confirmed in time, addresses without subscriptions, and messages that were sent long ago."""
    stop(Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lte=now - TO_CONFIRM))
    idle = Subscriber.objects.filter(subscriptions__isnull=True)
    _forget_addresses(idle.values_list("pk", flat=True))
    over = (AlertMessage.State.SENT, AlertMessage.State.FAILED)
    AlertMessage.objects.filter(state__in=over, made_at__lte=now - KEPT).delete()


def _subscriber(address: str) -> Subscriber:
    """Return the locked row of an address. It is written without a collision: see the head of this module."""
    while True:
        Subscriber.objects.bulk_create([Subscriber(address=address)], ignore_conflicts=True)
        known = Subscriber.objects.annotate(lower=Lower("address")).filter(lower=address.lower())
        if subscriber := known.select_for_update().first():  # None if somebody left at this moment
            return subscriber


def _ask_to_confirm(subscription: Subscription) -> None:
    message, _made = AlertMessage.objects.get_or_create(
        subscription=subscription,
        purpose=AlertMessage.Purpose.CONFIRM,
        state=AlertMessage.State.WAITING,
        defaults={
            "subscriber": subscription.subscriber,
            "rhythm": subscription.rhythm,
            "language": subscription.language,
        },
    )
    transaction.on_commit(partial(task_queue.publish, TASK, message.pk, "urgent"))


def _forget_addresses(subscribers: Iterable[int]) -> None:
    """Delete those of these subscribers that have no subscription; each is locked, since one may be asking anew."""
    for pk in subscribers:
        with transaction.atomic():
            locked = Subscriber.objects.select_for_update().filter(pk=pk).first()
            if locked and not locked.subscriptions.exists():
                locked.delete()


def _may_be_a_token(token: str) -> bool:
    return token.isascii() and token.isprintable() and len(token) == len(Subscription().token)
