"""View data of a proposal under review: its sentence in the passage, the context, and the choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from letters.models import Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from positions.codebook import store
from positions.domain.scale import SCORES
from positions.labels.codes import (
    CONFIDENCES,
    HOLDERS,
    MENTION,
    MENTION_KEY,
    POSITION,
    POSITION_KEY,
    SCORE_KEYS,
    TAKE_KEYS,
    holder_name,
    signed,
    topic_keys,
)
from positions.labels.languages import in_language
from positions.models import Coder, Review, Stance, State, Topic
from positions.prepared_querysets import Given, Prepared
from positions.review.shown_confidence import confidence_of
from positions.review.spans import CODED_KINDS

ROOM, LEAST = 850, 250  # characters of a sentence, counted twice as it is large, with its context; least of context


@dataclass(frozen=True, slots=True)
class CardOption:
    value: str
    name: str
    key: str
    chosen: bool = False
    anchors: tuple[tuple[str, str], ...] = ()  # meaning of this score, by topic


@dataclass(frozen=True, slots=True)
class CodingChoices:
    """Options of a coding: first its kind; holder and score are of a position alone."""

    kinds: list[CardOption]
    topics: list[CardOption]
    holders: list[CardOption]
    scores: list[CardOption]
    poles: list[tuple[str, str, str]]  # topic, low, high

    @property
    def scores_and_mention(self) -> list[CardOption]:
        return [*self.scores, self.kinds[-1]]


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence with its passage and the neighbouring ones.

    `whole` holds these passages in full if any of them is shortened, so that the page can say so and show them.
    """

    quote: str
    headings: list[str]
    position: int | None
    above: str
    before: str
    after: str
    below: str
    whole: list[str]

    @property
    def fragment(self) -> str:
        """Return the fragment by which the letter's address leads to the passage."""
        return f"#p{self.position}" if self.position else ""


@dataclass(frozen=True, slots=True)
class Voice:
    """One coder with its confidence, the share of that which was right, and its reasons.

    `beside` says in words what another machine says, where the confidence weighs that.
    """

    coder: Coder
    confidence: str
    share: str
    cues: list[str]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An equal proposal of one or more coders; `stance` is the one that is accepted when it is taken over."""

    stance: Stance
    voices: list[Voice]
    key: str

    @property
    def words(self) -> str:
        return coding_words(self.stance)


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """`proposed`: all open proposals on the sentence and topic, equal ones grouped: one decision settles all.

    `voices` are the coders with the same value as the card's stance; `accepted` is another accepted stance there.
    """

    stance: Stance
    letter: Letter
    around: SentenceContext
    choices: CodingChoices
    voices: list[Voice]
    proposed: list[Proposed]
    shown: list[int]
    accepted: Stance | None
    seen: int
    decided: Review | None

    @property
    def open(self) -> bool:
        return self.stance.state == State.PROPOSED

    @property
    def differ(self) -> bool:
        return len(self.proposed) > 1

    @property
    def differ_on(self) -> list[str]:
        """Return the words for each point on which the listed codings differ."""
        listed = [each.stance for each in self.proposed]
        scored = [stance for stance in listed if stance.score is not None]
        asked = (
            (_("standpunt of vermelding"), 0 < len(scored) < len(listed)),
            (_("wie"), len({stance.holder for stance in scored}) > 1),
            (_("score"), len({stance.score for stance in scored}) > 1),
        )
        return [words for words, differ in asked if differ]

    @property
    def listed(self) -> bool:
        """True if there is more to decide on than the card's own stance."""
        return self.differ or (bool(self.proposed) and not self.open)

    @property
    def coders(self) -> list[Coder]:
        every = [voice for each in self.proposed for voice in each.voices]
        return list(dict.fromkeys(voice.coder for voice in every))

    @property
    def holder(self) -> str:
        return holder_name(self.stance.holder)

    @property
    def score(self) -> str:
        return signed(self.stance.score)

    @property
    def accepted_words(self) -> str:
        return coding_words(self.accepted) if self.accepted else ""


def coding_words(stance: Stance) -> str:
    """Return holder and score: «kabinet · −1»."""
    return f"{holder_name(stance.holder)} · {signed(stance.score)}"


_WITH_ITS_LETTER: Prepared[Stance] = Prepared(
    lambda: (
        Stance.objects.filter(pk=Given("stance"))
        .select_related("revision__letter", "topic")
        .defer(*heavy_columns("revision"))
    )
)
_SAID: Prepared[Stance] = Prepared(
    lambda: (
        Stance.objects.at_place(*map(Given, ("revision", "topic", "start", "end")))
        .with_standing()
        .with_calibration()
        .select_related("coder")
        .order_by("pk")
    )
)


