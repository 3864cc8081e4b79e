"""What is said of a text, as its page shows it: each stance in words, gathered by the sentence that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from letters.models import Revision
from positions import codebooks
from positions.bilingual import in_language
from positions.domain.entries import Topic as Axis
from positions.looks import look_of
from positions.models import Assignment, Proposing, Review, Stance, State
from positions.models.stances import StanceQuerySet
from positions.reviewing.words import holder_name, signed


@dataclass(frozen=True, slots=True)
class Said:
    """One stance in words. `stance` has its state and its reviews, newest first."""

    stance: Stance
    axis: Axis | None

    @property
    def pk(self) -> int:
        return self.stance.pk

    @property
    def address(self) -> str:
        return reverse("stance", args=[self.pk])

    @property
    def topic(self) -> str:
        return self.stance.topic.name

    @property
    def slug(self) -> str:
        return self.stance.topic.slug

    @property
    def timeline(self) -> str:
        return timeline_of(self.slug)

    @property
    def look(self) -> str:
        return f"topic-{look_of(self.stance.topic.position).number}"

    @property
    def holder(self) -> str:
        return holder_name(self.stance.holder)

    @property
    def accepted(self) -> bool:
        return self.stance.state == State.ACCEPTED

    @property
    def state(self) -> str:
        return _("geaccepteerd") if self.accepted else _("voorstel")

    @property
    def score(self) -> str:
        return score_words(self.stance.score, self.axis)

    @property
    def meaning(self) -> str:
        """What this score stands for in the codebook that it was given under; empty for a mention."""
        score = self.stance.score
        return in_language(self.axis.anchors[score]) if self.axis and score is not None else ""

    @property
    def short(self) -> str:
        return f"{self.topic} · {self.holder} · {self.score} · {self.state}"

    @property
    def settled(self) -> Review | None:
        """The decision that it stands by: who, and when."""
        return next(iter(self.stance.reviews.all()), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what is said of it: accepted first, then by topic."""

    start: int
    end: int
    said: tuple[Said, ...]

    def topics(self, chosen: Callable[[Said], bool]) -> list[Said]:
        """One of the chosen for each topic: what is accepted goes before what is proposed."""
        return list({said.slug: said for said in reversed(self.said) if chosen(said)}.values())[::-1]


def said_in(text: Revision, *, proposals: bool, at: tuple[int, int] | None = None) -> list[Said]:
    """What is accepted in this text and, if asked, what the newest round of a machine proposes; three queries at most.

    `at` narrows it to what meets that place.
    """
    seen = Q(state=State.ACCEPTED)
    if proposals and (newest := Proposing.objects.filter(revision=text).order_by("-codebook", "-coder").first()):
        seen |= Q(state=State.PROPOSED, coder=newest.coder_id, codebook=newest.codebook_id)
    stances = Stance.objects.filter(revision=text, **({"start__lt": at[1], "end__gt": at[0]} if at else {}))
    found = with_people(stances.with_state().filter(seen)).order_by("start", "topic__position", "pk")
    return [said_of(stance) for stance in found]


def with_people(stances: StanceQuerySet) -> StanceQuerySet:
    """With topic, coder and everybody who decided."""
    reviews = Review.objects.select_related("coder", "points_to__stance").order_by("-pk")
    return stances.select_related("topic", "coder").prefetch_related(Prefetch("reviews", reviews))


def timeline_of(slug: str) -> str:
    """The topic's page, once there is one."""
    try:
        return reverse("topic", args=[slug])
    except NoReverseMatch:
        return ""


def said_of(stance: Stance) -> Said:
    return Said(stance, axis_of(stance))


def axis_of(stance: Stance) -> Axis | None:
    """The axis as the codebook had it under which this was coded; the codebook is kept in the process."""
    topics = codebooks.codebook_of(stance.codebook_id).topics
    return next((topic for topic in topics if topic.slug == stance.topic.slug), None)


def score_words(score: int | None, axis: Axis | None) -> str:
    """«+1, richting afschrikking», «−2, sterk richting toenadering», «0, in het midden», «vermelding»."""
    if score is None:
        return _("vermelding, zonder standpunt")
    if score == 0 or axis is None:
        return _("0, in het midden") if score == 0 else signed(score)
    pole = in_language(axis.high_pole if score > 0 else axis.low_pole)
    words = _("%(score)s, sterk richting %(pole)s") if abs(score) == 2 else _("%(score)s, richting %(pole)s")
    return words % {"score": signed(score), "pole": pole}


def sentences_of(said: Iterable[Said]) -> list[Sentence]:
    """Gathered by place, in the order of the text. Where two coders took unequal spans, those that meet are one."""
    found: list[tuple[int, int, list[Said]]] = []
    for each in sorted(said, key=lambda each: (each.stance.start, not each.accepted)):
        start, end = each.stance.start, each.stance.end
        if found and start < found[-1][1]:
            first, last, there = found.pop()
            found.append((first, max(last, end), [*there, each]))
        else:
            found.append((start, end, [each]))
    return [Sentence(start, end, tuple(_in_order(there))) for start, end, there in found]


def _in_order(said: Sequence[Said]) -> list[Said]:
    return sorted(said, key=lambda each: (not each.accepted, each.stance.topic.position, each.pk))


def codes_blind(user: Any, text: Revision) -> bool:
    """Whether this person codes (part of) this letter blind and is not done: until then it shows them nobody's view."""
    if not user.is_authenticated:
        return False
    return Assignment.objects.hiding_from(user).letters().filter(pk=text.letter_id).exists()
