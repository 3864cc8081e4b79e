"""View data of a sentence in blind coding: its passage, the choices and the coder's own answer, nobody else's."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from letters.models import Letter
from positions.labels.codes import MENTION, holder_name, signed
from positions.models import AssignedSentence, Assignment, CodebookVersion
from positions.review import blind_coding
from positions.review.cards import CodingChoices, SentenceContext, choices, surroundings
from positions.review.queue import ReviewProgress


@dataclass(frozen=True, slots=True)
class BlindAnswer:
    """A coding as form value and in words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class BlindCard:
    sentence: AssignedSentence
    letter: Letter
    around: SentenceContext
    choices: CodingChoices
    said: list[BlindAnswer]
    number: int
    previous: int | None
    next: int | None


def card(sentence: AssignedSentence, codebook: CodebookVersion) -> BlindCard:
    revision = sentence.revision
    order = list(sentence.assignment.sentences.order_by("revision_id", "start").values_list("pk", flat=True))
    at = order.index(sentence.pk)
    return BlindCard(
        sentence=sentence,
        letter=revision.letter,
        around=surroundings(revision, sentence.start, sentence.end),
        choices=choices(codebook.pk),
        said=answers_of(sentence),
        number=at + 1,
        previous=order[at - 1] if at else None,
        next=order[at + 1] if at + 1 < len(order) else None,
    )


def answers_of(sentence: AssignedSentence) -> list[BlindAnswer]:
    return [
        BlindAnswer(
            f"{stance.topic.slug} {stance.holder} {MENTION if stance.score is None else stance.score}",
            f"{stance.topic.name} · {holder_name(stance.holder)} · {signed(stance.score)}",
        )
        for stance in blind_coding.standing(sentence)
    ]


def progress(assignment: Assignment) -> ReviewProgress:
    passed = Count("pk", filter=Q(passed_at__isnull=False))
    counts = assignment.sentences.order_by().aggregate(total=Count("pk"), passed=passed)
    return ReviewProgress(decided=counts["passed"], total=counts["total"])


def first_left(assignment: Assignment) -> AssignedSentence | None:
    return assignment.sentences.filter(passed_at__isnull=True).order_by("revision_id", "start").first()


def following(sentence: AssignedSentence) -> AssignedSentence | None:
    """Return the next sentence that is not answered; wraps around after the last."""
    left = AssignedSentence.objects.filter(assignment=sentence.assignment_id, passed_at__isnull=True)
    behind = Q(revision__gt=sentence.revision_id) | Q(revision=sentence.revision_id, start__gt=sentence.start)
    ordered = left.order_by("revision_id", "start")
    return ordered.filter(behind).first() or ordered.first()


def last(assignment: Assignment) -> int | None:
    return assignment.sentences.order_by("-revision_id", "-start").values_list("pk", flat=True).first()
