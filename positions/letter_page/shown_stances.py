"""Stances on a text for display: labels per stance, grouped by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from letters.models import Revision
from positions.codebook import store
from positions.domain.codebook.types import CodebookTopic
from positions.labels.codes import holder_name, signed
from positions.labels.languages import in_language
from positions.labels.palette import look_of
from positions.models import Assignment, Review, Stance, State
from positions.models.stances import StanceQuerySet


@dataclass(frozen=True, slots=True)
class ShownStance:
    """Labels of one stance. `stance` has its state and its reviews, newest first.

    `beside` are the other open proposals on the same sentence and topic, which with this one are one (`together`).
    """

    stance: Stance
    axis: CodebookTopic | None
    beside: tuple[ShownStance, ...] = ()

    @property
    def voices(self) -> tuple[ShownStance, ...]:
        """This one, and what the other coders say."""
        return (self, *self.beside)

    @property
    def differ(self) -> bool:
        """True if another coder says otherwise: then neither is what the sentence says."""
        return any(each.stance.says != self.stance.says for each in self.beside)

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
    def bulk(self) -> bool:
        """True if it was accepted in bulk, so that nobody judged it singly."""
        return self.accepted and self.settled is not None and self.settled.bulk

    @property
    def state(self) -> str:
        if self.accepted:
            return _("in bulk aanvaard") if self.bulk else _("geaccepteerd")
        return _("voorstel")

    @property
    def score(self) -> str:
        return score_words(self.stance.score, self.axis)

    @property
    def meaning(self) -> str:
        """The meaning of the score in the codebook of the stance; empty for a mention."""
        score = self.stance.score
        return in_language(self.axis.anchors[score]) if self.axis and score is not None else ""

    @property
    def claim(self) -> str:
        """Holder and score, unless coders differ on them."""
        return _("codeurs verschillen") if self.differ else f"{self.holder} · {self.score}"

    @property
    def short(self) -> str:
        return f"{self.topic} · {self.claim} · {self.state}"

    @property
    def settled(self) -> Review | None:
        """The decision in force: who, when, and whether in bulk."""
        last = next(iter(self.stance.reviews.all()), None)
        return last.in_force if last else None


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence with its stances: accepted first, then by topic; in `statements` proposals on one topic are one."""

    start: int
    end: int
    said: tuple[ShownStance, ...]
    statements: tuple[ShownStance, ...]

    def chosen(self, chosen: Callable[[ShownStance], bool]) -> list[ShownStance]:
        """Return the statements of which a voice is chosen, each with all of its voices."""
        return [each for each in self.statements if any(map(chosen, each.voices))]

    def topics(self, chosen: Callable[[ShownStance], bool]) -> list[ShownStance]:
        """Return one of the chosen statements per topic, accepted before proposed."""
        return list({said.slug: said for said in reversed(self.chosen(chosen))}.values())[::-1]


def stances_of_text(text: Revision, *, proposals: bool, at: tuple[int, int] | None = None) -> list[ShownStance]:
    """Return the stances that speak in this text, or were accepted while it was the letter's text; two queries.

    `at` keeps those that overlap that span.
    """
    stances = Stance.objects.filter(revision=text, **({"start__lt": at[1], "end__gt": at[0]} if at else {}))
    seen = stances.speaking(proposals=proposals) if text.is_current else stances.accepted()
    found = with_reviewers(seen).order_by("start", "topic__position", "pk")
    return [shown_stance(stance) for stance in found]


def with_reviewers(stances: StanceQuerySet) -> StanceQuerySet:
    """Fetch topic, coder and reviews along with the stances."""
    reviews = Review.objects.select_related("coder", "points_to__stance", "basis__coder").order_by("-pk")
    return stances.select_related("topic", "coder").prefetch_related(Prefetch("reviews", reviews))


def timeline_of(slug: str) -> str:
    """Return the URL of the topic's page; "" if there is no such route."""
    try:
        return reverse("topic", args=[slug])
    except NoReverseMatch:
        return ""


def shown_stance(stance: Stance) -> ShownStance:
    return ShownStance(stance, axis_of(stance))


def axis_of(stance: Stance) -> CodebookTopic | None:
    """Return the axis from the codebook of the stance; codebooks are cached per process."""
    topics = store.codebook_of(stance.codebook_id).topics
    return next((topic for topic in topics if topic.slug == stance.topic.slug), None)


def score_words(score: int | None, axis: CodebookTopic | None) -> str:
    """Return the score in words: «+1, richting afschrikking», «−2, sterk richting toenadering», «0, in het midden»."""
    if score is None:
        return _("vermelding, zonder standpunt")
    if score == 0 or axis is None:
        return _("0, in het midden") if score == 0 else signed(score)
    pole = in_language(axis.high_pole if score > 0 else axis.low_pole)
    words = _("%(score)s, sterk richting %(pole)s") if abs(score) == 2 else _("%(score)s, richting %(pole)s")
    return words % {"score": signed(score), "pole": pole}


def sentences_of(said: Iterable[ShownStance]) -> list[ShownSentence]:
    """Group the stances by place, in the order of the text. Spans that overlap are merged."""
    found: list[tuple[int, int, list[ShownStance]]] = []
    for each in sorted(said, key=lambda each: (each.stance.start, not each.accepted)):
        start, end = each.stance.start, each.stance.end
        if found and start < found[-1][1]:
            first, last, there = found.pop()
            found.append((first, max(last, end), [*there, each]))
        else:
            found.append((start, end, [each]))
    ordered = ((start, end, tuple(_in_order(there))) for start, end, there in found)
    return [ShownSentence(start, end, there, tuple(together(there))) for start, end, there in ordered]


def together(said: Iterable[ShownStance]) -> list[ShownStance]:
    """Make one of the open proposals on each sentence and topic, by the first of them; the others stay as they are."""
    found: dict[tuple[int | str, ...], list[ShownStance]] = {}
    for each in said:
        stance = each.stance
        waits = stance.state == State.PROPOSED
        place = (stance.revision_id, stance.start, each.slug) if waits else (each.pk,)
        found.setdefault(place, []).append(each)
    return [replace(first, beside=tuple(beside)) for first, *beside in found.values()]


def _in_order(said: Sequence[ShownStance]) -> list[ShownStance]:
    return sorted(said, key=lambda each: (not each.accepted, each.stance.topic.position, each.pk))


def is_coding_blind(user: Any, text: Revision) -> bool:
    """Return whether this user has an unfinished blind coding of (part of) this letter."""
    if not user.is_authenticated:
        return False
    return Assignment.objects.hiding_from(user).letters().filter(pk=text.letter_id).exists()
