"""Train the confidence of the rules coder: how likely it is that a proposal is exactly right.

    python -m bench.train_confidence [--write] [--closed]

Two logistic regressions with a penalty (`positions.domain.rules_coder.confidence`), which learn from the `training`
parts alone; their sentences are printed nowhere. Prints the shares found
right on letters left out (ten parts, five times), by quarter from the surest on, and by level. `--write` puts the
numbers into `positions/domain/rules_coder/confidence.toml`; `--closed` prints the figures of that file on the closed
parts, which are for telling, not for choosing. Needs numpy and takes half a minute.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.by_hand import SETS, Coded
from bench.weights import with_spy
from positions.domain.confidence_levels import Confidence, level
from positions.domain.reliability import calibration
from positions.domain.reliability.calibration import Judged, bins, calibration_error, fitted, log_loss
from positions.domain.rules_coder import coder, confidence

TRAINING = ("openings/training", "bodies/training")
CLOSED = ("openings/closed", "bodies/closed")
PENALTY = 3.0
SELDOM = 8  # proposals: a feature that fewer have gets no weight
PARTS, TIMES = 10, 5


@dataclass(frozen=True)
class Example:
    """One proposal: its letter, its features, whether the sentence has the topic, and whether all of it is right."""

    letter: str
    features: dict[str, float]
    there: bool
    right: bool


@dataclass(frozen=True)
class Model:
    """The weights of "the sentence has the topic", and of "all is right where it has"."""

    topic: dict[str, float]
    rest: dict[str, float]


def examples(sets: Sequence[str]) -> list[Example]:
    return [each for name in sets for coded in SETS[name]() for each in _of_letter(name, coded)]


def _of_letter(name: str, coded: Coded) -> Iterator[Example]:
    hand, seen = dict(coded.by_hand), []

    def ask(evidence: confidence.Evidence) -> float:
        seen.append(dict(confidence.features(evidence)))
        return 0.5

    proposals = with_spy(coder, "probability", ask, coded)
    for proposal, features in zip(proposals, seen, strict=True):
        coding = hand.get(proposal.quote, {})
        yield Example(f"{name}/{coded.name}", features, proposal.topic in coding, _right(proposal, coding))


def _right(proposal: Any, hand: dict[str, tuple[str, int | None]]) -> bool:
    """Compare as `exact` of `bench.by_hand`: the holder of a mention does not count."""
    there = hand.get(proposal.topic)
    if there is None or there[1] != proposal.score:
        return False
    return proposal.score is None or there[0] == proposal.holder


def trained(found: Sequence[Example]) -> Model:
    there = [each for each in found if each.there]
    return Model(_weights(found, [each.there for each in found]), _weights(there, [each.right for each in there]))


def _weights(found: Sequence[Example], yes: Sequence[bool]) -> dict[str, float]:
    """Return the weight of each feature (Newton's method). The constant has no penalty."""
    often = Counter(name for each in found for name in each.features)
    place = {name: number for number, name in enumerate(sorted(k for k, n in often.items() if n >= SELDOM))}
    table = _table(found, place)
    right = np.array(yes, dtype=float)
    penalty = np.full(len(place), PENALTY)
    penalty[place["any"]] = 1e-6
    weights = np.zeros(len(place))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - penalty * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        weights += np.linalg.solve(bend, slope)
    return dict(zip(place, weights.tolist(), strict=True))


def _table(found: Sequence[Example], place: dict[str, int]) -> Any:
    table = np.zeros((len(found), len(place)))
    for row, each in enumerate(found):
        for name, value in each.features.items():
            if name in place:
                table[row, place[name]] = value
    return table


def said(found: Sequence[Example], model: Model) -> list[Judged]:
    chances = (_chances(found, model.topic) * _chances(found, model.rest)).tolist()
    return [Judged(chance, each.right, each.letter) for each, chance in zip(found, chances, strict=True)]


def _chances(found: Sequence[Example], weights: dict[str, float]) -> Any:
    place = {name: number for number, name in enumerate(weights)}
    return 1 / (1 + np.exp(-_table(found, place) @ np.array(list(weights.values()))))


def on_letters_left_out(found: Sequence[Example]) -> list[list[Judged]]:
    """Return, for each of the five times, what models say of the letters they were not trained on."""
    letters = sorted({each.letter for each in found})
    times = []
    for seed in range(TIMES):
        order = np.random.default_rng(seed).permutation(len(letters)).tolist()
        part = {letters[number]: place % PARTS for place, number in enumerate(order)}
        judged: list[Judged] = []
        for left_out in range(PARTS):
            model = trained([each for each in found if part[each.letter] != left_out])
            judged += said([each for each in found if part[each.letter] == left_out], model)
        times.append(judged)
    return times


def figures(shares: Sequence[Judged]) -> dict[str, float]:
    """Return the figures of calibrated shares: right by quarter, size and right by level, log loss, error."""
    ordered = sorted(shares, key=lambda each: -each.said)
    table = {"n": float(len(ordered)), "right": _right_share(ordered)}
    for number in range(4):
        quarter = ordered[len(ordered) * number // 4 : len(ordered) * (number + 1) // 4]
        table[f"quarter {number + 1}"] = _right_share(quarter)
    for one in reversed(Confidence):
        there = [each for each in ordered if level(each.said) is one]
        table[f"{one} of all"] = len(there) / len(ordered)
        table[f"{one} right"] = _right_share(there)
    table["log loss"] = log_loss(ordered)
    table["calibration error"] = calibration_error(bins(ordered)) or 0.0
    return table


def _right_share(judged: Sequence[Judged]) -> float:
    return sum(each.right for each in judged) / len(judged) if judged else float("nan")


def tell(name: str, tables: Sequence[dict[str, float]]) -> None:
    print(name)
    for figure in tables[0]:
        values = [table[figure] for table in tables if table[figure] == table[figure]]
        print(f"  {figure:20}{sum(values) / len(values) if values else float('nan'):9.3f}")


def write(found: Sequence[Example], times: Sequence[Sequence[Judged]]) -> None:
    line = fitted([each for judged in times for each in judged])
    shares = [figures(calibration.on_letters_left_out(judged)) for judged in times]
    loss = sum(table["log loss"] for table in shares) / TIMES
    model = trained(found)
    confidence.FILE.write_text(
        "# Confidence of the rules coder: weights of two logistic regressions, and the calibration of what they say.\n"
        "# Made by `python -m bench.train_confidence --write`, which tells how; not edited by hand.\n\n"
        "[made]\n"
        f'coder = "{coder.VERSION}"\ndate = {datetime.date.today()}\nsets = {list(TRAINING)}\n'.replace("'", '"')
        + f"proposals = {len(found)}\nletters = {len({each.letter for each in found})}\n"
        f"right = {_right_share(times[0]):.3f}  # share of them\n"
        f"penalty = {PENALTY}\nlog_loss = {loss:.3f}  # on letters left out\n\n"
        "[calibration]  # Platt scaling, fitted on what was said of letters left out\n"
        f"slope = {line.slope:.3f}\nintercept = {line.intercept:.3f}\n\n"
        f"[topic]  # the sentence has the topic\n{_lines(model.topic)}\n"
        f"[rest]  # kind, holder and score are right where it has\n{_lines(model.rest)}",
        encoding="utf-8",
    )
    for known in (confidence.shipped, confidence.shipped_line, confidence._weights, confidence._of_kind):
        known.cache_clear()
    confidence.level_of.cache_clear()


def _lines(weights: dict[str, float]) -> str:
    return "".join(f'"{name}" = {weight:.3f}\n' for name, weight in weights.items() if round(weight, 3))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the numbers into the file")
    parser.add_argument("--closed", action="store_true", help="print the figures of the file on the closed parts")
    chosen = parser.parse_args(arguments)
    found = examples(TRAINING)
    times = on_letters_left_out(found)
    tell("training, letters left out", [figures(calibration.on_letters_left_out(judged)) for judged in times])
    if chosen.write:
        write(found, times)
    for name in (*CLOSED, None) if chosen.closed else ():
        tell(name or "closed, both", [figures(_shipped(examples([name] if name else CLOSED)))])
    return 0


def _shipped(found: Sequence[Example]) -> list[Judged]:
    numbers = confidence.shipped()
    return calibration.read_by(confidence.shipped_line(), said(found, Model(numbers["topic"], numbers["rest"])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
