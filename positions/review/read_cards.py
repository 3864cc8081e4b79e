"""View data of a sentence in a letter that is read whole: its passage, what is said of it, and the choices."""

from __future__ import annotations

from dataclasses import dataclass

from positions.labels.codes import TAKE_KEYS
from positions.models import AssignedSentence, Assignment, CodebookVersion, Stance
from positions.review import blind_cards, read_through
from positions.review.cards import CodingChoices, Proposed, SentenceContext, choices, coding_words, surroundings, voice


@dataclass(frozen=True, slots=True)
class ReadCard:
    """`said` are the accepted stances in words, with who decided; `proposed` the open proposals, equal ones grouped."""

    sentence: AssignedSentence
    around: SentenceContext
    choices: CodingChoices
    said: list[tuple[Stance, str]]
    proposed: list[Proposed]
    differ: bool
    seen: int
    shown: list[int]
    number: int
    previous_start: int | None
    next_start: int | None

    @property
    def fragment(self) -> str:
        """Return the end of the address by which the letter in review opens at the sentence."""
        return f"?zin={self.sentence.start}#zin"


def card(sentence: AssignedSentence, codebook: CodebookVersion) -> ReadCard:
    revision = sentence.revision
    order = list(sentence.assignment.sentences.order_by("start").values_list("start", flat=True))
    at = order.index(sentence.start)
    waiting = read_through.waiting(sentence)
    accepted = read_through.here(sentence).speaking(proposals=False).order_by("topic__position")
    return ReadCard(
        sentence=sentence,
        around=surroundings(revision, sentence.start, sentence.end),
        choices=choices(codebook.pk),
        said=[(stance, coding_words(stance)) for stance in accepted],
        proposed=grouped(waiting),
        differ=read_through.differ(waiting),
        seen=read_through.last_word(sentence),
        shown=[stance.pk for stance in waiting],
        number=at + 1,
        previous_start=order[at - 1] if at else None,
        next_start=order[at + 1] if at + 1 < len(order) else None,
    )


def grouped(waiting: list[Stance]) -> list[Proposed]:
    """Group the equal proposals of each topic, each group with its key as far as the keys go."""
    by_saying: dict[tuple[object, ...], list[Stance]] = {}
    for stance in waiting:
        by_saying.setdefault((stance.topic_id, *stance.says), []).append(stance)
    return [
        Proposed(stance=same[0], voices=[voice(each) for each in same], key=TAKE_KEYS[place : place + 1])
        for place, same in enumerate(by_saying.values())
    ]


def first_left(assignment: Assignment) -> AssignedSentence | None:
    """Return the first sentence that is not passed, or else the first with a proposal that came since."""
    if left := blind_cards.first_left(assignment):
        return left
    texts = assignment.sentences.order_by().values("revision")
    proposed = Stance.objects.filter(revision__in=texts).open().order_by("start").first()
    if proposed is None:
        return None
    return assignment.sentences.filter(
        revision=proposed.revision_id, start__lt=proposed.end, end__gt=proposed.start
    ).first()  # fmt: skip