def card(pk: int) -> ReviewCard:
    """Return the card of a proposal. Five queries; one more if it is decided."""
    shown = _WITH_ITS_LETTER.first(stance=pk)
    if shown is None:
        raise Stance.DoesNotExist
    said = _SAID(revision=shown.revision_id, topic=shown.topic_id, start=shown.start, end=shown.end)
    stance = next(each for each in said if each.pk == pk)
    stance.revision, stance.topic = shown.revision, shown.topic
    waiting = [each for each in said if each.is_open]
    proposed = proposals_of(stance, waiting)
    own = [each.voices for each in proposed if each.stance.says == stance.says]
    return ReviewCard(
        stance=stance,
        letter=stance.revision.letter,
        around=surroundings(stance.revision, stance.start, stance.end),
        choices=choices(stance.codebook_id, stance, waiting if len(proposed) > 1 else ()),
        voices=own[0] if own else [voice(stance)],
        proposed=proposed,
        shown=[each.pk for each in waiting],
        accepted=next((each for each in said if each.is_accepted and each is not stance), None),
        seen=max(each.last_review for each in said),
        decided=Review.objects.select_related("coder").get(pk=stance.last_review) if stance.last_review else None,
    )


def proposals_of(stance: Stance, waiting: Sequence[Stance]) -> list[Proposed]:
    """Group equal proposals, in order of creation; the card's own stance represents its group."""
    by_saying: dict[tuple[str, int | None], list[Stance]] = {}
    for each in waiting:
        by_saying.setdefault(each.says, []).append(each)
    return [
        Proposed(
            stance=next((each for each in same if each.pk == stance.pk), same[0]),
            voices=[voice(each) for each in same],
            key=TAKE_KEYS[place : place + 1],
        )
        for place, same in enumerate(by_saying.values())
    ]


def voice(stance: Stance) -> Voice:
    told = confidence_of(stance)
    return Voice(
        coder=stance.coder,
        confidence=str(CONFIDENCES.get(told.level, "")),
        share=told.share,
        cues=stance.cues,
        beside=told.beside,
    )


def surroundings(revision: Revision, start: int, end: int) -> SentenceContext:
    text = revision.text
    passages = list(
        Passage.objects.filter(revision=revision, kind__in=CODED_KINDS).order_by("position")
        .only("position", "start", "end", "headings")
    )  # fmt: skip
    at = next((n for n, passage in enumerate(passages) if passage.start <= start < passage.end), None)
    passage = passages[at] if at is not None else None
    near = passages[max(at - 1, 0) : at + 2] if at is not None else []
    own = (text[passage.start : start], text[end : passage.end]) if passage else ("", "")
    above = [text[each.start : each.end] for each in near if each.end <= start]
    below = [text[each.start : each.end] for each in near if each.start >= end]
    full = ("".join(above), *own, "".join(below))
    shown = within_room(*full, room=max(ROOM - 2 * (end - start), LEAST))
    return SentenceContext(
        quote=text[start:end],
        headings=list(passage.headings) if passage else [],
        position=passage.position if passage else None,
        above=shown[0],
        before=shown[1],
        after=shown[2],
        below=shown[3],
        whole=[text[each.start : each.end] for each in near] if shown != full else [],
    )


def within_room(above: str, before: str, after: str, below: str, *, room: int) -> tuple[str, str, str, str]:
    """Shorten the four parts to about `room` characters together: the passage's own come first, what precedes most."""
    before = shortened(before, room * 3 // 5, keep_end=True)
    after = shortened(after, (room - len(before)) * 3 // 5)
    above = shortened(above, (room - len(before) - len(after)) // 2, keep_end=True)
    below = shortened(below, room - len(before) - len(after) - len(above))
    return above, before, after, below


def shortened(text: str, most: int, *, keep_end: bool = False) -> str:
    """Return the first characters up to a space, or the last with `keep_end`, and "…" where the rest was."""
    if len(text) <= most:
        return text
    return f"… {text[-most:].split(' ', 1)[-1]}" if keep_end else f"{text[:most].rsplit(' ', 1)[0]} …"


def choices(codebook_id: int, stance: Stance | None = None, others: Iterable[Stance] = ()) -> CodingChoices:
    """Return the options for kind, topic, holder and score.

    The values of `stance` are preselected as far as all `others` agree: where they differ, none has priority.
    """
    said = [each for each in (stance, *others) if each is not None]
    holders, scored = {each.holder for each in said}, {each.score for each in said}
    codebook = store.codebook_of(codebook_id)
    rows = {topic.slug: topic for topic in Topic.objects.all()}
    topics = [rows[topic.slug] for topic in codebook.topics if topic.slug in rows]
    keys = topic_keys((topic.slug, topic.name_nl) for topic in topics)
    chosen = stance.topic.slug if stance else ""
    scores = [
        CardOption(
            value=str(score),
            name=signed(score),
            key=SCORE_KEYS[score],
            chosen=scored == {score},
            anchors=tuple((topic.slug, in_language(topic.anchors[score])) for topic in codebook.topics),
        )
        for score in SCORES
    ]
    kinds = {score is None for score in scored}
    return CodingChoices(
        kinds=[
            CardOption(POSITION, _("standpunt"), POSITION_KEY, kinds == {False}),
            CardOption(MENTION, signed(None), MENTION_KEY, kinds == {True}),
        ],
        topics=[CardOption(t.slug, t.name, keys[t.slug], t.slug == chosen) for t in topics],
        holders=[
            CardOption(holder.value, str(name), key, holders == {holder.value})
            for holder, (name, key) in HOLDERS.items()
        ],
        scores=scores,
        poles=[(topic.slug, in_language(topic.low_pole), in_language(topic.high_pole)) for topic in codebook.topics],
    )
