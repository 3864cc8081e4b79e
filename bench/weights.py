"""Fit the weights of the two steps that add up evidence anew: carrying a topic, and fact or judgement.

    python -m bench.weights [--write]

Logistic regression with a penalty, on letters whose errors may be read: the open sets, gold, examples, developed,
prose, habits, varied and half of fresh (those whose errors were read), each with a weight of its own, and the folders
of the command line (the mirror). Never on `training` and `closed`. Prints the share of right decisions on letters left
out (five parts); `--write` puts the weights, in tenths, into the modules. Needs numpy and takes about a minute.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from bench.by_hand import SETS, Coded, of_folder
from positions.domain.codebook.loading import version
from positions.domain.rules_coder import carrying, coder, sentence_topics, stance_or_mention

USED = {
    **{"openings/open": 1.0, "bodies/open": 1.0, "gold": 3.0},
    **{"examples": 0.4, "developed": 0.5, "prose": 0.5, "habits": 0.3, "varied": 0.5, "assorted": 0.4},
}
FRESH = ("uitgaven-2022", "beantwoording-2021", "verslag-eu-2025")
PENALTY = {carrying: 5.0, stance_or_mention: 3.0}
SELDOM = 6  # decisions: what comes up less often has no weight
PARTS, ROUNDS = 5, 3


@dataclass(frozen=True)
class Decision:
    """One decision of the rules: the evidence they had, and whether the hand says yes."""

    letter: int
    weight: float
    evidence: tuple[str, ...]
    yes: bool


def letters(folders: list[str]) -> Iterator[tuple[float, Coded]]:
    for name, weight in USED.items():
        yield from ((weight, coded) for coded in SETS[name]())
    yield from ((0.5, coded) for coded in SETS["fresh"]() if coded.name in FRESH)
    for folder in folders:
        yield from ((1.0, coded) for coded in of_folder(Path(folder)))


def carried(coded: Coded) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each time that the rules ask whether an unnamed topic goes on."""
    hand, seen = dict(coded.by_hand), []
    margin = sentence_topics.carry_margin

    def ask(sentence: Any, topic: Any, place: Any, floor: Any) -> int:
        seen.append((sentence.text, topic.slug, tuple(carrying.signs(sentence, topic, place, floor))))
        return margin(sentence, topic, place, floor)

    with_spy(sentence_topics, "carry_margin", ask, coded)
    return ((signs, slug in hand[text]) for text, slug, signs in seen if text in hand)


def taken(coded: Coded) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each sentence and topic of the hand that the rules see too: is it a position?"""
    hand, seen = dict(coded.by_hand), []
    stand = coder.stance_or_mention

    def ask(sentence: Any, voice: Any, verdict: Any, topic: Any, around: Any) -> Any:
        evidence = stance_or_mention.evidence(sentence, voice, verdict, topic, around)
        seen.append((sentence.text, topic.slug, tuple(evidence)))
        return stand(sentence, voice, verdict, topic, around)

    with_spy(coder, "stance_or_mention", ask, coded)
    return ((kinds, hand[text][slug][1] is not None) for text, slug, kinds in seen if slug in hand.get(text, {}))


def with_spy(module: ModuleType, name: str, spy: Callable[..., Any], coded: Coded) -> tuple[coder.Proposal, ...]:
    """Return what the rules propose with another function in the place of this one."""
    real = getattr(module, name)
    setattr(module, name, spy)
    try:
        return coder.propose(coded.letter, version())
    finally:
        setattr(module, name, real)


def decisions(asked: Callable[[Coded], Iterator[tuple[tuple[str, ...], bool]]], folders: list[str]) -> list[Decision]:
    return [
        Decision(number, weight, evidence, yes)
        for number, (weight, coded) in enumerate(letters(folders))
        for evidence, yes in asked(coded)
    ]


def fitted(found: list[Decision], penalty: float) -> dict[str, float]:
    """The weight of each kind of evidence (Newton's method)."""
    often = Counter(kind for decision in found for kind in decision.evidence)
    place = {kind: number for number, kind in enumerate(sorted(k for k, n in often.items() if n >= SELDOM))}
    table = np.zeros((len(found), len(place)))
    for row, decision in enumerate(found):
        table[row, [place[kind] for kind in decision.evidence if kind in place]] = 1
    yes = np.array([float(decision.yes) for decision in found])
    share = np.array([decision.weight for decision in found])
    weights = np.zeros(len(place))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (share * (yes - chance)) - penalty * weights
        bend = (table * (share * chance * (1 - chance))[:, None]).T @ table + penalty * np.eye(len(place))
        weights += np.linalg.solve(bend, slope)
    return dict(zip(place, weights.tolist(), strict=True))


def right_on_others(found: list[Decision], penalty: float) -> float:
    right = 0
    for part in range(PARTS):
        weights = fitted([d for d in found if d.letter % PARTS != part], penalty)
        kept = [d for d in found if d.letter % PARTS == part]
        right += sum((sum(weights.get(kind, 0) for kind in d.evidence) >= 0) == d.yes for d in kept)
    return right / len(found)


def write(module: ModuleType) -> None:
    path = Path(str(module.__file__))
    lines = "".join(f'    "{kind}": {weight},\n' for kind, weight in module.WEIGHTS.items())
    text = re.sub(r"(?s)\nWEIGHTS: .*", f"\nWEIGHTS: dict[str, int] = {{\n{lines}}}\n", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    # Carrying goes first: what is carried next depends on it, so that its decisions are asked again with each fit.
    for module, asked, rounds in ((carrying, carried, ROUNDS), (stance_or_mention, taken, 1)):
        found: list[Decision] = []
        for _ in range(rounds):
            found += decisions(asked, chosen.folders)
            weights = {kind: round(10 * weight) for kind, weight in fitted(found, PENALTY[module]).items()}
            module.WEIGHTS.clear()
            module.WEIGHTS.update({kind: weight for kind, weight in weights.items() if weight})
        others = right_on_others(found, PENALTY[module])
        print(f"{module.__name__}: {len(found)} decisions, right on letters left out {others:.3f}")
        if chosen.write:
            write(module)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
