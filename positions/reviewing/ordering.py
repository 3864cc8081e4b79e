"""In which order proposals come: by letter and text, those that coders differ on first, or the least sure first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from positions.domain.scale import Confidence
from positions.models import AssignedSentence, Assignment, Proposing, Stance
from positions.models.stances import StanceQuerySet

NO_SCORE = Value(9)
IN_TEXT, BACK = ("-revision_id", "start", "pk"), ("revision_id", "-start", "-pk")


@dataclass(frozen=True, slots=True)
class Order:
    """`rank` gives a number to each proposal, the lowest first; within it letters newest first, each by its text."""

    rank: Callable[[], Case] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return ("rank", *IN_TEXT) if self.rank else IN_TEXT

    def sorted(self, asked: StanceQuerySet) -> StanceQuerySet:
        return self._ranked(asked).order_by(*self.names)

    def behind(self, asked: StanceQuerySet, stance: Stance) -> StanceQuerySet:
        here = Q(revision=stance.revision_id)
        later = Q(revision__lt=stance.revision_id) | here & (
            Q(start__gt=stance.start) | Q(start=stance.start, pk__gt=stance.pk)
        )
        return self._beyond(asked, stance, later, "gt").order_by(*self.names)

    def before(self, asked: StanceQuerySet, stance: Stance) -> int | None:
        """The proposal that comes before this one, decided or not."""
        here = Q(revision=stance.revision_id)
        earlier = Q(revision__gt=stance.revision_id) | here & (
            Q(start__lt=stance.start) | Q(start=stance.start, pk__lt=stance.pk)
        )
        back = self._beyond(asked, stance, earlier, "lt").order_by(*(("-rank",) if self.rank else ()), *BACK)
        return back.values_list("pk", flat=True).first()

    def _beyond(self, asked: StanceQuerySet, stance: Stance, in_text: Q, way: str) -> StanceQuerySet:
        if not self.rank:
            return asked.filter(in_text)
        rank = self._ranked(Stance.objects.filter(pk=stance.pk)).get().rank  # type: ignore[attr-defined]
        return self._ranked(asked).filter(Q((f"rank__{way}", rank)) | Q(("rank", rank)) & in_text)

    def _ranked(self, asked: StanceQuerySet) -> StanceQuerySet:
        return asked.annotate(rank=self.rank()) if self.rank else asked


def disputed() -> Case:
    """0 where another coder says otherwise of this sentence and topic, or went through it and says nothing.

    One probe of an index (`stance_place`) a proposal for each of the three.
    """
    there = Stance.objects.order_by().filter(start=OuterRef("start"), topic=OuterRef("topic"))
    others = there.finished().filter(revision=OuterRef("revision")).exclude(coder=OuterRef("coder"))
    otherwise = others.alias(said=Coalesce("score", NO_SCORE)).filter(
        ~Q(said=Coalesce(OuterRef("score"), NO_SCORE)) | Q(score__isnull=False) & ~Q(holder=OuterRef("holder"))
    )
    own = Stance.objects.order_by().filter(revision=OuterRef("revision"), topic=OuterRef(OuterRef("topic")))
    person = AssignedSentence.objects.order_by().filter(
        ~Exists(own.filter(start=OuterRef("start"), assignment=OuterRef("assignment"))),
        revision=OuterRef("revision"),
        start=OuterRef("start"),
        assignment__way=Assignment.Way.BLIND,
        assignment__done_at__isnull=False,
    )
    machine = Proposing.objects.filter(
        ~Exists(own.filter(start=OuterRef(OuterRef("start")), coder=OuterRef("coder"))), revision=OuterRef("revision")
    ).exclude(coder=OuterRef("coder"))
    anywhere = Exists(otherwise) | Exists(person) | Exists(machine)
    return Case(When(anywhere, then=Value(0)), default=Value(1), output_field=IntegerField())


def confidence() -> Case:
    ranks = [When(confidence=level.value, then=Value(rank)) for rank, level in enumerate(Confidence)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())


BY_TEXT, DISPUTED_FIRST, LEAST_SURE_FIRST = Order(), Order(disputed), Order(confidence)
ORDERS = {"": BY_TEXT, "verschillen": DISPUTED_FIRST, "zekerheid": LEAST_SURE_FIRST}
