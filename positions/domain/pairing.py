"""Two coders over the same sentences: what enters which figure.

Only sentences that both went through count, and there silence says "no stance". The figures of `Shares` are those of
the scorer that goes with the codebook; its score is the ordinal alpha of `Alphas`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from positions.domain.agreement import SAMPLES, Agreement, nominal, ordinal
from positions.domain.scale import Holder

Place = tuple[int, int]  # a text and where in it the sentence starts
Key = tuple[Place, str]  # a sentence and a topic
NO_POSITION = 2.0  # the error of a letter in which the other coder finds no position


@dataclass(frozen=True, slots=True)
class Said:
    """What a coder said of a sentence on a topic; `score` is None for a mention."""

    holder: str
    score: int | None

    @property
    def is_cabinet_position(self) -> bool:
        return self.holder == Holder.CABINET and self.score is not None


@dataclass(slots=True)
class Coding:
    """The sentences that a coder went through, and what they said there."""

    sentences: set[Place] = field(default_factory=set)
    said: dict[Key, Said] = field(default_factory=dict)

    def on(self, sentences: set[Place], topics: Iterable[str]) -> dict[Key, Said]:
        chosen = set(topics)
        return {key: said for key, said in self.said.items() if key[0] in sentences and key[1] in chosen}


@dataclass(frozen=True, slots=True)
class Alphas:
    """Whether a sentence carries the topic; whose position it is, and how it scores for the cabinet, where both found
    one; whether it is a position or a mention, where both found the topic."""

    presence: Agreement
    holder: Agreement
    kind: Agreement
    score: Agreement

    @property
    def lower(self) -> Agreement | None:
        """The lower one of presence and score; None unless both are measured."""
        both = [measured for measured in (self.presence, self.score) if measured.alpha is not None]
        return min(both, key=lambda measured: measured.alpha or 0.0) if len(both) == 2 else None


@dataclass(frozen=True, slots=True)
class Shares:
    """F1 of presence and of cabinet positions, the share of positions with the same holder, and by how much the second
    coder's mean of a letter differs from the first's, on average. None where there is nothing to count."""

    presence: float | None
    cabinet: float | None
    holder: float | None
    letter: float | None
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Comparison:
    sentences: int
    alphas: Alphas
    shares: Shares


def compare(
    first: Coding, second: Coding, topics: tuple[str, ...], measure: Callable[[Units], Alphas] | None = None
) -> Comparison:
    """How far both agree on these topics. `measure` stands in for `alphas`, for who keeps what was measured before."""
    shared = first.sentences & second.sentences
    counted = units([first, second], topics)
    both = first.on(shared, topics), second.on(shared, topics)
    return Comparison(len(shared), (measure or alphas)(counted), shares(*both))


@dataclass(frozen=True, slots=True)
class Units:
    """What each coder said, unit by unit, None where one did not say; presence is counted, since most is silence."""

    presence: Counter[tuple[bool | None, ...]]
    holder: list[tuple[str | None, ...]]
    kind: list[tuple[str | None, ...]]
    score: list[tuple[int | None, ...]]


def units(codings: Sequence[Coding], topics: tuple[str, ...]) -> Units:
    """Of the sentences that two or more coders went through, by sentence and topic. Costs one step a sentence."""
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


def as_one(codings: Sequence[Coding]) -> Coding:
    """One coding out of several: of a sentence that more than one went through, what the first of them said."""
    one = Coding()
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


def shares(first: Mapping[Key, Said], second: Mapping[Key, Said]) -> Shares:
    cabinet = [{key for key, said in coding.items() if said.is_cabinet_position} for coding in (first, second)]
    positions = [key for key in first.keys() & second.keys() if None not in (first[key].score, second[key].score)]
    same = sum(first[key].holder == second[key].holder for key in positions)
    return Shares(
        presence=_f1(set(first), set(second)),
        cabinet=_f1(*cabinet),
        holder=same / len(positions) if positions else None,
        letter=_letter_error(_means(first), _means(second)),
        first=len(cabinet[0]),
        second=len(cabinet[1]),
    )


def _kind(said: Said | None) -> str | None:
    if said is None:
        return None
    return "mention" if said.score is None else "position"


def _f1(first: set[Key], second: set[Key]) -> float | None:
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else None


def _means(coding: Mapping[Key, Said]) -> dict[tuple[int, str], float]:
    """The mean cabinet score by letter and topic."""
    scores: dict[tuple[int, str], list[int]] = defaultdict(list)
    for ((text, _), topic), said in coding.items():
        if said.is_cabinet_position and said.score is not None:
            scores[text, topic].append(said.score)
    return {key: fmean(values) for key, values in scores.items()}


def _letter_error(first: Mapping[tuple[int, str], float], second: Mapping[tuple[int, str], float]) -> float | None:
    errors = [abs(mean - second[key]) if key in second else NO_POSITION for key, mean in first.items()]
    return fmean(errors) if errors else None
