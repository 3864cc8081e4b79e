"""As-of queries: letters, texts, stances and the codebook as of a day, or current ones without a day.

A letter that was withdrawn since is left out on every day. Facts that an editor changed have their current values.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, Model, QuerySet

from letters.models import Edit, Letter, Revision
from positions.models import Assignment, Calibration, CodebookVersion, CodingRun, Review, Stance
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


def codebook(day: date | None = None) -> CodebookVersion | None:
    """Return the newest version of the codebook, None if there was none."""
    return CodebookVersion.objects.loaded(end_of(day) if day else None).last()


def last_change(day: date) -> datetime | None:
    """Return when any of the data was last written, up to the end of that day; None before there were any.

    One query a column, over columns whose values stay: a later change does not move it.
    """
    moments = (
        (Letter, "created_at"), (Edit, "at"), (Revision, "created_at"), (CodebookVersion, "loaded_at"),
        (CodingRun, "at"), (CodingRun, "whole_at"), (Stance, "created_at"), (Review, "at"), (Calibration, "at"),
        (Assignment, "done_at"), (Assignment, "withdrawn_at"),
    )  # fmt: skip
    found = (_last(model, name, end_of(day)) for model, name in moments)
    return max(filter(None, found), default=None)


def _last(model: type[Model], name: str, before: datetime) -> datetime | None:
    earlier = model._default_manager.filter(**{f"{name}__lt": before}).order_by()
    found: datetime | None = earlier.aggregate(last=Max(name))["last"]
    return found
