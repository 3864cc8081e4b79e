"""Letters taken by a reader: one person at a time, seen by the others, and let go after a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from positions.models import TakenLetter

LEASE = timedelta(days=1)


def take(letter_id: int, user: Any) -> bool:
    """Take the letter for a day, anew if this user had it; returns False if somebody else has it."""
    now = timezone.now()
    there = TakenLetter.objects.filter(letter=letter_id)
    if there.filter(Q(user=user) | Q(until__lte=now)).update(user=user, until=now + LEASE):
        return True
    TakenLetter.objects.bulk_create(
        [TakenLetter(letter_id=letter_id, user=user, until=now + LEASE)], ignore_conflicts=True
    )
    return there.filter(user=user).exists()


def let_go(letter_id: int, user: Any) -> None:
    TakenLetter.objects.filter(letter=letter_id, user=user).delete()


def taken(letters: Collection[int]) -> dict[int, TakenLetter]:
    """Return who has these letters now, by letter id; one query."""
    there = TakenLetter.objects.filter(letter__in=letters, until__gt=timezone.now()).select_related("user")
    return {each.letter_id: each for each in there}
