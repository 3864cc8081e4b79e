"""Calibration of a coder's raw probabilities to shares found right: Platt scaling, log loss, reliability table."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from positions.domain.confidence_levels import LEAST, Confidence

EDGES = (0.0, 0.2, 0.4, LEAST[Confidence.MEDIUM], 0.7, LEAST[Confidence.HIGH], 0.9, 1.0)  # of the bins
PARTS = 10
_EDGE = 1e-6  # raw numbers and shares stay this far from 0 and 1
_PENALTY = 1.0  # pulls the slope towards 1, intercept and effects towards 0, as one uncertain decision would
_ROUNDS = 50
_SMALL = 1e-9  # a step of this size ends the fit

_Point = tuple[float, float, "Beside | None"]  # log odds of the raw number, 1.0 if right, what other machines said


class Beside(StrEnum):
    """The sayings of other machines about the same sentence and topic, each by its newest run.

    The values name effects of a `Line`. Of several machines one that says otherwise counts first, then one that says
    the same: the alphabetical order of the values, by which queries sort.
    """

    SAME = "same"
    OTHERWISE = "otherwise"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision: the raw number or share that was said, whether it was right, and the letter it is in.

    `fresh`: the calibration in force was made without it. `beside` is what other machines had said before it.
    """

    said: float
    right: bool
    letter: int | str
    fresh: bool = True
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Platt scaling: log odds of the share = slope × log odds of the raw number + intercept + effect.

    The effect is that of what other machines say (`Beside`), in log odds; where that is unknown there is none.
    """

    slope: float = 1.0
    intercept: float = 0.0
    same: float = 0.0
    otherwise: float = 0.0
    silent: float = 0.0

    @property
    def effects(self) -> dict[Beside, float]:
        return {Beside.SAME: self.same, Beside.OTHERWISE: self.otherwise, Beside.SILENT: self.silent}

    @property
    def weighs(self) -> bool:
        """True if what other machines say makes a difference."""
        return any(self.effects.values())

    def effect(self, beside: str | None) -> float:
        found: float = getattr(self, beside) if beside else 0.0
        return found

    def share(self, raw: float, beside: str | None = None) -> float:
        return sigmoid(self.slope * logit(raw) + self.intercept + self.effect(beside))

    def raw(self, share: float, beside: str | None = None) -> float:
        """Return the raw number that is read as this share."""
        return sigmoid((logit(share) - self.intercept - self.effect(beside)) / self.slope)


@dataclass(frozen=True, slots=True)
class Bin:
    """Decisions with a said share from `low` up to `high`: how many, the mean that was said, the share found right."""

    low: float
    high: float
    n: int
    said: float
    found: float


def logit(share: float) -> float:
    kept = min(1 - _EDGE, max(_EDGE, share))
    return math.log(kept / (1 - kept))


def sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def fitted(judged: Sequence[Judged]) -> Line:
    """Fit the line by Newton's method, with a small penalty for leaving the identity. O(n) a round.

    A step is halved until it lowers the penalised loss: far from the truth whole steps run away. What other machines
    said has an effect only where there are decisions with it.
    """
    points = [(logit(each.said), float(each.right), each.beside) for each in judged]
    line, loss = Line(), _penalised(Line(), points)
    for _ in range(_ROUNDS):
        step = _newton(line, points)
        while (then := _moved(line, step)) != line:
            if (less := _penalised(then, points)) < loss:
                break
            step = {name: part / 2 for name, part in step.items()}
        if then == line or max(map(abs, step.values())) < _SMALL:
            break
        line, loss = then, less
    return line


def _moved(line: Line, step: Mapping[str, float]) -> Line:
    return replace(line, **{name: getattr(line, name) + part for name, part in step.items()})


@dataclass(slots=True)
class _OfEffect:
    """Sums of the decisions with one effect: the gradient, and the row of the Hessian that is its own."""

    up: float
    own: float = _PENALTY
    with_slope: float = 0.0
    with_intercept: float = 0.0


def _newton(line: Line, points: Sequence[_Point]) -> dict[str, float]:
    """Return the whole Newton step, by name of what it moves.

    A decision has one effect at most, so that the effects bend independently of each other: each is eliminated, two
    equations are left.
    """
    down, up = -_PENALTY * (line.slope - 1), -_PENALTY * line.intercept
    aa, ab, bb = _PENALTY, 0.0, _PENALTY
    there = {beside for _, _, beside in points if beside}
    of_effects = {beside: _OfEffect(-_PENALTY * line.effect(beside)) for beside in Beside if beside in there}
    for x, right, beside in points:
        share = sigmoid(line.slope * x + line.intercept + line.effect(beside))
        bend = share * (1 - share)
        down, up = down + (right - share) * x, up + right - share
        aa, ab, bb = aa + bend * x * x, ab + bend * x, bb + bend
        if beside:
            of = of_effects[beside]
            of.up, of.own = of.up + right - share, of.own + bend
            of.with_slope, of.with_intercept = of.with_slope + bend * x, of.with_intercept + bend
    for of in of_effects.values():
        down, up = down - of.with_slope * of.up / of.own, up - of.with_intercept * of.up / of.own
        aa -= of.with_slope * of.with_slope / of.own
        ab -= of.with_slope * of.with_intercept / of.own
        bb -= of.with_intercept * of.with_intercept / of.own
    size = aa * bb - ab * ab
    slope, intercept = (bb * down - ab * up) / size, (aa * up - ab * down) / size
    moved = {"slope": slope, "intercept": intercept}
    for beside, of in of_effects.items():
        moved[beside.value] = (of.up - of.with_slope * slope - of.with_intercept * intercept) / of.own
    return moved


def _penalised(line: Line, points: Sequence[_Point]) -> float:
    """Return the loss that `fitted` makes least: the sum of the log losses, in nats, and the penalty."""
    effects = line.same**2 + line.otherwise**2 + line.silent**2
    loss = _PENALTY * ((line.slope - 1) ** 2 + line.intercept**2 + effects) / 2
    for x, right, beside in points:
        odds = line.slope * x + line.intercept + line.effect(beside)
        loss += max(odds, 0.0) - right * odds + math.log1p(math.exp(-abs(odds)))
    return loss


def log_loss(judged: Sequence[Judged]) -> float:
    """Return the mean log loss of the said shares, in nats."""
    return -sum(map(_log_of_share, judged)) / len(judged)


def _log_of_share(judged: Judged) -> float:
    """Return the logarithm of the share that was said of what was found."""
    share = min(1 - _EDGE, max(_EDGE, judged.said))
    return math.log(share if judged.right else 1 - share)


def is_clearly_better(judged: Sequence[Judged], other: Sequence[Judged]) -> bool:
    """Return whether the log loss is lower than the other's on the same decisions, by more than two standard errors.

    The error is that of the difference, over letters; with one letter nothing is clear.
    """
    gains: dict[int | str, float] = defaultdict(float)
    for one, rival in zip(judged, other, strict=True):
        gains[one.letter] += _log_of_share(one) - _log_of_share(rival)
    n, total = len(gains), sum(gains.values())
    if n < 2:
        return False
    return total > 2 * math.sqrt(n / (n - 1) * sum((gain - total / n) ** 2 for gain in gains.values()))


def on_letters_left_out(judged: Sequence[Judged]) -> list[Judged]:
    """Return the decisions with the share that a line says which was fitted without their letter.

    In ten parts, or one a letter if there are fewer; raises ValueError if all decisions are in one letter.
    """
    parts = split(judged)
    if len(parts) < 2:
        raise ValueError("all decisions are in one letter")
    found: list[Judged] = []
    for place, part in enumerate(parts):
        line = fitted([each for other, rest in enumerate(parts) if other != place for each in rest])
        found += read_by(line, part)
    return found


def read_by(line: Line, judged: Sequence[Judged]) -> list[Judged]:
    """Return the decisions with the share that the line reads from each raw number."""
    return [replace(each, said=line.share(each.said, each.beside)) for each in judged]


def heard_alone(judged: Sequence[Judged]) -> list[Judged]:
    """Return the decisions without what other machines said, so that a line gets no effects from them."""
    return [replace(each, beside=None) for each in judged]


def split(judged: Sequence[Judged], parts: int = PARTS) -> list[list[Judged]]:
    """Split the decisions by letter, each letter whole in one part; the same for the same decisions."""
    letters = sorted({each.letter for each in judged}, key=str)
    part_of = {letter: place % parts for place, letter in enumerate(letters)}
    found: list[list[Judged]] = [[] for _ in range(min(parts, len(letters)))]
    for each in judged:
        found[part_of[each.letter]].append(each)
    return found


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """Return the reliability table; bins without decisions are left out."""
    table = []
    for low, high in itertools.pairwise(EDGES):
        inside = [each for each in judged if low <= each.said < high or each.said == high == EDGES[-1]]
        if inside:
            n = len(inside)
            said, found = sum(each.said for each in inside) / n, sum(each.right for each in inside) / n
            table.append(Bin(low, high, n, said, found))
    return table


def calibration_error(table: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: the mean distance of said and found share, weighed by n; None if empty."""
    total = sum(each.n for each in table)
    return sum(each.n * abs(each.said - each.found) for each in table) / total if total else None
