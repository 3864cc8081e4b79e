"""Review queue: hands out proposals in the requested order, each to one person at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from letters.many_ids import any_found
from letters.models import Revision
from positions.models import Coder, ReviewLock, Stance, State
from positions.models.stances import StanceQuerySet
from positions.prepared_querysets import Given
from positions.review.decisions import open_on
from positions.review.queue_order import BY_TEXT, Asked, QueueOrder, Texts, whole
from positions.summary_table.reading import waiting_texts

# How long a proposal is reserved for the person who has it on screen.
LEASE = timedelta(minutes=5)
CANDIDATES = 10
TEXTS = 4
_CLAIM = """
INSERT INTO positions_claim (stance_id, coder_id, until)
SELECT stance, %s, %s FROM unnest(%s::bigint[]) stance ORDER BY stance
ON CONFLICT (stance_id) DO UPDATE SET coder_id = EXCLUDED.coder_id, until = EXCLUDED.until
WHERE positions_claim.coder_id = EXCLUDED.coder_id OR positions_claim.until <= %s
"""


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    decided: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.decided


def proposals(user: Any = None) -> StanceQuerySet:
    """Return the proposals of machines, open ones of the newest runs and all decided ones.

    Leaves out letters in this user's unfinished blind assignments.
    """
    asked = Stance.objects.published().to_review()
    return asked.visible_to(user) if user else asked


def progress(asked: StanceQuerySet) -> ReviewProgress:
    """Count sentences and topics, each of which is one decision however many coders propose it."""
    decisions = asked.with_state().order_by().values("revision", "topic", "start")
    waiting = decisions.annotate(waits=BoolOr(Q(("state", State.PROPOSED))))
    counts = waiting.aggregate(total=Count("start"), left=Count("start", filter=Q(waits=True)))
    return ReviewProgress(decided=counts["total"] - counts["left"], total=counts["total"])


def waiting_by_letter(user: Any, letters: Collection[int]) -> dict[int, int]:
    """Return how many decisions wait on each of these letters for this user; one query."""
    asked = proposals(user).open().filter(revision__letter__in=list(letters)).order_by()
    return Counter(letter for letter, *_ in asked.values_list("revision__letter", "topic", "start").distinct())


def take_next(
    proposals: Asked | StanceQuerySet, coder: Coder, after: Stance | None = None, order: QueueOrder = BY_TEXT
) -> Stance | None:
    """Return the next open proposal, reserved for this person; wraps around after the last. None if all are done.

    Other proposals on the sentence and topic of `after` were on the same card, and are skipped.
    """
    asked = Asked.of(proposals)
    parts = (whole,) if asked.one_letter else IN_WAITING_TEXTS
    for _ in range(3):
        free, none_left = free_for(asked, coder), True
        behind = order.behind(elsewhere(free), after, CANDIDATES, parts) if after else ()
        for stance in chain(behind, order.first(free, CANDIDATES, parts)):
            if claim(stance, coder):
                return stance
            none_left = False
        if none_left:
            return None
    return None


def previous(proposals: Asked | StanceQuerySet, stance: Stance, order: QueueOrder = BY_TEXT) -> int | None:
    """Return the previous proposal, decided or not, on another sentence or topic."""
    return order.before(elsewhere(Asked.of(proposals)), stance)


def free_for(asked: Asked, coder: Coder) -> Asked:
    """Return those that are open and on nobody else's screen."""
    nobodys = Q(lock__isnull=True) | Q(lock__until__lte=Given("now"))
    free = Q(nobodys | Q(lock__coder=Given("me")))
    return asked.narrowed(
        "free", lambda found: found.open().filter(free).select_related("coder"), me=coder.pk, now=timezone.now()
    )


def elsewhere(asked: Asked) -> Asked:
    """Return those on another sentence or topic than the stance after or before which they are asked for."""
    here = {"revision": Given("text"), "topic": Given("about"), "start__lt": Given("end"), "end__gt": Given("start")}
    return asked.narrowed("elsewhere", lambda found: found.exclude(**here))


def _in_first_texts(newest: Any, _texts: Texts | None) -> Q:
    return Q(any_found("revision", waiting_texts(newest, TEXTS)))


def _in_other_texts(newest: Any, texts: Texts | None) -> Q:
    found: Any = waiting_texts(newest)[TEXTS:]
    if texts:
        found = texts(Revision.objects.filter(any_found("pk", found))).order_by().values("pk")
    return Q(any_found("revision", found))


# Of the texts on which a proposal waits the first, and the others, which are asked for when these are used up.
IN_WAITING_TEXTS = (_in_first_texts, _in_other_texts)


def claim(stance: Stance, coder: Coder) -> bool:
    """Reserve the proposal and all open ones on its sentence and topic for this person, and release earlier ones;
    returns False if somebody else was first.

    Rows are written in a fixed order: of two concurrent requests, the one that gets the first row gets all.
    """
    now = timezone.now()
    together = sorted({stance.pk, *(each.pk for each in open_on(stance))})
    own = ReviewLock.objects.filter(coder=coder)
    own.exclude(stance__in=together).delete()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [coder.pk, now + LEASE, together, now])
        if cursor.rowcount == len(together):
            return True
    own.filter(stance__in=together).delete()
    return False
