"""Bulk acceptance of proposals: counted first, undone as a whole (`review.undoing.undo` of its batch)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from letters.many_ids import any_found
from letters.models import Revision
from positions.models import Coder, Review, Stance
from positions.models.stances import StanceQuerySet
from positions.review.decisions import Action, Decision, ReviewError
from positions.summary_table.reading import waiting_texts
from positions.summary_table.refresh import summing_up

MOST = 2000
TEXTS = 500  # that are looked at first
UNTYPED = 50  # above this, the reviewer must type the number


class OtherCount(ReviewError):
    """The selection has changed since it was displayed."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Size of a bulk acceptance."""

    proposals: int
    sentences: int
    letters: int
    topics: int
    mentions: int

    @property
    def positions(self) -> int:
        return self.proposals - self.mentions


def extent(chosen: Collection[Stance]) -> Extent:
    return Extent(
        proposals=len(chosen),
        sentences=len({(stance.revision_id, stance.start, stance.end) for stance in chosen}),
        letters=len({stance.revision_id for stance in chosen}),
        topics=len({stance.topic_id for stance in chosen}),
        mentions=sum(stance.score is None for stance in chosen),
    )


def touched(stances: StanceQuerySet) -> list[Stance]:
    """Return the open proposals to accept: one per sentence and topic on which all coders agree; at most MOST.

    Leaves out sentences with an accepted stance, and those on somebody's screen.
    """
    now, there = timezone.now(), Stance.objects.beside()
    free = ~Exists(there.speaking(proposals=False)) & ~Exists(there.open().filter(lock__until__gt=now))
    asked = stances.agreed().filter(free).defer("quote", "cues").order_by("revision_id", "start", "pk")
    # PostgreSQL 15 sorts all that it finds: the first texts mostly have enough.
    texts = waiting_texts(most=TEXTS, oldest_first=True), waiting_texts(oldest_first=True)[TEXTS:]
    parts = (asked.filter(any_found("revision", each)) for each in texts)
    with transaction.atomic():  # else the database works out all of them before the first is read
        # Not in a variable: cursors are closed while there is a transaction.
        return list(islice(_once(chain.from_iterable(part.iterator(chunk_size=MOST) for part in parts)), MOST))


def digest(chosen: Iterable[Stance]) -> str:
    """Return a digest of these proposals, by which a form says which ones were displayed."""
    return sha256(",".join(map(str, sorted(stance.pk for stance in chosen))).encode()).hexdigest()


def differed_on(stances: StanceQuerySet) -> int:
    """Count the sentences and topics on which coders differ, which must be judged singly."""
    return stances.differing().order_by().values("revision", "topic", "start").distinct().count()


def _once(stances: Iterable[Stance]) -> Iterator[Stance]:
    """Yield the first of each sentence and topic; the input is ordered by text."""
    ends: dict[tuple[int, int], int] = {}
    for stance in stances:
        place = stance.revision_id, stance.topic_id
        if stance.start >= ends.get(place, 0):
            ends[place] = stance.end
            yield stance


@summing_up
def accept(
    stances: StanceQuerySet,
    coder: Coder,
    *,
    expected: int,
    displayed: str | None = None,
    without: Collection[int] = (),
    note: str = "",
) -> tuple[uuid.UUID, int]:
    """Accept the result of `touched`, if it still has `expected` proposals; returns (batch, number).

    `displayed` is the `digest` of the proposals that the person saw: any others are refused, though as many. Those
    `without` stay open. Equal proposals of other coders are linked to these decisions. Raises OtherCount.
    """
    texts = {stance.revision_id for stance in touched(stances)}
    list(Revision.objects.filter(pk__in=texts).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    chosen = [stance for stance in touched(stances) if stance.revision_id in texts]
    changed = len(chosen) != expected or (displayed is not None and digest(chosen) != displayed)
    if changed or not {stance.pk for stance in chosen}.issuperset(without):
        raise OtherCount(
            _("Intussen zijn er voorstellen bij gekomen of beslist. Kijk nog eens en bevestig dan opnieuw.")
        )
    chosen = [stance for stance in chosen if stance.pk not in set(without)]
    if without and not chosen:
        raise ReviewError(_("U liet alles weg. Er is niets geaccepteerd."))
    action = Action(coder, note, bulk=True)
    waiting = list(Stance.objects.filter(revision__in=texts).exclude(pk__in=[each.pk for each in chosen]).open())
    accepted = Review.objects.bulk_create(action.review(stance, Decision.ACCEPT) for stance in chosen)
    Review.objects.bulk_create(_repeated(action, accepted, waiting))
    return action.batch, len(chosen)


def _repeated(action: Action, accepted: Iterable[Review], waiting: Iterable[Stance]) -> Iterator[Review]:
    by_place: dict[tuple[int, int], list[Stance]] = defaultdict(list)
    for stance in waiting:
        by_place[stance.revision_id, stance.topic_id].append(stance)
    for review in accepted:
        chosen = review.stance
        there = by_place[chosen.revision_id, chosen.topic_id]
        for other in [each for each in there if each.start < chosen.end and each.end > chosen.start]:
            there.remove(other)
            yield action.review(other, Decision.REPEATED, points_to=review)
