"""Acceptance of machines' proposals by what another machine said of the same sentence and topic.

Single decisions alone: in bulk nothing is accepted that coders differ on. Whoever decided had all proposals in sight:
these shares say how agreement goes with being taken over, and prove nothing of either coder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count

from letters.models import Letter
from positions.domain.reliability.units import Place
from positions.models import Coder, CodingRun, Review, Stance
from positions.review.single_decisions import TAKEN, standing
from positions.review.unanswered import unanswered

Says = tuple[str, int | None]
Ran = tuple[int, int, int]  # revision, coder, codebook


class Beside(StrEnum):
    """Proposals of the other machines, compared with the decided one: by their newest runs of before the decision."""

    SAME = "same"
    OTHERWISE = "otherwise"  # one at least
    SILENT = "silent"


@dataclass(slots=True)
class Share:
    accepted: int = 0
    decided: int = 0

    @property
    def value(self) -> float | None:
        return self.accepted / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class BesideShares:
    """The shares of one version of a machine; all of `Beside` are there."""

    coder: int
    shares: dict[Beside, Share] = field(default_factory=lambda: {each: Share() for each in Beside})


@dataclass(frozen=True, slots=True)
class DecidedProposal:
    coder: int
    name: str
    revision: int
    start: int
    topic: int
    says: Says
    accepted: bool
    at: datetime


@dataclass(slots=True)
class OtherMachines:
    """Runs of machines on these texts, their proposals, and the places where a language model gave no answer."""

    runs: dict[int, list[tuple[datetime, int, int, str]]] = field(default_factory=lambda: defaultdict(list))
    said: dict[tuple[Ran, int, int], Says] = field(default_factory=dict)  # by run, start and topic
    unanswered: dict[int, set[Place]] = field(default_factory=dict)  # by coder

    def beside(self, own: DecidedProposal) -> Beside | None:
        """Return what they said; None if no other machine had been through the sentence when it was decided."""
        found = set[Beside]()
        for coder, codebook in self._newest(own):
            said = self.said.get(((own.revision, coder, codebook), own.start, own.topic))
            if said is not None:
                found.add(Beside.SAME if said == own.says else Beside.OTHERWISE)
            elif (own.revision, own.start) not in self.unanswered.get(coder, ()):
                found.add(Beside.SILENT)
        return next((each for each in (Beside.OTHERWISE, Beside.SAME, Beside.SILENT) if each in found), None)

    def _newest(self, own: DecidedProposal) -> Iterator[tuple[int, int]]:
        """Yield coder and codebook of the newest run of each other machine before the decision."""
        newest: dict[str, tuple[int, int]] = {}
        for at, codebook, coder, name in self.runs[own.revision]:
            if name != own.name and at <= own.at:
                newest[name] = max(newest.get(name, (0, 0)), (codebook, coder))
        return ((coder, codebook) for codebook, coder in newest.values())


def measure() -> list[BesideShares]:
    """Return the shares of each machine version that was decided on beside another machine, newest first.

    A constant number of queries; none but the first where no text has the runs of two machines.
    """
    own = list(_decided())
    if not own:
        return []
    others = _others({each.revision for each in own})
    found: dict[int, BesideShares] = {}
    for each in own:
        if (said := others.beside(each)) is not None:
            share = found.setdefault(each.coder, BesideShares(each.coder)).shares[said]
            share.accepted, share.decided = share.accepted + each.accepted, share.decided + 1
    return sorted(found.values(), key=lambda shares: -shares.coder)


def _decided() -> Iterator[DecidedProposal]:
    """Yield the proposals that people decided on singly, in texts that two machines or more ran on. One query."""
    of_two = CodingRun.objects.order_by().values("revision").annotate(n=Count("coder__name", distinct=True))
    judged = standing().filter(
        stance__coder__kind=Coder.Kind.MACHINE,
        stance__carries=None,
        stance__revision__letter__in=Letter.objects.in_world().order_by().values("pk"),
        stance__revision__in=of_two.filter(n__gt=1).values("revision"),
        coder__is_example=False,
    )
    last = judged.order_by("stance_id", "-pk").distinct("stance_id").values("pk")
    names = ("coder", "coder__name", "revision", "start", "topic", "holder", "score")
    fields = (*(f"stance__{name}" for name in names), "decision", "at")
    rows: Iterable[Any] = Review.objects.filter(pk__in=last, bulk=False).values_list(*fields)
    for coder, name, revision, start, topic, holder, score, decision, at in rows:
        yield DecidedProposal(coder, name, revision, start, topic, _says(holder, score), decision in TAKEN, at)


def _others(revisions: Collection[int]) -> OtherMachines:
    found = OtherMachines()
    runs = CodingRun.objects.filter(revision__in=revisions)
    coders = set[int]()
    for revision, at, codebook, coder, name in runs.values_list("revision", "at", "codebook", "coder", "coder__name"):
        found.runs[revision].append((at, codebook, coder, name))
        coders.add(coder)
    said = Stance.objects.filter(revision__in=revisions, coder__in=coders, carries=None).order_by()
    rows: Iterable[tuple[int, int, int, int, int, str, int | None]] = said.values_list(
        "revision", "coder", "codebook", "start", "topic", "holder", "score"
    )
    for revision, coder, codebook, start, topic, holder, score in rows:
        found.said[(revision, coder, codebook), start, topic] = _says(holder, score)
    found.unanswered = unanswered(coders, revisions)
    return found


def _says(holder: str, score: int | None) -> Says:
    """Return what `Stance.says` is of such a stance."""
    return ("" if score is None else holder, score)
