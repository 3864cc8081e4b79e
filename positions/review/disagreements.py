"""Disagreements: sentences coded blind, compared with reviewers' decisions in sight and with machines.

A coder's view of a sentence and topic is the set of (holder, score) given; the empty set means "no stance". A machine
is compared where its proposal is open, or where only the blind coder has a view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from letters.models import Letter
from positions.models import AssignedSentence, Assignment, Coder, CodingRun, Review, Stance, State, Topic
from positions.models.stances import StanceQuerySet
from positions.review.assignments import hidden_from
from positions.review.unanswered import unanswered

Place = tuple[int, int, int]  # revision, start, end
BLIND, JUDGED, MACHINE = "blind gecodeerd", "met voorstel in beeld", "machine"
STANDING = (State.CODED, State.ACCEPTED, State.PROPOSED, State.REJECTED, State.REPEATED)


@dataclass(frozen=True, slots=True)
class CoderView:
    """One coder's view of the sentence and topic; `heard` is whether it is compared or only shown."""

    coder: Coder
    way: str
    stances: tuple[Stance, ...]
    heard: bool = True

    @property
    def says(self) -> frozenset[tuple[str, int | None]]:
        return frozenset(stance.says for stance in self.stances)


@dataclass(frozen=True, slots=True)
class Disagreement:
    place: Place
    topic: Topic
    views: tuple[CoderView, ...]
    seen: int

    @property
    def id(self) -> str:
        return f"{'-'.join(map(str, self.place))}-{self.topic.slug}"

    def between(self, one: int, other: int) -> bool:
        """Return whether the views of these two coders differ."""
        said = {view.coder.pk: view.says for view in self.views}
        return one in said and other in said and said[one] != said[other]


@dataclass(slots=True)
class DisagreementData:
    """Everything about the compared sentences, read in a constant number of queries."""

    blind: dict[Place, list[Assignment]] = field(default_factory=lambda: defaultdict(list))
    stances: dict[Place, list[Stance]] = field(default_factory=lambda: defaultdict(list))
    judges: dict[int, Coder] = field(default_factory=dict)  # by review
    marked: dict[Place, Coder] = field(default_factory=dict)
    rounds: dict[int, list[CodingRun]] = field(default_factory=lambda: defaultdict(list))  # newest runs by revision
    unanswered: dict[int, set[tuple[int, int]]] = field(default_factory=dict)  # revision and start, by machine
    settled: dict[tuple[int, int, int], datetime] = field(default_factory=dict)  # revision, start, topic


def differences(user: Any, *, letter: str = "", topic: str = "", pair: tuple[int, ...] = ()) -> list[Disagreement]:
    """Return the unsettled disagreements, newest letters first, each in the order of its text."""
    ground = read(user, letter)
    found = [
        difference
        for place in sorted(ground.blind, key=lambda place: (-place[0], place[1]))
        for difference in disagreements_at(place, ground)
        if not topic or difference.topic.slug == topic
    ]
    return [one for one in found if one.between(*pair)] if len(pair) == 2 else found


def read(user: Any, letter: str = "") -> DisagreementData:
    letters = Letter.objects.published().letters().order_by().exclude(pk__in=hidden_from(user).order_by().values("pk"))
    if letter:
        letters = letters.filter(key=letter)
    sentences = AssignedSentence.objects.filter(revision__is_current=True, revision__letter__in=letters.values("pk"))
    done = sentences.filter(assignment__in=Assignment.objects.done().order_by()).order_by()
    ground = DisagreementData()
    for row in done.select_related("assignment__coder").defer("assignment__drawn"):
        place = (row.revision_id, row.start, row.end)
        if row.assignment.way == Assignment.Way.BLIND:
            ground.blind[place].append(row.assignment)
        else:
            ground.marked[place] = row.assignment.coder
    blind = done.filter(assignment__way=Assignment.Way.BLIND, revision=OuterRef("revision"), start=OuterRef("start"))
    for stance in stances_on(Stance.objects.filter(Exists(blind))):
        ground.stances[stance.revision_id, stance.start, stance.end].append(stance)
    read_decisions(ground)
    newest = CodingRun.objects.newest().filter(revision__in={place[0] for place in ground.blind})
    partly = set[int]()
    for last in newest.select_related("coder").order_by("coder_id"):
        ground.rounds[last.revision_id].append(last)
        partly |= set() if last.whole_at else {last.coder_id}
    if partly:
        ground.unanswered = unanswered(partly, ground.rounds.keys())
    return ground


