"""Changed texts: accepted stances of the previous text are carried over where the quote is still there verbatim."""

from __future__ import annotations

from bisect import bisect_left

from django.db import transaction
from django.db.models import Exists, OuterRef

from letters.models import Revision
from letters.models.revisions import heavy_columns
from positions.models import Assignment, Review, Stance
from positions.models.stances import StanceQuerySet
from positions.review.decisions import Action
from positions.review.spans import Place, coded_places


def stances_on_earlier_text() -> StanceQuerySet:
    """Return accepted stances on earlier texts that were neither carried over nor marked lost."""
    carried = Stance.objects.filter(carries=OuterRef("pk"))
    return Stance.objects.filter(~Exists(carried), revision__is_current=False).accepted()


@transaction.atomic
def carry_over(letter_id: int) -> int:
    """Carry the letter's accepted stances over to its current text; returns how many. The others are marked lost."""
    texts = Revision.objects.select_for_update(no_key=True).defer(*heavy_columns())
    current = texts.filter(letter=letter_id, is_current=True).first()
    if current is None:
        return 0
    asked = stances_on_earlier_text().with_decision().filter(revision__letter=letter_id)
    behind = list(asked.select_related("revision").defer(*heavy_columns("revision")).order_by("start"))
    action, carried = Action(None), 0
    for stance in behind:
        place = place_of(stance.revision, (stance.start, stance.end), current)
        if place is None or has_accepted(stance, current, place):
            action.write(stance, Review.Decision.LOST)
        else:
            action.write(copied(stance, current, place), Review.Decision.CARRIED, basis=stance.decision)
            carried += 1
    return carried


def place_of(old: Revision, place: Place, text: Revision) -> Place | None:
    """Return the sentence's place in the new text; a repeated one by its turn, if it is repeated as often as before."""
    quote = old.text[slice(*place)]
    now = places(text, quote)
    if len(now) == 1:
        return now[0]
    before = places(old, quote)
    if len(before) != len(now) or not now:
        return None
    return now[min(bisect_left(before, place), len(now) - 1)]


def places(text: Revision, quote: str) -> list[Place]:
    """Return the places of all coded sentences of the text that equal the quote."""
    return [(start, end) for start, end in coded_places(text) if text.text[start:end] == quote]


def has_accepted(stance: Stance, text: Revision, place: Place) -> bool:
    """Return whether another stance on this sentence and topic of the new text is accepted."""
    there = Stance.objects.filter(revision=text, topic=stance.topic_id, start__lt=place[1], end__gt=place[0])
    return there.accepted().exists()


def copied(stance: Stance, text: Revision, place: Place, assignment: Assignment | None = None) -> Stance:
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
        probability=stance.probability,
        carries=stance,
        assignment=assignment,
    )
