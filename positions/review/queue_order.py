"""Order of the review queue: by weight in the pictures, by letter and text, by disagreement or by confidence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, zip_longest
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Case, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from letters.many_ids import any_in
from letters.models import Revision
from positions.domain.confidence_levels import Confidence
from positions.models import AssignedSentence, Assignment, CodingRun, Stance
from positions.models.stances import StanceQuerySet
from positions.prepared_querysets import Given, Prepared
from positions.review.shown_confidence import at_level

# Proposals on one sentence and topic are adjacent: they share a card.
IN_TEXT, BACK = ("-revision_id", "start", "topic_id", "pk"), ("revision_id", "-start", "-topic_id", "-pk")

MOST_KEPT = 500
_kept: LRUCache[Hashable, Prepared[Stance]] = LRUCache(MOST_KEPT)
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """Proposals that are asked for: what makes the queryset of them, with `Given` values, and these values.

    Statements on them are put together once for each `name`, at each request if it is None. `one_letter` says that all
    are on one; `few_texts` that among the values are the ids of the texts with any that may wait (`texts`), or None if
    these are many.
    """

    make: Callable[[], StanceQuerySet]
    given: Mapping[str, Any] = field(default_factory=dict)
    name: Hashable = None
    one_letter: bool = False
    few_texts: bool = False

    @classmethod
    def of(cls, asked: Asked | StanceQuerySet) -> Asked:
        return cls(lambda: asked) if isinstance(asked, StanceQuerySet) else asked

    def narrowed(self, name: str, how: Callable[[StanceQuerySet], StanceQuerySet], **given: Any) -> Asked:
        """Return those of them that are left."""
        own = None if self.name is None else (self.name, name)
        every = self.make  # not `self`: a statement that is kept would keep the values of this request
        return replace(self, make=lambda: how(every()), given={**self.given, **given}, name=own)

    def on(self, stance: Stance) -> Asked:
        """Return them with the place of this stance among the values."""
        place = {"text": stance.revision_id, "start": stance.start, "end": stance.end, "about": stance.topic_id}
        return replace(self, given={**self.given, **place, "stance": stance.pk})

    def rows(self, name: Hashable, make: Callable[[StanceQuerySet], StanceQuerySet]) -> list[Stance]:
        """Return what this makes of them. `name` tells it from what else is made, if it can be kept, or is None."""
        every = self.make
        prepared = Prepared[Stance](lambda: make(every()))
        if self.name is not None and name is not None:
            with _lock:
                prepared = _kept.setdefault((self.name, name), prepared)
        return prepared(**self.given)

    def anywhere(self) -> bool:
        """Return False if it is known that none of them waits on any text."""
        return not self.few_texts or self.given["texts"]() != []

    def texts(self, of_level: Texts | None) -> Texts | None:
        """Return what leaves the texts on which a proposal of a level can be, one of those that are asked for."""
        if not self.few_texts:
            return of_level
        few = ExpressionWrapper(Given("texts", "%s::bigint[]"), output_field=ArrayField(BigIntegerField()))
        return lambda texts: (of_level or _same)(texts.filter(Q(IsNull(few, True)) | Q(any_in("pk", few))))


def _same(texts: QuerySet[Revision]) -> QuerySet[Revision]:
    return texts


# Of these texts (`Revision`) those on which a proposal can be on a level: all, or fewer where that is found sooner.
Texts = Callable[[QuerySet[Revision]], QuerySet[Revision]]
# Makes a condition: on this text and those before it, or on all for None; of those that a level can be on.
Part = Callable[[Any, Texts | None], Q]


def whole(_newest: Any, _texts: Texts | None) -> Q:
    return Q()


@dataclass(frozen=True, slots=True)
class QueueOrder:
    """Orders by level; within one, letters newest first, each by its text. Every proposal is on one level.

    Each level is a query of its own in index order, so that long queues are not sorted; it is sent when the levels
    above are used up, and of no more texts than `texts` leaves of those on which proposals wait. `level` gives a
    stance's level without a query, if that can be. `number` is that of the levels if they are always the same.
    """

    name: str = "text"
    levels: Callable[[], Sequence[Q]] = lambda: [Q()]
    level: Callable[[Stance], int] | None = None
    number: int | None = 1
    texts: Sequence[Texts | None] = ()  # of the first levels

    def first(self, proposals: Asked | StanceQuerySet, most: int, parts: Sequence[Part] = (whole,)) -> Iterator[Stance]:
        """Return the first proposals, decided or not. `parts` splits those from a text on (None: from the newest)."""
        return islice(self._of_levels(Asked.of(proposals), self._levels(), most, parts), most)

    def behind(
        self, proposals: Asked | StanceQuerySet, stance: Stance, most: int, parts: Sequence[Part] = (whole,)
    ) -> Iterator[Stance]:
        """Return the proposals after this one, decided or not."""
        own, *lower = self._levels()[self._level_of(stance) :]
        asked = Asked.of(proposals).on(stance)
        text = Given("text")
        later = Q(revision__lte=text) & (Q(revision__lt=text) | _in_the_text("gt"))  # an index begins at the text

        texts = asked.texts(own.texts)

        def in_part(part: Part) -> list[Stance]:
            name = own.name and ("behind", own.name, part, most)
            return asked.rows(
                name,
                lambda q: q.filter(own.made() & later & part(text, texts)).order_by(*IN_TEXT)[:most],
            )

        found = (each for part in parts for each in in_part(part))
        return islice(chain(found, self._of_levels(asked, lower, most, parts)), most)

    def before(self, proposals: Asked | StanceQuerySet, stance: Stance) -> int | None:
        """Return the id of the proposal before this one, decided or not."""
        asked = Asked.of(proposals).on(stance)
        *higher, own = self._levels()[: self._level_of(stance) + 1]
        text = Given("text")
        earlier = Q(revision__gte=text) & (Q(revision__gt=text) | _in_the_text("lt"))

        def last(level: Level, condition: Q) -> list[Stance]:
            name = level.name and ("last", level.name, level is own)
            return asked.rows(name, lambda q: q.filter(level.made() & condition).order_by(*BACK)[:1])

        levels = chain([(own, earlier)], ((level, Q()) for level in reversed(higher)))
        return next((each.pk for level, condition in levels for each in last(level, condition)), None)

    def _of_levels(self, asked: Asked, levels: Sequence[Level], most: int, parts: Sequence[Part]) -> Iterator[Stance]:
        """Yield the first rows over all levels; a level is queried when the ones above have given all, unless no text
        has any.
        """

        def in_part(level: Level, part: Part) -> list[Stance]:
            name, texts = level.name and ("first", level.name, part, most), asked.texts(level.texts)
            return asked.rows(name, lambda q: q.filter(level.made() & part(None, texts)).order_by(*IN_TEXT)[:most])

        left = (level for place, level in enumerate(levels) if not place or asked.anywhere())
        return (each for level in left for part in parts for each in in_part(level, part))

    def _levels(self) -> list[Level]:
        if self.number is None:
            return [Level(None, lambda each=each: each) for each in self.levels()]  # type: ignore[misc]
        named = zip_longest(range(self.number), self.texts)
        return [Level((self.name, n), lambda n=n: self.levels()[n], texts) for n, texts in named]  # type: ignore[misc]

    def _level_of(self, stance: Stance) -> int:
        if self.level or self.number == 1:
            return self.level(stance) if self.level else 0
        levels = self.levels()
        numbers = (When(level, then=Value(number)) for number, level in enumerate(levels))
        number = Case(*numbers, default=len(levels) - 1)
        found: int = Stance.objects.filter(pk=stance.pk).values_list(number, flat=True).get()
        return found


@dataclass(frozen=True, slots=True)
class Level:
    """A level's name, None if its condition is not always the same, what makes that, and on which texts one can be."""

    name: Hashable
    made: Callable[[], Q]
    texts: Texts | None = None