def stances_on(asked: StanceQuerySet) -> Iterable[Stance]:
    heard = asked.finished().without_superseded().in_state(*STANDING)
    return heard.select_related("coder", "topic").defer("cues").order_by("pk")


def read_decisions(ground: DisagreementData) -> None:
    said = [stance for there in ground.stances.values() for stance in there]
    latest = Review.objects.filter(pk__in=[stance.last_review for stance in said]).select_related("coder")
    ground.judges = {review.pk: review.coder for review in latest if review.coder}
    undone = Review.objects.filter(undoes__isnull=False).values("undoes")
    settling = Review.objects.filter(settles=True, stance__in=[stance.pk for stance in said]).exclude(batch__in=undone)
    for revision, start, topic, at in settling.order_by("pk").values_list(
        "stance__revision", "stance__start", "stance__topic", "at"
    ):
        ground.settled[revision, start, topic] = at


def disagreements_at(place: Place, ground: DisagreementData) -> Iterator[Disagreement]:
    """Yield the topics of this sentence on which views differ and that were not settled since the last coding."""
    by_topic = defaultdict(list)
    for stance in ground.stances.get(place, ()):
        by_topic[stance.topic_id].append(stance)
    last_done = max(assignment.done_at for assignment in ground.blind[place] if assignment.done_at)
    for topic, stances in sorted(by_topic.items(), key=lambda pair: pair[1][0].topic.position):
        settled = ground.settled.get((place[0], place[1], topic))
        views = tuple(views_of(place, stances, ground))
        if len({view.says for view in views if view.heard}) > 1 and not (settled and settled >= last_done):
            yield Disagreement(place, stances[0].topic, views, max(stance.last_review for stance in stances))


def views_of(place: Place, stances: list[Stance], ground: DisagreementData) -> Iterator[CoderView]:
    spoke = 0
    for assignment in ground.blind[place]:
        yield CoderView(assignment.coder, BLIND, tuple(s for s in stances if s.assignment_id == assignment.pk))
        spoke += 1
    judged = judgement(place, stances, ground)
    if judged:
        yield judged
        spoke += 1
    for last in ground.rounds[place[0]]:
        own = tuple(s for s in stances if (s.coder_id, s.codebook_id) == (last.coder_id, last.codebook_id))
        waits = any(stance.state == State.PROPOSED for stance in own)
        if place[:2] in ground.unanswered.get(last.coder_id, ()):
            continue  # what the machine would have said is unknown
        yield CoderView(last.coder, MACHINE, own, heard=waits or spoke == 1)


def judgement(place: Place, stances: list[Stance], ground: DisagreementData) -> CoderView | None:
    """Return the view of the reviewer who decided in sight: the accepted stance, or none. None without a decision."""
    accepted = next((stance for stance in stances if stance.state == State.ACCEPTED), None)
    if accepted and accepted.assignment_id is None:
        return CoderView(ground.judges.get(accepted.last_review, accepted.coder), JUDGED, (accepted,))
    rejected = [stance for stance in stances if stance.state == State.REJECTED and stance.confidence]
    judges = [ground.judges[stance.last_review] for stance in rejected if stance.last_review in ground.judges]
    judge = judges[0] if judges else ground.marked.get(place)
    return CoderView(judge, JUDGED, ()) if judge and not accepted else None
