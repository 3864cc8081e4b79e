"""Where coders differ: on sentences that somebody coded blind, beside who judged them in sight, and machines.

A coder's view of a sentence and topic is the set of (holder, score) that they gave it; an empty set says "nothing". A
machine is heard where its proposal waits, or where nobody else but the blind coder has spoken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from letters.models import Letter
from positions.assigning import hidden_from
from positions.models import AssignedSentence, Assignment, Coder, Proposing, Review, Stance, State, Topic
from positions.models.stances import StanceQuerySet

Place = tuple[int, int, int]  # revision, start, end
BLIND, JUDGED, MACHINE = "blind gecodeerd", "met voorstel in beeld", "machine"
STANDING = (State.CODED, State.ACCEPTED, State.PROPOSED, State.REJECTED, State.REPEATED)


@dataclass(frozen=True, slots=True)
class View:
    """What one coder says of the sentence on the topic; `heard` is whether it is compared or only shown."""

    coder: Coder
    way: str
    stances: tuple[Stance, ...]
    heard: bool = True

    @property
    def says(self) -> frozenset[tuple[str, int | None]]:
        """The holder of a mention does not matter (codebook, 3)."""
        return frozenset((s.holder if s.score is not None else "", s.score) for s in self.stances)


@dataclass(frozen=True, slots=True)
class Difference:
    place: Place
    topic: Topic
    views: tuple[View, ...]
    seen: int

    @property
    def id(self) -> str:
        return f"{'-'.join(map(str, self.place))}-{self.topic.slug}"

    def between(self, one: int, other: int) -> bool:
        """Whether these two coders said different things of it."""
        said = {view.coder.pk: view.says for view in self.views}
        return one in said and other in said and said[one] != said[other]


@dataclass(slots=True)
class Ground:
    """All that is known of the compared sentences, read in a handful of queries."""

    blind: dict[Place, list[Assignment]] = field(default_factory=lambda: defaultdict(list))
    stances: dict[Place, list[Stance]] = field(default_factory=lambda: defaultdict(list))
    judges: dict[int, Coder] = field(default_factory=dict)  # by review
    marked: dict[Place, Coder] = field(default_factory=dict)
    machines: dict[int, list[Coder]] = field(default_factory=lambda: defaultdict(list))  # by revision, newest a name
    settled: dict[tuple[int, int, int], datetime] = field(default_factory=dict)  # revision, start, topic


def differences(user: Any, *, letter: str = "", topic: str = "", pair: tuple[int, ...] = ()) -> list[Difference]:
    """What is still to be settled, letters newest first, each in the order of its text."""
    ground = read(user, letter)
    found = [
        difference
        for place in sorted(ground.blind, key=lambda place: (-place[0], place[1]))
        for difference in at(place, ground)
        if not topic or difference.topic.slug == topic
    ]
    return [one for one in found if one.between(*pair)] if len(pair) == 2 else found


def read(user: Any, letter: str = "") -> Ground:
    letters = Letter.objects.published().letters().order_by().exclude(pk__in=hidden_from(user).order_by().values("pk"))
    if letter:
        letters = letters.filter(key=letter)
    sentences = AssignedSentence.objects.filter(revision__is_current=True, revision__letter__in=letters.values("pk"))
    done = sentences.filter(assignment__done_at__isnull=False).order_by()
    ground = Ground()
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
    read_machines(ground)
    return ground


def stances_on(asked: StanceQuerySet) -> Iterable[Stance]:
    return asked.finished().in_state(*STANDING).select_related("coder", "topic").defer("cues").order_by("pk")


def read_decisions(ground: Ground) -> None:
    said = [stance for there in ground.stances.values() for stance in there]
    latest = Review.objects.filter(pk__in=[stance.last_review for stance in said]).select_related("coder")
    ground.judges = {review.pk: review.coder for review in latest if review.coder}
    undone = Review.objects.filter(undoes__isnull=False).values("undoes")
    settling = Review.objects.filter(settles=True, stance__in=[stance.pk for stance in said]).exclude(batch__in=undone)
    for revision, start, topic, at in settling.order_by("pk").values_list(
        "stance__revision", "stance__start", "stance__topic", "at"
    ):
        ground.settled[revision, start, topic] = at


def read_machines(ground: Ground) -> None:
    revisions = {place[0] for place in ground.blind}
    rounds = Proposing.objects.filter(revision__in=revisions).select_related("coder").order_by("coder_id")
    newest: dict[tuple[int, str], Coder] = {(row.revision_id, row.coder.name): row.coder for row in rounds}
    for (revision, _), coder in newest.items():
        ground.machines[revision].append(coder)


def at(place: Place, ground: Ground) -> Iterator[Difference]:
    """The topics of this sentence on which somebody says something, others say else, and nobody settled it since."""
    by_topic = defaultdict(list)
    for stance in ground.stances.get(place, ()):
        by_topic[stance.topic_id].append(stance)
    last_done = max(assignment.done_at for assignment in ground.blind[place] if assignment.done_at)
    for topic, stances in sorted(by_topic.items(), key=lambda pair: pair[1][0].topic.position):
        settled = ground.settled.get((place[0], place[1], topic))
        views = tuple(views_of(place, stances, ground))
        if len({view.says for view in views if view.heard}) > 1 and not (settled and settled >= last_done):
            yield Difference(place, stances[0].topic, views, max(stance.last_review for stance in stances))


def views_of(place: Place, stances: list[Stance], ground: Ground) -> Iterator[View]:
    spoke = 0
    for assignment in ground.blind[place]:
        yield View(assignment.coder, BLIND, tuple(s for s in stances if s.assignment_id == assignment.pk))
        spoke += 1
    judged = judgement(place, stances, ground)
    if judged:
        yield judged
        spoke += 1
    for coder in ground.machines[place[0]]:
        own = tuple(stance for stance in stances if stance.coder_id == coder.pk)
        waits = any(stance.state == State.PROPOSED for stance in own)
        yield View(coder, MACHINE, own, heard=waits or spoke == 1)


def judgement(place: Place, stances: list[Stance], ground: Ground) -> View | None:
    """Of whoever decided with a proposal in sight: what is accepted, or that nothing is. None where nobody did."""
    accepted = next((stance for stance in stances if stance.state == State.ACCEPTED), None)
    if accepted and accepted.assignment_id is None:
        return View(ground.judges.get(accepted.last_review, accepted.coder), JUDGED, (accepted,))
    rejected = [stance for stance in stances if stance.state == State.REJECTED and stance.confidence]
    judges = [ground.judges[stance.last_review] for stance in rejected if stance.last_review in ground.judges]
    judge = judges[0] if judges else ground.marked.get(place)
    return View(judge, JUDGED, ()) if judge and not accepted else None
