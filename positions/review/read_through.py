"""Answers while a letter is read sentence by sentence, with proposals in sight.

Every answer decides on the open proposals of its sentence as `decisions` does, or leaves none, and passes the sentence.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from positions.codebook import store
from positions.models import AssignedSentence, Assignment, Review, Stance
from positions.models.stances import StanceQuerySet
from positions.review import decisions
from positions.review.assignments import open_one
from positions.review.decisions import Coding, DecidedMeanwhile, OtherProposals, ReviewError
from positions.summary_table.refresh import summing_up


def here(sentence: AssignedSentence) -> StanceQuerySet:
    """Return the stances on this sentence, of any topic."""
    return Stance.objects.filter(
        revision=sentence.revision_id, start__lt=sentence.end, end__gt=sentence.start
    ).select_related("topic", "coder")  # fmt: skip


def waiting(sentence: AssignedSentence) -> list[Stance]:
    """Return the open proposals on this sentence, by topic, with what their confidence is read by."""
    return list(here(sentence).open().with_calibration().order_by("topic__position", "pk"))


def last_word(sentence: AssignedSentence) -> int:
    """Return the id of the newest decision on this sentence; 0 if there is none."""
    found = Review.objects.filter(stance__in=here(sentence).order_by().values("pk"))
    return found.aggregate(id=Max("pk"))["id"] or 0


@summing_up
def nothing(assignment: Assignment, sentence_id: int, *, seen: int, shown: Collection[int]) -> AssignedSentence:
    """Pass the sentence; its open proposals are rejected. Raises ReviewError."""
    sentence, proposed = _to_answer(assignment, sentence_id, seen, shown)
    for first in _one_a_topic(proposed):
        decisions.reject(first.pk, assignment.coder, seen=decisions.last_word(first))
    return _passed(sentence)


@summing_up
def accept(assignment: Assignment, sentence_id: int, *, seen: int, shown: Collection[int]) -> AssignedSentence:
    """Accept the open proposals on the sentence, and pass it. Raises ReviewError where coders differ, or none is."""
    sentence, proposed = _to_answer(assignment, sentence_id, seen, shown)
    if not proposed:
        raise ReviewError(_("Kies een onderwerp, wie het vindt, en een score of “vermelding”; of kies “niets”."))
    if differ(proposed):
        raise ReviewError(_("Hier verschillen de codeurs. Neem er een over, of codeer zelf."))
    for first in _one_a_topic(proposed):
        decisions.accept(first.pk, assignment.coder, seen=decisions.last_word(first))
    return _passed(sentence)


@summing_up
def take(
    assignment: Assignment, sentence_id: int, stance_id: int, *, seen: int, shown: Collection[int]
) -> AssignedSentence:  # fmt: skip
    """Accept one proposal; the sentence is passed if no other is left. Raises ReviewError."""
    sentence, proposed = _to_answer(assignment, sentence_id, seen, shown)
    chosen = next((stance for stance in proposed if stance.pk == stance_id), None)
    if chosen is None:
        raise OtherProposals(_("De voorstellen over deze zin zijn intussen veranderd. Er is niets opgeslagen."))
    decisions.accept(chosen.pk, assignment.coder, seen=decisions.last_word(chosen))
    return _passed(sentence) if not waiting(sentence) else sentence


@summing_up
def code(
    assignment: Assignment, sentence_id: int, coding: Coding, *, seen: int, shown: Collection[int]
) -> AssignedSentence:  # fmt: skip
    """Code the sentence anew; it is passed if no proposal on another topic is left. Raises ReviewError."""
    sentence, _proposed = _to_answer(assignment, sentence_id, seen, shown)
    quote = sentence.revision.text[sentence.start : sentence.end]
    span = decisions.Span(sentence.revision_id, sentence.start, sentence.end, quote)
    decisions.code_sentence(span, assignment.coder, store.newest(), coding)
    return _passed(sentence) if not waiting(sentence) else sentence


def differ(proposed: Collection[Stance]) -> bool:
    """Return whether there are two values on one topic."""
    return len({(stance.topic_id, stance.says) for stance in proposed}) > len({s.topic_id for s in proposed})


def _one_a_topic(proposed: Collection[Stance]) -> list[Stance]:
    return list({stance.topic_id: stance for stance in reversed(list(proposed))}.values())


def _to_answer(
    assignment: Assignment, sentence_id: int, seen: int, shown: Collection[int]
) -> tuple[AssignedSentence, list[Stance]]:  # fmt: skip
    """Return the sentence of the reading and its open proposals, after checking that nothing changed."""
    sentence = assignment.sentences.select_related("revision").filter(pk=sentence_id).first()
    if sentence is None:
        raise DecidedMeanwhile(_("Deze zin staat niet meer in de tekst van de brief."))
    open_one(assignment.pk, assignment.coder, Assignment.Way.IN_SIGHT)
    decisions.locked(sentence.revision_id)
    proposed = waiting(sentence)
    if last_word(sentence) != seen or {stance.pk for stance in proposed} != set(shown):
        raise OtherProposals(
            _("De voorstellen over deze zin zijn intussen veranderd. Er is niets opgeslagen; kijk nog eens.")
        )
    return sentence, proposed


def _passed(sentence: AssignedSentence) -> AssignedSentence:
    sentence.passed_at = timezone.now()
    sentence.save(update_fields=["passed_at"])
    return sentence