def _in_the_text(way: str) -> Q:
    """Condition: in the same text, after the stance ("gt") or before it ("lt")."""
    start, topic, stance = map(Given, ("start", "about", "stance"))
    here = Q(start=start) & (Q((f"topic__{way}", topic)) | Q(("topic", topic), (f"pk__{way}", stance)))
    return Q(revision=Given("text")) & (Q((f"start__{way}", start)) | here)


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


def of_several(texts: QuerySet[Revision]) -> QuerySet[Revision]:
    """Return those of these texts on which a proposal can be `disputed`: not one coder alone was there. Some probes a
    text, where `disputed` has some for each of its proposals.
    """
    of_another = Stance.objects.order_by().filter(revision=OuterRef("revision")).exclude(coder=OuterRef("coder"))
    beside = CodingRun.objects.filter(Exists(of_another), revision=OuterRef("pk"))
    return texts.filter(Exists(beside) | Exists(AssignedSentence.objects.filter(revision=OuterRef("pk")).order_by()))


def confidence() -> list[Q]:
    known = [at_level(level.value) for level in Confidence]
    return [*known, ~Q(confidence__in=[level.value for level in Confidence])]


BY_TEXT, BY_WEIGHT = QueueOrder(), QueueOrder("weight", weights, weight, 4)
DISPUTED_FIRST, LEAST_SURE_FIRST = (
    QueueOrder("disputed", disputed, number=2, texts=[of_several]),
    QueueOrder("sure", confidence, number=None),
)
ORDERS = {"": BY_WEIGHT, "brieven": BY_TEXT, "verschillen": DISPUTED_FIRST, "zekerheid": LEAST_SURE_FIRST}
