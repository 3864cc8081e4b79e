"""Letters that a subscription is not told of yet: those of a search, a dossier or a minister, and those that cite."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet

from letters.example_notice import showing_examples
from letters.models import Citation, Letter
from positions.alerts.subjects import About, citations_of, followed, letters_of
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
    subject, newest = followed(subscription), ("-created_at", "-pk")
    if showing_examples():
        return Letter.objects.none()
    if subject.about is About.CITED:
        letter, citing = citations_of(subject.what)
        found = Citation.objects.published().filter(citing).order_by().values("letter")
        either = Letter.objects.filter(pk__in=found)
        return (either | Letter.objects.filter(pk=letter.pk) if letter else either).order_by(*newest)
    letters: QuerySet[Letter] = letters_of(subject).qs
    return letters.order_by(*newest)
