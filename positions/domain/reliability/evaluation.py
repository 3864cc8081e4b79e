"""Accuracy of a coder, with another coder's codings of the same sentences as the measure, and intervals over letters.

`presence`, `cabinet`, `holder`, `score` and `letter` are the figures of the codebook's own scorer (score.py). `exact`
is the share of the evaluated coder's codings that the measure has too; `phantom` is the share of its chart points
(letter and topic with a position of the cabinet) that the measure does not have. All but `score` (ordinal alpha) are a
sum over letters divided by a sum over letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from positions.domain.reliability.jackknife import interval
from positions.domain.reliability.krippendorff import ordinal
from positions.domain.reliability.units import CodedValue, CoderData, Key, Place

MEASURES = ("presence", "cabinet", "holder", "score", "letter", "exact", "phantom")
BOUNDS = {"score": (-1.0, 1.0), "letter": (0.0, 4.0)}  # of the values; of other measures 0 to 1
NO_POSITION = 2.0  # error of a letter in which the evaluated coder has no position
OPENING, BODY = "opening", "body"
OPENING_SENTENCES = 10

Codings = Mapping[Key, CodedValue]
Figures = dict[str, float | None]  # by measure; None if there is nothing to count


@dataclass(frozen=True, slots=True)
class Tally:
    """Numerator and denominator of each ratio, and the score pairs of common cabinet positions, of some letters."""

    ratios: dict[str, tuple[float, int]]
    scores: Counter[tuple[int, int]]

    def without(self, part: Tally) -> Tally:
        less = part.ratios
        ratios = {name: (top - less[name][0], n - less[name][1]) for name, (top, n) in self.ratios.items()}
        return Tally(ratios, self.scores - part.scores)

    def figures(self) -> Figures:
        found: Figures = {name: top / n if n else None for name, (top, n) in self.ratios.items()}
        return {**found, "score": ordinal(self.scores, samples=0).alpha}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval over letters; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`positions` and `mentions` count sentences by the measure's codings: with a position, with mentions alone.

    `expected` counts the measure's positions of the cabinet, `found` the evaluated coder's, and `codings` all that the
    evaluated coder said.
    """

    letters: int
    sentences: int
    positions: int
    mentions: int
    expected: int
    found: int
    codings: int
    figures: dict[str, Estimate]

    @property
    def base_rates(self) -> dict[str, float | None]:
        """Shares of the sentences without a topic, with mentions alone, and with a position."""
        silent = self.sentences - self.mentions - self.positions
        counts = {"no_topic": silent, "mentions": self.mentions, "positions": self.positions}
        return {name: count / self.sentences if self.sentences else None for name, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """`topic` is a slug, or "" for all together; `place` is "opening", "body" (what follows it), or "" for both."""

    topic: str
    place: str
    evaluation: Evaluation


def table(measure: CoderData, coder: CoderData, topics: Sequence[str], opening: set[Place]) -> list[Row]:
    """Evaluate on all topics together, each topic, and both places. `opening` holds the sentences of openings."""
    shared = measure.sentences & coder.sentences
    every = topics[0] if len(topics) == 1 else ""
    rows = [(every, "", topics, shared)]
    rows += [(topic, "", (topic,), shared) for topic in topics if topic != every]
    rows += [(every, OPENING, topics, shared & opening), (every, BODY, topics, shared - opening)]
    return [Row(topic, place, evaluate(measure, coder, chosen, among)) for topic, place, chosen, among in rows]


def evaluate(
    measure: CoderData, coder: CoderData, topics: Collection[str], among: set[Place] | None = None
) -> Evaluation:
    """Evaluate on the sentences that both went through, or those `among` them. Costs a few steps per letter."""
    shared = measure.sentences & coder.sentences
    chosen = shared if among is None else shared & among
    first, second = measure.on(chosen, topics), coder.on(chosen, topics)
    positions = {place for (place, _), said in first.items() if said.score is not None}
    letters = {text for text, _ in chosen}
    return Evaluation(
        letters=len(letters),
        sentences=len(chosen),
        positions=len(positions),
        mentions=len({place for place, _ in first} - positions),
        expected=sum(said.is_cabinet_position for said in first.values()),
        found=sum(said.is_cabinet_position for said in second.values()),
        codings=len(second),
        figures=_estimates(tally(first, second), [tally(*both) for both in _by_letter(letters, first, second)]),
    )


def tally(first: Codings, second: Codings) -> Tally:
    """Count what two coders said of the same sentences; the first is the measure."""
    cabinet = [{key for key, said in coding.items() if said.is_cabinet_position} for coding in (first, second)]
    both = [(first[key], second[key]) for key in first.keys() & second.keys()]
    positions = [(one, other) for one, other in both if None not in (one.score, other.score)]
    means, found = _means(first), _means(second)
    errors = [abs(mean - found[point]) if point in found else NO_POSITION for point, mean in means.items()]
    exact = sum(one.says_same(other) for one, other in both)
    ratios = {
        "presence": (2 * len(both), len(first) + len(second)),
        "cabinet": (2 * len(cabinet[0] & cabinet[1]), len(cabinet[0]) + len(cabinet[1])),
        "holder": (sum(one.holder == other.holder for one, other in positions), len(positions)),
        "letter": (sum(errors), len(errors)),
        "exact": (exact, len(second)),
        "phantom": (len(found.keys() - means.keys()), len(found)),
    }
    return Tally(ratios, Counter((first[key].score or 0, second[key].score or 0) for key in cabinet[0] & cabinet[1]))


def opening_of(passages: Iterable[Sequence[int]]) -> list[int]:
    """Return the sentences of a letter's opening: the first passages that hold ten or more.

    `passages` are those of the letter's body in order, each as the places where its sentences start.
    """
    found: list[int] = []
    for starts in passages:
        if len(found) >= OPENING_SENTENCES:
            break
        found += starts
    return found


def _by_letter(letters: set[int], *codings: Codings) -> list[list[dict[Key, CodedValue]]]:
    split: list[dict[int, dict[Key, CodedValue]]] = [defaultdict(dict) for _ in codings]
    for coding, parts in zip(codings, split, strict=True):
        for key, said in coding.items():
            parts[key[0][0]][key] = said
    return [[parts[text] for parts in split] for text in sorted(letters)]


def _estimates(total: Tally, letters: list[Tally]) -> dict[str, Estimate]:
    whole, left_out = total.figures(), [total.without(letter).figures() for letter in letters]
    return {
        name: _estimate(whole[name], [figures[name] for figures in left_out], *BOUNDS.get(name, (0.0, 1.0)))
        for name in MEASURES
    }


def _estimate(value: float | None, left_out: list[float | None], lowest: float, highest: float) -> Estimate:
    bounds = None if value is None else interval(value, left_out)
    if bounds is None:
        return Estimate(value)
    return Estimate(value, max(lowest, bounds[0]), min(highest, bounds[1]))


def _means(coding: Codings) -> dict[tuple[int, str], float]:
    """Return the mean cabinet score by letter and topic."""
    scores: dict[tuple[int, str], list[int]] = defaultdict(list)
    for ((text, _), topic), said in coding.items():
        if said.is_cabinet_position and said.score is not None:
            scores[text, topic].append(said.score)
    return {point: fmean(values) for point, values in scores.items()}
