"""Current stances as labels beside sentences: accepted ones, and open proposals marked as such."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from letters.many_ids import any_of
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WHOLE
from positions.labels.codes import holder_name, signed
from positions.labels.palette import look_of
from positions.models import Stance, State, WordingSentence
from positions.models.stances import StanceQuerySet

MOST = 2_000_000  # stance ids of eight bytes
VISIBLE: InProcessCache[array[int]] = in_process(MOST, len)


@dataclass(frozen=True, slots=True)
class StanceLabel:
    """Labels of one stance, or of a sentence's proposals on a topic; `look` is the number of its topic's look."""

    stance: Stance
    topic: str
    look: int
    holder: str
    score: str
    proposed: bool


def current(*, proposals: bool) -> StanceQuerySet:
    """Return the stances that count now, on letters that may be shown."""
    return Stance.objects.published().speaking(proposals=proposals)


def has_accepted(letter_id: int) -> bool:
    """True if a stance on any text of the letter stands as accepted."""
    return Stance.objects.filter(revision__letter=letter_id).accepted().exists()


def visible_stances(*, proposals: bool) -> StanceQuerySet:
    """Return the same as `current`, from ids that are cached until the data change."""
    spoken = current(proposals=proposals).order_by()
    ids = VISIBLE(WHOLE, proposals, lambda: array("q", spoken.values_list("pk", flat=True)))
    return Stance.objects.with_state().filter(any_of("pk", ids))


def wordings_with(stances: StanceQuerySet) -> QuerySet[WordingSentence, Any]:
    """Return the ids of the wordings with a sentence that carries one of these stances."""
    carried = stances.filter(revision=OuterRef("revision"), start=OuterRef("start"))
    return WordingSentence.objects.filter(Exists(carried), wording__isnull=False).order_by().values("wording")


def labels_by_sentence(stances: StanceQuerySet, revisions: Iterable[int]) -> dict[tuple[int, int], list[StanceLabel]]:
    """Return the labels in these texts by (revision, start of the sentence), accepted ones first. One query.

    Proposals on one topic have one label, without holder and score where coders differ on them.
    """
    found = stances.filter(revision__in=list(revisions)).select_related("topic").order_by("topic__position", "pk")
    places = defaultdict[tuple[int, int], list[StanceLabel]](list)
    voices = defaultdict[tuple[int, int, int], list[Stance]](list)
    for stance in sorted(found, key=lambda stance: stance.state != State.ACCEPTED):
        if stance.state == State.ACCEPTED:
            places[stance.revision_id, stance.start].append(label(stance))
        else:
            voices[stance.revision_id, stance.start, stance.topic_id].append(stance)
    for (revision, start, _topic), same in voices.items():
        places[revision, start].append(label_of_proposals(same))
    return places


def label(stance: Stance) -> StanceLabel:
    return StanceLabel(
        stance=stance,
        topic=stance.topic.name,
        look=look_of(stance.topic.position).number,
        holder=holder_name(stance.holder),
        score=signed(stance.score),
        proposed=stance.state != State.ACCEPTED,
    )


def label_of_proposals(same: Sequence[Stance]) -> StanceLabel:
    """Return the label of the open proposals on one sentence and topic."""
    first = label(same[0])
    if len({stance.says for stance in same}) == 1:
        return first
    return replace(first, holder=_("codeurs verschillen"), score="")


def distinct(every: Iterable[StanceLabel]) -> list[StanceLabel]:
    """Return each topic, holder and score once, in the given order, accepted before proposals."""
    found: dict[tuple[str, str, str], StanceLabel] = {}
    for each in sorted(every, key=lambda each: each.proposed):
        found.setdefault((each.topic, each.holder, each.score), each)
    return list(found.values())
