"""As-of queries: letters, texts and stances as of a day, or current ones without a day.

A letter that was withdrawn since is left out on every day. Facts that an editor changed have their current values.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from letters.models import Letter, Revision
from positions.models import Stance
from positions.models.stances import StanceQuerySet, end_of


def letters(day: date | None = None) -> QuerySet[Letter]:
    """Return the letters that may be shown, including other papers, that had arrived by the end of that day."""
    found = Letter.objects.published()
    return found.filter(created_at__lt=end_of(day)) if day else found


def texts(day: date | None = None) -> QuerySet[Revision]:
    """Return the text of each letter as of that day."""
    return Revision.objects.as_of(end_of(day)) if day else Revision.objects.filter(is_current=True)


def stances(day: date | None = None, *, proposals: bool) -> StanceQuerySet:
    """Return the stances that count, on letters that may be shown."""
    return Stance.objects.published().speaking(day, proposals=proposals)
