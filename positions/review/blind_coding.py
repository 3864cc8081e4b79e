"""Answers in blind assignments: the only writer of blind codings.

An answer holds all codings of the sentence, or none, and replaces the previous answer: codings no longer in it are
withdrawn. Nobody else sees them until the assignment is done.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from positions.codebook import store
from positions.models import AssignedSentence, Coder, Review, Stance, State
from positions.models.stances import StanceQuerySet
from positions.review.assignments import open_one
from positions.review.decisions import Action, Coding, DecidedMeanwhile, Decision, locked
from positions.summary_table.refresh import summing_up


@summing_up
def answer(sentence_id: int, coder: Coder, codings: Iterable[Coding]) -> AssignedSentence:
    """Answer a sentence; of the same topic and holder the last coding counts. Raises ReviewError."""
    sentence = AssignedSentence.objects.select_related("revision").filter(pk=sentence_id).first()
    if sentence is None:
        raise DecidedMeanwhile(_("Deze zin staat niet meer in de tekst van de brief."))
    open_one(sentence.assignment_id, coder)
    locked(sentence.revision_id)
    wanted = {(coding.topic.pk, coding.holder): coding for coding in codings}
    for stance in standing(sentence):
        if (kept := wanted.get((stance.topic_id, stance.holder))) and kept.says(stance):
            del wanted[stance.topic_id, stance.holder]
        else:
            Action(coder).write(stance, Decision.WITHDRAWN)
    for coding in wanted.values():
        _say(sentence, coder, coding)
    sentence.passed_at = timezone.now()
    sentence.save(update_fields=["passed_at"])
    return sentence


def standing(sentence: AssignedSentence) -> StanceQuerySet:
    """Return the coder's current codings of the sentence."""
    here = Stance.objects.filter(
        assignment=sentence.assignment_id, revision=sentence.revision_id, start=sentence.start, end=sentence.end
    )
    return here.in_state(State.CODED).select_related("topic").order_by("topic__position", "pk")


def _say(sentence: AssignedSentence, coder: Coder, coding: Coding) -> None:
    """Add a coding, or restore it if it was withdrawn."""
    stance, created = Stance.objects.get_or_create(
        revision_id=sentence.revision_id,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.revision.text[sentence.start : sentence.end],
        topic=coding.topic,
        holder=coding.holder,
        score=coding.score,
        coder=coder,
        codebook=store.newest(),
        confidence="",
        defaults={"assignment_id": sentence.assignment_id},
    )
    if not created:
        withdrawal = Review.objects.filter(stance=stance).latest("pk")
        Action(coder, undoes=withdrawal.batch).write(stance, Decision.UNDONE, State.CODED)
