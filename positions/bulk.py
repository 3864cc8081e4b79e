"""Accepting many proposals at once: counted first, taken back whole (`reviews.undo` of its batch)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from letters.models import Revision
from positions.models import Coder, Review, Stance
from positions.models.stances import StanceQuerySet
from positions.reviews import Action, Decision, ReviewError

MOST = 2000


class OtherCount(ReviewError):
    """What would be accepted is no longer what was shown."""


def touched(stances: StanceQuerySet) -> list[Stance]:
    """The open proposals that bulk acceptance would accept: one a sentence and topic, and none where one is accepted,
    or that somebody has on screen. At most MOST."""
    asked = (
        stances.open()
        .exclude(claim__until__gt=timezone.now())
        .defer("quote", "cues")
        .order_by("revision_id", "start", "pk")[: MOST + 1]
    )
    found: list[Stance] = []
    for revision, group in groupby(asked, key=lambda stance: stance.revision_id):
        taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for topic, start, end in (
            Stance.objects.filter(revision=revision).accepted().values_list("topic", "start", "end")
        ):
            taken[topic].append((start, end))
        for stance in group:
            spans = taken[stance.topic_id]
            if not any(start < stance.end and end > stance.start for start, end in spans):
                spans.append((stance.start, stance.end))
                found.append(stance)
    return found[:MOST]


@transaction.atomic
def accept(stances: StanceQuerySet, coder: Coder, *, expected: int, note: str = "") -> tuple[uuid.UUID, int]:
    """Accept what `touched` names, if that is still `expected` proposals; (batch, how many)."""
    texts = {stance.revision_id for stance in touched(stances)}
    list(Revision.objects.filter(pk__in=texts).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    chosen = [stance for stance in touched(stances) if stance.revision_id in texts]
    if len(chosen) != expected:
        raise OtherCount(
            _("Intussen zijn er voorstellen bij gekomen of beslist. Kijk nog eens en bevestig dan opnieuw.")
        )
    action = Action(coder, note, bulk=True)
    Review.objects.bulk_create(action.review(stance, Decision.ACCEPT) for stance in chosen)
    return action.batch, len(chosen)
