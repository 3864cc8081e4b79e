"""Calibration of a coder's raw probabilities to shares found right: Platt scaling, log loss, reliability table."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

EDGES = (0.0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.9, 1.0)  # of the bins; the levels begin at 0.55 and 0.80
PARTS = 10
_EDGE = 1e-6  # raw numbers and shares stay this far from 0 and 1
_PENALTY = 1.0  # pulls the slope towards 1 and the intercept towards 0, as one uncertain decision would
_ROUNDS = 50
_SMALL = 1e-9  # a step of this size ends the fit


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision: the raw number or share that was said, whether it was right, and the letter it is in.

    `fresh`: the calibration in force was made without it.
    """

    said: float
    right: bool
    letter: int | str
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Platt scaling: log odds of the share = slope × log odds of the raw number + intercept."""

    slope: float = 1.0
    intercept: float = 0.0

    def share(self, raw: float) -> float:
        return sigmoid(self.slope * logit(raw) + self.intercept)

    def raw(self, share: float) -> float:
        """Return the raw number that is read as this share."""
        return sigmoid((logit(share) - self.intercept) / self.slope)


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

    A step is halved until it lowers the penalised loss: far from the truth whole steps run away.
    """
    points = [(logit(each.said), float(each.right)) for each in judged]
    line, loss = Line(), _penalised(Line(), points)
    for _ in range(_ROUNDS):
        down, up = _newton(line, points)
        while (then := Line(line.slope + down, line.intercept + up)) != line:
            if (less := _penalised(then, points)) < loss:
                break
            down, up = down / 2, up / 2
        if then == line or max(abs(down), abs(up)) < _SMALL:
            break
        line, loss = then, less
    return line


def _newton(line: Line, points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the whole Newton step of slope and intercept."""
    down, up = -_PENALTY * (line.slope - 1), -_PENALTY * line.intercept
    aa, ab, bb = _PENALTY, 0.0, _PENALTY
    for x, right in points:
        share = sigmoid(line.slope * x + line.intercept)
        bend = share * (1 - share)
        down, up = down + (right - share) * x, up + right - share
        aa, ab, bb = aa + bend * x * x, ab + bend * x, bb + bend
    size = aa * bb - ab * ab
    return (bb * down - ab * up) / size, (aa * up - ab * down) / size


def _penalised(line: Line, points: Sequence[tuple[float, float]]) -> float:
    """Return the loss that `fitted` makes least: the sum of the log losses, in nats, and the penalty."""
    loss = _PENALTY * ((line.slope - 1) ** 2 + line.intercept**2) / 2
    for x, right in points:
        odds = line.slope * x + line.intercept
        loss += max(odds, 0.0) - right * odds + math.log1p(math.exp(-abs(odds)))
    return loss


def log_loss(judged: Sequence[Judged]) -> float:
    """Return the mean log loss of the said shares, in nats."""
    kept = ((min(1 - _EDGE, max(_EDGE, each.said)), each.right) for each in judged)
    return -sum(math.log(share if right else 1 - share) for share, right in kept) / len(judged)


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
    return [replace(each, said=line.share(each.said)) for each in judged]


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
