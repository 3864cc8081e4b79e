"""Codings by people, blind or in sight, for tests."""

from __future__ import annotations

from positions.models import Assignment, Coder, Stance, Topic
from positions.reliability.coding_import import record_done
from positions.review import assignments, blind_coding
from positions.review.decisions import Coding
from tests.positions.factories import SENTENCES

BLIND, IN_SIGHT = Assignment.Way.BLIND, Assignment.Way.IN_SIGHT


def text_of(stances):
    return stances[0].revision


def places(revision) -> list[tuple[int, int]]:
    return [(at, at + len(s)) for s in SENTENCES if (at := revision.text.index(s)) >= 0]


def says(assignment: Assignment, revision, place, said) -> Stance:
    """Create a blind coding as its page does; `said` is topic, holder and score."""
    topic, holder, score = said
    return Stance.objects.create(
        revision=revision, start=place[0], end=place[1], quote=revision.text[place[0] : place[1]],
        topic=Topic.objects.get(slug=topic), holder=holder, score=score, coder=assignment.coder, assignment=assignment,
        codebook=revision.stances.first().codebook,
    )  # fmt: skip


def coded_blind(coder: Coder, proposed, *said, sentences=4) -> Assignment:
    """Return this person's finished blind coding; `said` are (sentence, topic, holder, score)."""
    revision = text_of(proposed)
    where = places(revision)
    assignment = record_done(coder, BLIND, revision, where[:sentences])
    for number, *rest in said:
        says(assignment, revision, where[number], rest)
    return assignment


RUSSIAN = ((0, "russia", "cabinet", -1), (1, "russia", "cabinet", 1))


def coding(topic: str = "russia", holder: str = "cabinet", score: int | None = -1) -> Coding:
    return Coding(Topic.objects.get(slug=topic), holder, score)


def answer_all(assignment: Assignment, first: list[Coding]) -> None:
    """Answer with these codings for the first sentence, and none for the others."""
    for number, sentence in enumerate(assignment.sentences.order_by("start")):
        blind_coding.answer(sentence.pk, assignment.coder, [] if number else first)


def finished(assignment: Assignment, first: list[Coding]) -> Assignment:
    answer_all(assignment, first)
    return assignments.finish(assignment.pk, assignment.coder)


def states(stances: list[Stance]) -> list[str]:
    now = Stance.objects.with_state().in_bulk([stance.pk for stance in stances])
    return [now[stance.pk].state for stance in stances]


def ids(stances: list[Stance]) -> list[int]:
    return [stance.pk for stance in stances]
