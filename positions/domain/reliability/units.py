"""Codings of the same sentences by several coders, and the units of each alpha.

Only sentences that two or more coders went through count; there, no stance means "no stance".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from positions.domain.reliability.krippendorff import SAMPLES, Agreement, nominal, ordinal
from positions.domain.scale import Holder

Place = tuple[int, int]  # a text and the start of a sentence in it
Key = tuple[Place, str]  # a sentence and a topic


@dataclass(frozen=True, slots=True)
class CodedValue:
    """A coder's value for a sentence and topic; `score` is None for a mention."""

    holder: str
    score: int | None

    @property
    def is_cabinet_position(self) -> bool:
        return self.holder == Holder.CABINET and self.score is not None

    def says_same(self, other: CodedValue) -> bool:
        """Compare score and holder; the holder of a mention does not matter."""
        return self.score == other.score and (self.score is None or self.holder == other.holder)


@dataclass(slots=True)
class CoderData:
    """The sentences that a coder went through, and the values given there."""

    sentences: set[Place] = field(default_factory=set)
    said: dict[Key, CodedValue] = field(default_factory=dict)

    def on(self, sentences: set[Place], topics: Iterable[str]) -> dict[Key, CodedValue]:
        chosen = set(topics)
        return {key: said for key, said in self.said.items() if key[0] in sentences and key[1] in chosen}


@dataclass(frozen=True, slots=True)
class Alphas:
    """Agreement on presence of the topic; on holder, and on the score for the cabinet, where both found one; and on
    position or mention, where both found the topic.
    """

    presence: Agreement
    holder: Agreement
    kind: Agreement
    score: Agreement

    @property
    def lower(self) -> Agreement | None:
        """The lower of presence and score; None unless both are measured."""
        both = [measured for measured in (self.presence, self.score) if measured.alpha is not None]
        return min(both, key=lambda measured: measured.alpha or 0.0) if len(both) == 2 else None


@dataclass(frozen=True, slots=True)
class Units:
    """Values per coder, unit by unit, None if missing; presence is counted, since most sentences hold nothing."""

    presence: Counter[tuple[bool | None, ...]]
    holder: list[tuple[str | None, ...]]
    kind: list[tuple[str | None, ...]]
    score: list[tuple[int | None, ...]]


def units(codings: Sequence[CoderData], topics: tuple[str, ...]) -> Units:
    """Collect the units of sentences that two or more coders went through. Costs one step per sentence."""
    times = Counter(place for coding in codings for place in coding.sentences)
    shared = {place for place, count in times.items() if count >= 2}
    silent = {place: tuple(False if place in coding.sentences else None for coding in codings) for place in shared}
    presence: Counter[tuple[bool | None, ...]] = Counter()
    for covered, count in Counter(silent.values()).items():
        presence[covered] = count * len(topics)
    said = [coding.on(coding.sentences & shared, topics) for coding in codings]
    rows = []
    for key in set[Key]().union(*said):
        row = [coding.get(key) for coding in said]
        presence[silent[key[0]]] -= 1
        presence[tuple(bool(s) if c is not None else None for s, c in zip(row, silent[key[0]], strict=True))] += 1
        rows.append(row)
    return Units(
        presence=presence,
        holder=[tuple(said.holder if said and said.score is not None else None for said in row) for row in rows],
        kind=[tuple(_kind(said) for said in row) for row in rows],
        score=[tuple(said.score if said and said.is_cabinet_position else None for said in row) for row in rows],
    )


def pooled(codings: Sequence[CoderData]) -> CoderData:
    """Merge several codings into one: for a sentence that several went through, the first one counts."""
    one = CoderData()
    for coding in codings:
        new = coding.sentences - one.sentences
        one.sentences |= new
        one.said.update({key: said for key, said in coding.said.items() if key[0] in new})
    return one


def alphas(counted: Units, *, samples: int = SAMPLES) -> Alphas:
    return Alphas(
        presence=nominal(counted.presence, samples=samples),
        holder=nominal(counted.holder, samples=samples),
        kind=nominal(counted.kind, samples=samples),
        score=ordinal(counted.score, samples=samples),
    )


def _kind(said: CodedValue | None) -> str | None:
    if said is None:
        return None
    return "mention" if said.score is None else "position"
