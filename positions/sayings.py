"""What is said in letters, as a page shows it beside their sentences: accepted stances, and open proposals as such."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from letters.among import among
from positions import freshness
from positions.keeping import Keeper
from positions.looks import look_of
from positions.models import Proposing, Stance, State, WordingSentence
from positions.models.stances import StanceQuerySet
from positions.reviewing.words import holder_name, signed

MOST = 2_000_000  # ids of stances, of eight bytes
VISIBLE = Keeper["array[int]"](MOST, len)


@dataclass(frozen=True, slots=True)
class Said:
    """One stance in words; `look` is the number of its topic's look."""

    stance: Stance
    topic: str
    look: int
    holder: str
    score: str
    proposed: bool


def current(*, proposals: bool) -> StanceQuerySet:
    """Accepted stances on letters that may be shown; with `proposals` also the open ones of the newest round there."""
    shown = Stance.objects.shown().with_state()
    if not proposals:
        return shown.filter(Q(("state", State.ACCEPTED)))
    newest = Proposing.objects.filter(revision=OuterRef("revision")).order_by("-codebook", "-coder")
    rounds = shown.annotate(
        newest_coder=Subquery(newest.values("coder")[:1]), newest_codebook=Subquery(newest.values("codebook")[:1])
    )
    open_now = Q(("state", State.PROPOSED), ("coder", F("newest_coder")), ("codebook", F("newest_codebook")))
    return rounds.filter(Q(("state", State.ACCEPTED)) | open_now)


def visible(*, proposals: bool) -> StanceQuerySet:
    """The same as `current`, looked up once for all who ask and kept until the data changes.

    By their ids also because PostgreSQL guesses `current` at a hundredth of what it is, and joins it as if that held.
    """
    name = (freshness.version().digest, proposals)
    ids = VISIBLE.get(name, lambda: array("q", current(proposals=proposals).order_by().values_list("pk", flat=True)))
    return Stance.objects.with_state().filter(among("pk", ids))


def wordings_with(stances: StanceQuerySet) -> QuerySet[WordingSentence, Any]:
    """The ids of the wordings in which a sentence carries one of these."""
    carried = stances.filter(revision=OuterRef("revision"), start=OuterRef("start"))
    return WordingSentence.objects.filter(Exists(carried), wording__isnull=False).order_by().values("wording")


def by_place(stances: StanceQuerySet, revisions: Iterable[int]) -> dict[tuple[int, int], list[Said]]:
    """What is said in these texts, by revision and start of the sentence; what is accepted first. One query."""
    found = stances.filter(revision__in=list(revisions)).select_related("topic").order_by("topic__position", "pk")
    places = defaultdict[tuple[int, int], list[Said]](list)
    for stance in sorted(found, key=lambda stance: stance.state != State.ACCEPTED):
        places[stance.revision_id, stance.start].append(said(stance))
    return places


def said(stance: Stance) -> Said:
    return Said(
        stance=stance,
        topic=stance.topic.name,
        look=look_of(stance.topic.position).number,
        holder=holder_name(stance.holder),
        score=signed(stance.score),
        proposed=stance.state != State.ACCEPTED,
    )


def once(every: Iterable[Said]) -> list[Said]:
    """Each topic, holder and score once, in this order; what is accepted before proposals."""
    found: dict[tuple[str, str, str], Said] = {}
    for each in sorted(every, key=lambda each: each.proposed):
        found.setdefault((each.topic, each.holder, each.score), each)
    return list(found.values())
