"""A changed text: what people accepted on the one before is carried over where the quote still stands verbatim."""

from __future__ import annotations

from bisect import bisect_left

from django.db import transaction
from django.db.models import Exists, OuterRef

from letters.models import Revision
from positions.models import Assignment, Review, Stance
from positions.models.stances import StanceQuerySet
from positions.places import Place, coded_places
from positions.reviews import Action


def left_behind() -> StanceQuerySet:
    """Accepted stances on earlier texts that were neither carried over nor reported lost."""
    carried = Stance.objects.filter(carries=OuterRef("pk"))
    return Stance.objects.filter(~Exists(carried), revision__is_current=False).accepted()


@transaction.atomic
def carry_over(letter_id: int) -> int:
    """Bring the letter's accepted stances to its current text; returns how many. The others are reported lost."""
    current = Revision.objects.select_for_update(no_key=True).filter(letter=letter_id, is_current=True).first()
    if current is None:
        return 0
    behind = list(left_behind().filter(revision__letter=letter_id).select_related("revision").order_by("start"))
    action, carried = Action(None), 0
    for stance in behind:
        place = place_of(stance.revision, (stance.start, stance.end), current)
        if place is None or taken(stance, current, place):
            action.write(stance, Review.Decision.LOST)
        else:
            action.write(copy(stance, current, place), Review.Decision.CARRIED)
            carried += 1
    return carried


def place_of(old: Revision, place: Place, text: Revision) -> Place | None:
    """Where the sentence stands now; where it stands more than once, the same turn, if it stood as often before."""
    quote = old.text[slice(*place)]
    now = places(text, quote)
    if len(now) == 1:
        return now[0]
    before = places(old, quote)
    if len(before) != len(now) or not now:
        return None
    return now[min(bisect_left(before, place), len(now) - 1)]


def places(text: Revision, quote: str) -> list[Place]:
    """Every coded sentence of the text that is this quote."""
    return [(start, end) for start, end in coded_places(text) if text.text[start:end] == quote]


def taken(stance: Stance, text: Revision, place: Place) -> bool:
    """Whether a person has accepted another stance on this sentence and topic of the new text already."""
    there = Stance.objects.filter(revision=text, topic=stance.topic_id, start__lt=place[1], end__gt=place[0])
    return there.accepted().exists()


def copy(stance: Stance, text: Revision, place: Place, assignment: Assignment | None = None) -> Stance:
    return Stance.objects.create(
        revision=text,
        start=place[0],
        end=place[1],
        quote=stance.quote,
        topic_id=stance.topic_id,
        holder=stance.holder,
        score=stance.score,
        coder_id=stance.coder_id,
        codebook_id=stance.codebook_id,
        cues=stance.cues,
        confidence=stance.confidence,
        carries=stance,
        assignment=assignment,
    )
