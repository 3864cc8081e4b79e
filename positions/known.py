"""What was known on a day: the letters, texts and stances of then. Without a day: what is known now.

A letter that was withdrawn since is left out on every day. Facts that an editor changed are as they are now.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from letters.models import Letter, Revision
from positions import sayings
from positions.models import Assignment, Proposing, Stance, State
from positions.models.stances import StanceQuerySet
from positions.timelines import end_of


def letters(day: date | None = None) -> QuerySet[Letter]:
    """All that may be shown, other papers too, and had come in by the end of that day."""
    found = Letter.objects.published()
    return found.filter(created_at__lt=end_of(day)) if day else found


def texts(day: date | None = None) -> QuerySet[Revision]:
    """The text of each letter, as it was then."""
    if day is None:
        return Revision.objects.filter(is_current=True)
    newest = Revision.objects.filter(letter=OuterRef("letter"), created_at__lt=end_of(day)).order_by("-number")
    return Revision.objects.filter(pk=Subquery(newest.values("pk")[:1]))


def stances(day: date | None = None, *, proposals: bool) -> StanceQuerySet:
    """Accepted stances; with `proposals` also the open ones of the newest round on each text (`sayings.current`)."""
    if day is None:
        return sayings.current(proposals=proposals)
    before = end_of(day)
    known = Stance.objects.filter(created_at__lt=before).filter(
        Q(assignment__isnull=True) | Q(assignment__done_at__lt=before),
        revision__in=texts(day).order_by().values("pk"),
        revision__letter__in=Letter.objects.published().letters().order_by().values("pk"),
    )
    return _said(known.with_state(before), before, proposals=proposals)


def _said(known: StanceQuerySet, before: datetime, *, proposals: bool) -> StanceQuerySet:
    if not proposals:
        return known.filter(Q(("state", State.ACCEPTED)))
    newest = Proposing.objects.filter(revision=OuterRef("revision"), at__lt=before).order_by("-codebook", "-coder")
    rounds = known.annotate(
        newest_coder=Subquery(newest.values("coder")[:1]), newest_codebook=Subquery(newest.values("codebook")[:1])
    )
    open_then = Q(("state", State.PROPOSED), ("coder", F("newest_coder")), ("codebook", F("newest_codebook")))
    return rounds.filter(Q(("state", State.ACCEPTED)) | open_then)


def seen_by(user: Any, found: QuerySet[Letter]) -> QuerySet[Letter]:
    """Without the letters that this person codes blind and is not done with."""
    if not user.is_authenticated:
        return found
    return found.exclude(pk__in=Assignment.objects.hiding_from(user).letters().order_by().values("pk"))
