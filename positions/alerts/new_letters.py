"""Letters that a subscription is not told of yet: those of a search, a dossier or a minister, and those that cite."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from letters.example_notice import showing_examples
from letters.many_ids import any_of
from letters.models import Citation, Letter
from positions.alerts.subjects import About, Subject, citations_of, followed, letters_of
from positions.models import Subscription, ToldItem


def changed_at() -> datetime | None:
    """Return when a letter was last added or changed. One query."""
    last: datetime | None = Letter.objects.aggregate(last=Max("updated_at"))["last"]
    return last


def untold(subscription: Subscription) -> QuerySet[Letter]:
    """Return the letters that came in since the subscription was confirmed, fit it now, and are not told."""
    told = ToldItem.objects.filter(subscription=subscription, letter=OuterRef("pk"))
    return fitting(subscription).filter(~Exists(told), created_at__gt=subscription.confirmed_at)


def fitting(subscription: Subscription) -> QuerySet[Letter]:
    """Return the letters that may be shown and that the subscription is about, the newest arrival first."""
    if showing_examples():
        return Letter.objects.none()
    return _about(followed(subscription)).order_by("-created_at", "-pk")


class LettersThatCameIn:
    """Letters for many subscriptions in one round: what the same subject finds is looked up once.

    A subscription that was looked at since the day began is looked at among the letters that changed since, which are
    few; once a day among all that came in since it was confirmed, for what no letter's own row tells of, such as a
    citation that is read anew.
    """

    def __init__(self, subscriptions: Collection[Subscription], today: datetime, quiet: timedelta) -> None:
        """`today`: when the day's first look is due; `quiet`: how long a letter may show after it was written."""
        self._today, self._quiet, self._due = today, quiet, [each.pk for each in subscriptions]
        since = min((each.confirmed_at for each in subscriptions if each.confirmed_at), default=None)
        came = Letter.objects.filter(created_at__gt=since) if since else Letter.objects.none()
        self._times = {pk: (made, changed) for pk, made, changed in came.values_list("pk", "created_at", "updated_at")}
        self._found = dict[tuple[Subject, frozenset[int]], frozenset[int]]()
        self._changed = dict[datetime | None, frozenset[int]]()
        self._told = dict[frozenset[int], set[tuple[int, int]]]()

    def any_for(self, subscription: Subscription) -> bool:
        """Return whether there are letters to be told."""
        looked, confirmed = subscription.looked_at, subscription.confirmed_at
        assert looked and confirmed
        among = self._changed_since(None if looked < self._today else looked - self._quiet)
        if not among:
            return False
        subject = followed(subscription)
        if (subject, among) not in self._found:
            self._found[subject, among] = frozenset(_about(subject, among).values_list("pk", flat=True))
        told = self._told_of(among)
        found = self._found[subject, among]
        return any(self._times[pk][0] > confirmed and (subscription.pk, pk) not in told for pk in found)

    def _changed_since(self, time: datetime | None) -> frozenset[int]:
        if time not in self._changed:
            changed = (pk for pk, (_made, changed) in self._times.items() if time is None or changed > time)
            self._changed[time] = frozenset(changed)
        return self._changed[time]

    def _told_of(self, letters: frozenset[int]) -> set[tuple[int, int]]:
        """Return what the subscriptions were told of these letters, as pairs of ids. One query."""
        if letters not in self._told:
            told = ToldItem.objects.filter(any_of("letter", letters), any_of("subscription", self._due))
            self._told[letters] = set(told.order_by().values_list("subscription", "letter"))
        return self._told[letters]


def _about(subject: Subject, among: Collection[int] | None = None) -> QuerySet[Letter]:
    """Return the letters that may be shown and that the subject is about; of some alone where their ids are given."""
    if subject.about is not About.CITED:
        letters: QuerySet[Letter] = letters_of(subject, among).qs.order_by()
        return letters
    letter, citing = citations_of(subject.what)
    citations = Citation.objects.published().filter(citing).order_by()
    if among is not None:
        citations = citations.filter(any_of("letter", among))
    either = Letter.objects.filter(pk__in=citations.values("letter"))
    either = (either | Letter.objects.filter(pk=letter.pk) if letter else either).order_by()
    return either if among is None else either.filter(any_of("pk", among))
