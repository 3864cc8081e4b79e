"""Order of the review queue: by weight in the pictures, by letter and text, by disagreement or by confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from letters.models import Revision
from positions.domain.scale import Confidence
from positions.models import AssignedSentence, Assignment, CodingRun, Stance
from positions.models.stances import StanceQuerySet
from positions.review.shown_confidence import at_level

# Proposals on one sentence and topic are adjacent: they share a card.
IN_TEXT, BACK = ("-revision_id", "start", "topic_id", "pk"), ("revision_id", "-start", "-topic_id", "-pk")

Parts = Callable[[int | None], Sequence[Q]]


def whole(_newest: int | None) -> Sequence[Q]:
    return [Q()]


@dataclass(frozen=True, slots=True)
class QueueOrder:
    """Orders by level; within one, letters newest first, each by its text. Every proposal is on one level.

    Each level is a query of its own in index order, so that long queues are not sorted; it is sent when the levels
    above are used up. `level` gives a stance's level without a query, if that can be.
    """

    levels: Callable[[], Sequence[Q]] = lambda: [Q()]
    level: Callable[[Stance], int] | None = None

    def first(self, asked: StanceQuerySet, most: int, parts: Parts = whole) -> Iterator[Stance]:
        """Return the first proposals, decided or not. `parts` splits those from a text on (None: from the newest)."""
        found = (level & part for level in self.levels() for part in parts(None))
        return _taken((asked.filter(each).order_by(*IN_TEXT) for each in found), most)

    def behind(self, asked: StanceQuerySet, stance: Stance, most: int, parts: Parts = whole) -> Iterator[Stance]:
        """Return the proposals after this one, decided or not."""
        text = stance.revision_id
        later = Q(revision__lte=text) & (
            Q(revision__lt=text) | _in_the_text(stance, "gt")
        )  # an index begins at the text
        levels = self.levels()
        own, *lower = levels[self._level_of(stance, levels) :]
        left = chain(
            (own & later & part for part in parts(text)),
            (level & part for level in lower for part in parts(None)),
        )
        return _taken((asked.filter(each).order_by(*IN_TEXT) for each in left), most)

    def before(self, asked: StanceQuerySet, stance: Stance) -> int | None:
        """Return the id of the proposal before this one, decided or not."""
        text = stance.revision_id
        earlier = Q(revision__gte=text) & (Q(revision__gt=text) | _in_the_text(stance, "lt"))
        levels = self.levels()
        *higher, own = levels[: self._level_of(stance, levels) + 1]
        left = [own & earlier, *reversed(higher)]
        found = next(_taken((asked.filter(level).order_by(*BACK) for level in left), 1), None)
        return found.pk if found else None

    def _level_of(self, stance: Stance, levels: Sequence[Q]) -> int:
        if self.level or len(levels) == 1:
            return self.level(stance) if self.level else 0
        numbers = (When(level, then=Value(number)) for number, level in enumerate(levels))
        number = Case(*numbers, default=len(levels) - 1)
        found: int = Stance.objects.filter(pk=stance.pk).values_list(number, flat=True).get()
        return found


def _in_the_text(stance: Stance, way: str) -> Q:
    """Condition: in the same text, after the stance ("gt") or before it ("lt")."""
    here = Q(start=stance.start) & (
        Q((f"topic__{way}", stance.topic_id)) | Q(("topic", stance.topic_id), (f"pk__{way}", stance.pk))
    )
    return Q(revision=stance.revision_id) & (Q((f"start__{way}", stance.start)) | here)


def _taken(levels: Iterable[StanceQuerySet], most: int) -> Iterator[Stance]:
    """Yield the first rows over all levels; a level is queried when the ones above have given all."""
    return islice((stance for level in levels for stance in level[:most]), most)


def weights() -> list[Q]:
    """Return four levels: dated letters before undated ones, which no line shows; in each, positions before mentions.

    COALESCE keeps the subquery from being made a join (`positions.models.stances`).
    """
    of_dated = Revision.objects.filter(pk=OuterRef("revision"), letter__document_date__isnull=False)
    dated, position = Q(Coalesce(Exists(of_dated), False)), Q(score__isnull=False)
    return [dated & position, dated & ~position, ~dated & position, ~dated & ~position]


def weight(stance: Stance) -> int:
    """Return the level of the stance in `weights`; reads its letter."""
    return 2 * (stance.revision.letter.document_date is None) + (stance.score is None)


def disputed() -> list[Q]:
    """Return two levels: first where another coder differs on this sentence and topic, or passed it in silence.

    Machines count by their newest runs, but the silence of a language model only where it answered on the whole text.
    One index probe (`stance_place`) per proposal for each of the three conditions.
    """
    there = Stance.objects.order_by().filter(start=OuterRef("start"), topic=OuterRef("topic"))
    heard = there.finished().without_superseded().filter(revision=OuterRef("revision"))
    otherwise = heard.exclude(coder=OuterRef("coder")).saying_otherwise()
    own = Stance.objects.order_by().filter(revision=OuterRef("revision"), topic=OuterRef(OuterRef("topic")))
    person = AssignedSentence.objects.order_by().filter(
        ~Exists(own.filter(start=OuterRef("start"), assignment=OuterRef("assignment"))),
        revision=OuterRef("revision"),
        start=OuterRef("start"),
        assignment__way=Assignment.Way.BLIND,
        assignment__done_at__isnull=False,
    )
    machine = (
        CodingRun.objects.newest()
        .filter(~Exists(own.filter(start=OuterRef(OuterRef("start")), coder=OuterRef("coder"))))
        .filter(whole_at__isnull=False, revision=OuterRef("revision"))
        .exclude(coder=OuterRef("coder"))
    )
    anywhere = Q(Exists(otherwise)) | Q(Exists(person)) | Q(Exists(machine))
    return [anywhere, ~anywhere]


def confidence() -> list[Q]:
    known = [at_level(level.value) for level in Confidence]
    return [*known, ~Q(confidence__in=[level.value for level in Confidence])]


BY_TEXT, BY_WEIGHT = QueueOrder(), QueueOrder(weights, weight)
DISPUTED_FIRST, LEAST_SURE_FIRST = QueueOrder(disputed), QueueOrder(confidence)
ORDERS = {"": BY_WEIGHT, "brieven": BY_TEXT, "verschillen": DISPUTED_FIRST, "zekerheid": LEAST_SURE_FIRST}
