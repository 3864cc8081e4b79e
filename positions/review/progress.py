"""How far the review queue is: counted when its page is opened, and kept up to date with the decisions since.

Counting reads all proposals; keeping up reads those on the sentences that somebody decided on since. What changes the
queue otherwise, as new proposals do, is seen when the page is opened again, at the latest after `KEPT_SECONDS`: they
leave another version of the data without stances, and then all is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from cachetools import TTLCache
from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from positions.caching.in_process import emptied_by
from positions.caching.version import WITHOUT_STANCES, version
from positions.models import Review, State
from positions.models.stances import StanceQuerySet
from positions.review.queue import ReviewProgress, progress

KEPT_SECONDS, MOST_KEPT = 600, 500
MOST_PLACES = 100  # sentences decided on since; with more of them, all is counted


@dataclass(frozen=True, slots=True)
class Counted:
    """A count, the id of the last decision that it includes, and the version of all but stances at the counting."""

    progress: ReviewProgress
    last: int
    version: str


_counted: TTLCache[str, Counted] = TTLCache(MOST_KEPT, KEPT_SECONDS)
_lock = Lock()
emptied_by(_counted.clear)


def opened(asked: StanceQuerySet) -> ReviewProgress:
    """Return the count of this queue; counted unless this process has, and nothing but decisions came since."""
    known, now = _known(asked), version(WITHOUT_STANCES).digest
    return keep_up(asked) if known and known.version == now else count(asked)


def count(asked: StanceQuerySet) -> ReviewProgress:
    """Count the queue, and remember the count for `keep_up`."""
    before = version(WITHOUT_STANCES).digest
    last = Review.objects.aggregate(last=Max("pk"))["last"] or 0
    return _remember(asked, Counted(progress(asked), last, before))


def keep_up(asked: StanceQuerySet) -> ReviewProgress:
    """Return the last count of this queue with the decisions since; count it if this process has not."""
    known = _known(asked)
    if known is None:
        return count(asked)
    since = Review.objects.filter(pk__gt=known.last).order_by("pk")
    rows = list(since.values_list("pk", "stance__revision", "stance__topic", "stance__start")[: MOST_PLACES + 1])
    if len(rows) > MOST_PLACES:
        return count(asked)
    if not rows:
        return known.progress
    before, now = _waiting(asked, {tuple(place) for _pk, *place in rows}, known.last)
    total = known.progress.total
    found = ReviewProgress(known.progress.decided + before - now, total)
    return _remember(asked, Counted(found, rows[-1][0], known.version))


def _waiting(asked: StanceQuerySet, places: set[tuple[int, ...]], last: int) -> tuple[int, int]:
    """Return how many of these sentences and topics waited at that decision, and how many do now."""
    there = Q()
    for revision, topic, start in places:
        there |= Q(revision=revision, topic=topic, start=start)
    earlier = Review.objects.filter(stance=OuterRef("pk"), pk__lte=last).order_by("-pk").values("state")[:1]
    found = (
        asked.filter(there)
        .with_state()
        .annotate(state_then=Coalesce(Subquery(earlier), Value(State.PROPOSED.value)))
        .order_by()
        .values("revision", "topic", "start")
        .annotate(then=BoolOr(Q(("state_then", State.PROPOSED))), now=BoolOr(Q(("state", State.PROPOSED))))
    )
    rows = list(found.values_list("then", "now"))
    return sum(then for then, _now in rows), sum(now for _then, now in rows)


def _known(asked: StanceQuerySet) -> Counted | None:
    with _lock:
        return _counted.get(_name(asked))


def _remember(asked: StanceQuerySet, counted: Counted) -> ReviewProgress:
    with _lock:
        _counted[_name(asked)] = counted
    return counted.progress


def _name(asked: StanceQuerySet) -> str:
    return repr(asked.order_by().values("pk").query.sql_with_params())
