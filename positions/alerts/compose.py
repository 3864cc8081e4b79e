"""From what is new to messages that wait: one for each subscription at once, one digest a rhythm and language.

    a step is noted (`steps.look`), a letter comes in ─► due subscriptions ─► ToldItem, AlertMessage: one transaction

Running again is safe: what is told to a subscription is a row, and each row is written once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from itertools import groupby
from operator import attrgetter

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from letters.example_notice import showing_examples
from letters.many_ids import any_of
from letters.models import Letter
from positions.alerts import new_letters, steps
from positions.alerts.subjects import About
from positions.models import AlertMessage, AnnouncedStep, Rhythm, Subscriber, Subscription, ToldItem

log = logging.getLogger(__name__)

PASSING = (OperationalError, InterfaceError)
HOUR = time(7)  # of digests, local time; those of a week on Monday
MONDAY = 0


def compose(now: datetime) -> None:
    """Have a message wait for every subscriber for whom something is new and due.

    Whether anything is, is asked for all together: what the same subject finds is looked up once. Only who gets a
    message is locked.
    """
    if showing_examples():
        return
    due = list(due_subscriptions(now).order_by("subscriber", "pk"))
    if not due:
        return
    round_ = Round(now)
    news, idle = round_.with_and_without_news(due)
    Subscription.objects.filter(any_of("pk", idle), looked_at__lt=now).update(looked_at=now)
    for subscriber, subscriptions in groupby((each for each in due if each.pk in news), attrgetter("subscriber_id")):
        try:
            _compose_for(subscriber, [each.pk for each in subscriptions], round_)
        except PASSING:
            raise
        except Exception:  # of whatever kind: the others are not kept from theirs, and it is tried again in a minute
            log.exception("nothing was composed for subscriber %s", subscriber)


class Round:
    """One look for news, for all subscriptions that are due at this time; the steps of each topic are read once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.busy = steps.decided_on(now)
        self.standing = cache(steps.standing)

    def with_and_without_news(self, due: Sequence[Subscription]) -> tuple[set[int], set[int]]:
        """Return the ids of those that have something to be told, and of those that have nothing."""
        letters = [each for each in due if each.about != About.STEPS]
        came_in = new_letters.LettersThatCameIn(letters, last_hour(Rhythm.DAILY, self.now), steps.QUIET)
        topics = {each.what for each in due if each.about == About.STEPS} - self.busy
        news = {pk for topic in topics for pk in steps.with_untold(topic, due)}
        failed = set[int]()
        for each in letters:
            try:
                news |= {each.pk} if came_in.any_for(each) else set()
            except PASSING:
                raise
            except Exception:  # of whatever kind, as in `compose`
                log.exception("what subscription %s finds was not looked up", each.pk)
                failed.add(each.pk)
        return news, {each.pk for each in due} - news - failed


def due_subscriptions(now: datetime) -> QuerySet[Subscription]:
    """Return the confirmed subscriptions that may have something to be told now.

    At once: a step was noted that is not told, or a letter changed and ten minutes are over. Digests have their hours.
    """
    untold = AnnouncedStep.objects.filter(
        ~Exists(ToldItem.objects.filter(subscription=OuterRef(OuterRef("pk")), step=OuterRef("pk"))),
        topic__slug=OuterRef("what"), baseline=False, found_at__gt=OuterRef("confirmed_at"),
    )  # fmt: skip
    due = Q(Exists(untold), rhythm=Rhythm.AT_ONCE, about=About.STEPS)
    if changed := new_letters.changed_at():
        # A letter may show a while after it was written, when its transaction ends: so ten minutes twice.
        looked = Q(looked_at__lte=now - steps.QUIET, looked_at__lt=changed + steps.QUIET)
        due |= Q(rhythm=Rhythm.AT_ONCE) & ~Q(about=About.STEPS) & looked
    for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
        due |= Q(rhythm=rhythm, looked_at__lt=last_hour(rhythm, now))
    return Subscription.objects.confirmed().filter(due)


def last_hour(rhythm: Rhythm, now: datetime) -> datetime:
    """Return the last time at which this digest was due, now at the latest."""
    local = timezone.localtime(now)
    day = local.date()
    if rhythm is Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    found = timezone.make_aware(datetime.combine(day, HOUR))
    if found <= now:
        return found
    before = day - timedelta(days=7 if rhythm is Rhythm.WEEKLY else 1)
    return timezone.make_aware(datetime.combine(before, HOUR))


@transaction.atomic
def _compose_for(subscriber: int, due: Sequence[int], round_: Round) -> None:
    """Compose for one subscriber, who is locked: another worker that composes passes over the row."""
    if not Subscriber.objects.select_for_update(skip_locked=True).filter(pk=subscriber).exists():
        return
    for subscription in Subscription.objects.filter(pk__in=due).order_by("pk"):
        if subscription.about == About.STEPS:
            _tell_steps(subscription, round_)
        else:
            _tell_letters(subscription, new_letters.untold(subscription))
    Subscription.objects.filter(pk__in=due).update(looked_at=round_.now)


def _tell_steps(subscription: Subscription, round_: Round) -> None:
    untold = list(steps.untold(subscription).select_related("topic"))
    found = [step for step, _now in steps.still_standing(untold, round_.standing)]
    if found:
        message = _message(subscription)
        _tell(ToldItem(subscription=subscription, message=message, step=step) for step in found)


def _tell_letters(subscription: Subscription, letters: QuerySet[Letter]) -> None:
    found = list(letters.values_list("pk", flat=True))
    if found:
        message = _message(subscription)
        _tell(ToldItem(subscription=subscription, message=message, letter_id=pk) for pk in found)


def _tell(items: Iterable[ToldItem]) -> None:
    ToldItem.objects.bulk_create(items, batch_size=1000)


def _message(subscription: Subscription) -> AlertMessage:
    """Return the message that this goes with: one that waits and was never handed over, else a new one."""
    together = subscription.rhythm != Rhythm.AT_ONCE
    of = {
        "subscriber_id": subscription.subscriber_id,
        "subscription": None if together else subscription,
        "rhythm": subscription.rhythm,
        "language": subscription.language,
        "purpose": AlertMessage.Purpose.TELL,
    }
    waiting = AlertMessage.objects.filter(
        **{name: value for name, value in of.items() if value is not None}, state=AlertMessage.State.WAITING, handed=0
    )
    found = waiting.filter(subscription__isnull=together).select_for_update().first()
    return found or AlertMessage.objects.create(**of)
