"""One proposal as it stands on screen: its sentence in the passage, what is around it, and the choices."""

from __future__ import annotations

from dataclasses import dataclass

from letters.models import Letter, Passage, Revision
from positions import codebooks, reviews
from positions.bilingual import in_language
from positions.domain.scale import SCORES
from positions.models import Review, Stance, State, Topic
from positions.places import CODED_KINDS
from positions.reviewing.shares import share_at
from positions.reviewing.words import CONFIDENCES, HOLDERS, MENTION, SCORE_KEYS, signed, topic_keys

CONTEXT = 600  # characters of the passage before and after


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    key: str
    chosen: bool = False
    anchors: tuple[tuple[str, str], ...] = ()  # by topic, what this score means there


@dataclass(frozen=True, slots=True)
class Choices:
    topics: list[Option]
    holders: list[Option]
    scores: list[Option]
    poles: list[tuple[str, str, str]]  # topic, low, high


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sentence in its passage, with what stands around it."""

    quote: str
    headings: list[str]
    position: int | None
    above: str
    before: str
    after: str
    below: str


@dataclass(frozen=True, slots=True)
class Card:
    stance: Stance
    letter: Letter
    around: Surroundings
    choices: Choices
    confidence: str
    share: str
    seen: int
    decided: Review | None

    @property
    def open(self) -> bool:
        return self.stance.state == State.PROPOSED

    @property
    def holder(self) -> str:
        return next(option.name for option in self.choices.holders if option.value == self.stance.holder)

    @property
    def score(self) -> str:
        return signed(self.stance.score)


def card(pk: int) -> Card:
    whole = Stance.objects.with_state().select_related("revision__letter", "topic", "coder")
    stance = whole.defer("revision__sentence_digests").get(pk=pk)
    return Card(
        stance=stance,
        letter=stance.revision.letter,
        around=surroundings(stance.revision, stance.start, stance.end),
        choices=choices(stance.codebook_id, stance),
        confidence=str(CONFIDENCES.get(stance.confidence, "")),
        share=share_at(stance.coder, stance.confidence),
        seen=reviews.last_word(stance),
        decided=Review.objects.filter(stance=stance).select_related("coder").first(),
    )


def surroundings(revision: Revision, start: int, end: int) -> Surroundings:
    text = revision.text
    passages = list(
        Passage.objects.filter(revision=revision, kind__in=CODED_KINDS).order_by("position")
        .only("position", "start", "end", "headings")
    )  # fmt: skip
    at = next((n for n, passage in enumerate(passages) if passage.start <= start < passage.end), None)
    passage = passages[at] if at is not None else None
    above = passages[at - 1] if at else None
    below = passages[at + 1] if at is not None and at + 1 < len(passages) else None
    return Surroundings(
        quote=text[start:end],
        headings=list(passage.headings) if passage else [],
        position=passage.position if passage else None,
        above=shortened(text[above.start : above.end], keep_end=True) if above else "",
        before=text[passage.start : start] if passage else "",
        after=text[end : passage.end] if passage else "",
        below=shortened(text[below.start : below.end]) if below else "",
    )


def shortened(text: str, *, keep_end: bool = False) -> str:
    if len(text) <= CONTEXT:
        return text
    return f"… {text[-CONTEXT:].split(' ', 1)[-1]}" if keep_end else f"{text[:CONTEXT].rsplit(' ', 1)[0]} …"


def choices(codebook_id: int, stance: Stance | None = None) -> Choices:
    """The topics with their axes, who can hold a stance, and the scores; what `stance` says is chosen."""
    codebook = codebooks.codebook_of(codebook_id)
    rows = {topic.slug: topic for topic in Topic.objects.all()}
    topics = [rows[topic.slug] for topic in codebook.topics if topic.slug in rows]
    keys = topic_keys(topics)
    chosen = stance.topic.slug if stance else ""
    scores = [
        Option(
            value=str(score),
            name=signed(score),
            key=SCORE_KEYS[score],
            chosen=stance is not None and stance.score == score,
            anchors=tuple((topic.slug, in_language(topic.anchors[score])) for topic in codebook.topics),
        )
        for score in SCORES
    ]
    mention = Option(MENTION, signed(None), "0", stance is not None and stance.score is None)
    return Choices(
        topics=[Option(t.slug, t.name, keys[t.slug], t.slug == chosen) for t in topics],
        holders=[
            Option(holder.value, str(name), key, stance is not None and stance.holder == holder)
            for holder, (name, key) in HOLDERS.items()
        ],
        scores=[*scores, mention],
        poles=[(topic.slug, in_language(topic.low_pole), in_language(topic.high_pole)) for topic in codebook.topics],
    )
