"""Fit the weights of words anew (`positions/domain/rules_coder/word_weights.json`).

    python -m bench.fit_word_weights [--write] [FOLDER ...]

Ridge regression of what the hand says on the stems of the words and, but for the last question, on pairs of words that
follow each other; once for all topics together and once more for each topic: the direction of a position (−1, 0, 1),
its score (−2 to 2), position or mention, and whether an unnamed topic goes on. On letters whose errors may be read, and
the folders of the command line (the mirror); never on `training`, `closed` and `official`. A stem or pair needs two
sentences of the sets in this repository. Prints how often the words alone are right on letters left out (five parts);
`--write` writes the file. Needs numpy and takes about two minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.by_hand import SETS, Coded, of_folder
from bench.weights import with_spy
from positions.domain.codebook.matcher import parts_of
from positions.domain.rules_coder import sentence_topics
from positions.domain.rules_coder.sentences import words_of
from positions.domain.rules_coder.word_weights import (
    DIRECTION,
    EVERYWHERE,
    IN_PAIRS,
    JUDGEMENT,
    PATH,
    STRENGTH,
    SUBJECT,
    UNIT,
    pairs_of,
    stems_of,
)

USED = {
    **{"openings/open": 1.0, "bodies/open": 1.0, "fresh": 1.0, "unseen": 1.0, "gold": 3.0},
    **{"wordings": 1.0, "varied": 1.0, "contrasts": 1.0},
    **{"developed": 1.0, "habits": 1.0, "prose": 0.7, "examples": 0.5},
}
ELSEWHERE = ("gold",)  # not in this repository: its words get a weight only where they are used here too
PENALTY = {DIRECTION: 0.8, STRENGTH: 0.6, JUDGEMENT: 0.5, SUBJECT: 0.25}
SELDOM, PARTS = 2, 5
LEAST, LEAST_OF_PAIR = 20, 30  # thousandths: smaller weights are left out


@dataclass(frozen=True)
class Answer:
    """Coding by hand of a sentence and topic: `value` is what the words should add up to."""

    letter: int
    weight: float
    here: bool
    topic: str
    stems: frozenset[str]
    value: float


def letters(folders: list[str]) -> Iterator[tuple[float, bool, Coded]]:
    for name, weight in USED.items():
        yield from ((weight, name not in ELSEWHERE, coded) for coded in SETS[name]())
    for folder in folders:
        yield from ((1.0, False, coded) for coded in of_folder(Path(folder)))


def scores(coded: Coded) -> Iterator[tuple[str, str, int]]:
    for text, coding in coded.by_hand:
        yield from ((text, topic, score) for topic, (_, score) in coding.items() if score is not None)


def judged(coded: Coded) -> Iterator[tuple[str, str, float]]:
    """Each sentence and topic of the hand: 1 for a position, −1 for a mention."""
    for text, coding in coded.by_hand:
        yield from ((text, topic, -1.0 if score is None else 1.0) for topic, (_, score) in coding.items())


def carried(coded: Coded) -> Iterator[tuple[str, str, float]]:
    """Each time that the rules ask whether an unnamed topic goes on: 1 where the hand says that it does, else −1."""
    hand, asked = dict(coded.by_hand), set()
    margin = sentence_topics.carry_margin

    def ask(sentence: Any, topic: Any, place: Any, floor: Any) -> int:
        asked.add((sentence.text, topic.slug))
        return margin(sentence, topic, place, floor)

    with_spy(sentence_topics, "carry_margin", ask, coded)
    return ((text, slug, 1.0 if slug in hand[text] else -1.0) for text, slug in sorted(asked) if text in hand)


def answers(question: str, folders: list[str]) -> list[Answer]:
    found = []
    for number, (weight, here, coded) in enumerate(letters(folders)):
        for text, topic, value in {JUDGEMENT: judged, SUBJECT: carried}.get(question, scores)(coded):
            told = float(np.sign(value)) if question == DIRECTION else float(value)
            signs = stems_of(words_of(text)) | (pairs_of(parts_of(text)[1::2]) if question in IN_PAIRS else frozenset())
            found.append(Answer(number, weight, here, topic, signs, told))
    return found


def fitted(found: list[Answer], penalty: float) -> dict[str, dict[str, float]]:
    """The weights by topic, and for all topics together (ridge regression, solved in the space of the sentences)."""
    often = Counter(pair for a in found if a.here for stem in a.stems for pair in ((EVERYWHERE, stem), (a.topic, stem)))
    place = {pair: number for number, pair in enumerate(sorted(p for p, n in often.items() if n >= SELDOM))}
    table = np.zeros((len(found), len(place)), dtype=np.float32)
    for row, a in enumerate(found):
        columns = [place[p] for stem in a.stems for p in ((EVERYWHERE, stem), (a.topic, stem)) if p in place]
        table[row, columns] = 1 / max(1, len(a.stems)) ** 0.5
    root = np.sqrt(np.array([a.weight for a in found], dtype=np.float32))
    table *= root[:, None]
    likeness = table @ table.T + penalty * np.eye(len(found), dtype=np.float32)
    weights = table.T @ np.linalg.solve(likeness, root * np.array([a.value for a in found], dtype=np.float32))
    by_topic: dict[str, dict[str, float]] = {topic: {} for topic in (EVERYWHERE, *(a.topic for a in found))}
    for (topic, stem), number in place.items():
        by_topic[topic][stem] = float(weights[number])
    return by_topic


def sum_of(weights: dict[str, dict[str, float]], a: Answer) -> float:
    tables = (weights[EVERYWHERE], weights.get(a.topic, {}))
    return float(sum(table.get(stem, 0.0) for stem in a.stems for table in tables) / max(1, len(a.stems)) ** 0.5)


def right_on_others(found: list[Answer], penalty: float) -> float:
    right = 0
    for part in range(PARTS):
        weights = fitted([a for a in found if a.letter % PARTS != part], penalty)
        right += sum((sum_of(weights, a) >= 0) == (a.value >= 0) for a in found if a.letter % PARTS == part)
    return right / len(found)


def whole(weights: dict[str, dict[str, float]]) -> dict[str, dict[str, int]]:
    """In whole thousandths, without those that hardly count."""
    return {
        topic: {
            sign: round(UNIT * w)
            for sign, w in sorted(table.items())
            if abs(round(UNIT * w)) >= (LEAST_OF_PAIR if "_" in sign else LEAST)
        }
        for topic, table in sorted(weights.items())
    }


def on_lines(written: dict[str, dict[str, dict[str, int]]]) -> str:
    """JSON with a line for each question and topic."""
    of_question = (
        f'"{question}": {{\n'
        + ",\n".join(
            f'"{topic}": {json.dumps(table, ensure_ascii=False, separators=(",", ":"))}'
            for topic, table in tables.items()
        )
        + "\n}"
        for question, tables in written.items()
    )
    return "{\n" + ",\n".join(of_question) + "\n}\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    written = {}
    for question, penalty in PENALTY.items():
        found = answers(question, chosen.folders)
        if not chosen.write:
            print(f"{question}: {len(found)} answers, right on letters left out {right_on_others(found, penalty):.3f}")
        written[question] = whole(fitted(found, penalty))
    if chosen.write:
        PATH.write_text(on_lines(written), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
