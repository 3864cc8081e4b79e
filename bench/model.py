"""How right a language model is and what it costs, for whatever endpoint is set (docs/language-model.md).

    LANGUAGE_MODEL_URL=… LANGUAGE_MODEL_NAME=… python -m bench.model [--letters N] [SET ...]

Sets are those of `bench.by_hand` that stand in tests/data/coded_prose/, or a folder in that form; without one the
closed ones, and the mirror where ../shared has it. Prints the figures of `manage.py evaluate` with their intervals over
letters, beside those of the rules on the same letters; tokens and seconds a letter; and, with prices set, what that
costs. A failed window counts as one in which nothing is said; `evaluate` leaves its sentences out. Errors are not
listed: of closed sets only figures count. Keeps nothing, and needs no database.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.by_hand import FOLDERS, SETS, SHARED, TOPICS, Coded, of_folder
from positions.coders.language_model.coder import LanguageModelCoder, Usage
from positions.coders.language_model.config import ModelConfig, NotConfigured, config
from positions.coders.language_model.faults import EndpointError
from positions.domain.codebook.loading import version
from positions.domain.reliability.evaluation import MEASURES, Estimate, evaluate
from positions.domain.reliability.units import CodedValue, CoderData, Place
from positions.domain.rules_coder import coder as rules
from positions.domain.rules_coder.coder import Proposal

MIRROR = SHARED / "gold" / "mirror"
# What Django's settings ask for; nothing here calls a database or a broker.
NEEDED = {
    "DJANGO_SETTINGS_MODULE": "tracker.settings",
    "DATABASE_URL": "postgres://nobody@127.0.0.1/nothing",
    "CELERY_BROKER_URL": "redis://127.0.0.1/0",
}
CLOSED = ("openings/closed", "bodies/closed")


@dataclass(frozen=True)
class Answered:
    """A letter with what the model proposed on it, and what that took."""

    coded: Coded
    proposals: list[Proposal]
    usage: Usage


def ask(model: ModelConfig, letters: Sequence[Coded]) -> Iterator[Answered]:
    """Code the letters, as many at once as the settings say. Raises EndpointError after those answered before it."""

    def answer(coded: Coded) -> Answered:
        coder = LanguageModelCoder(model, version())
        return Answered(coded, list(coder.propose(coded.letter, version())), coder.usage)

    with ThreadPoolExecutor(model.at_once) as pool:
        yield from pool.map(answer, letters)


def by_hand(letters: Iterable[Coded]) -> CoderData:
    found = CoderData()
    for number, coded in enumerate(letters):
        for place, (_, coding) in zip(places(number, coded), coded.by_hand, strict=True):
            found.sentences.add(place)
            found.said |= {(place, topic): CodedValue(*said) for topic, said in coding.items()}
    return found


def by_machine(letters: Iterable[tuple[Coded, Iterable[Proposal]]]) -> CoderData:
    found = CoderData()
    for number, (coded, proposals) in enumerate(letters):
        found.sentences |= set(places(number, coded))
        found.said |= {((number, p.start), p.topic): CodedValue(p.holder, p.score) for p in proposals}
    return found


def places(number: int, coded: Coded) -> list[Place]:
    return [(number, start) for passage in coded.letter.passages for start, _ in passage.sentences]


def print_figures(name: str, answered: Sequence[Answered]) -> None:
    letters = [each.coded for each in answered]
    hand = by_hand(letters)
    machines = {
        "model": by_machine((each.coded, each.proposals) for each in answered),
        "rules": by_machine((coded, rules.propose(coded.letter, version())) for coded in letters),
    }
    print(f"\n{name}: {len(letters)} letters, {len(hand.sentences)} sentences")
    print(f"{'':8}{''.join(f'{measure:>18}' for measure in MEASURES)}{'gold':>6}{'found':>6}{'codings':>9}")
    for who, said in machines.items():
        found = evaluate(hand, said, TOPICS)
        figures = "".join(f"{words(found.figures[measure]):>18}" for measure in MEASURES)
        print(f"{who:8}{figures}{found.expected:6}{found.found:6}{found.codings:9}")


def words(figure: Estimate) -> str:
    if figure.value is None:
        return "-"
    between = "" if figure.low is None else f" ({figure.low:.2f}-{figure.high:.2f})"
    return f"{figure.value:.2f}{between}"


def print_cost(model: ModelConfig, answered: Sequence[Answered]) -> None:
    each = [letter.usage for letter in answered]
    tokens_in, tokens_out = sum(u.tokens_in for u in each), sum(u.tokens_out for u in each)
    windows, failed, seconds = sum(u.windows for u in each), sum(u.failed for u in each), sum(u.seconds for u in each)
    count = len(answered)
    print(
        f"a letter: {windows / count:.1f} windows ({failed} of {windows} failed), {tokens_in / count:.0f} tokens in, "
        f"{tokens_out / count:.0f} out, {seconds / count:.1f} s"
    )
    if (cost := model.cost(tokens_in, tokens_out)) is not None:
        print(f"100 such letters: € {cost * 100 / count:.2f}")


def letters_of(name: str) -> Iterator[Coded]:
    return SETS[name]() if name in FOLDERS else of_folder(Path(name))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"{', '.join(FOLDERS)}, or a folder")
    parser.add_argument("--letters", type=int, help="only the first so many letters of each set")
    chosen = parser.parse_args(arguments)
    try:
        model = config()
    except NotConfigured as error:
        parser.error(str(error))
    if model is None:
        parser.error("no language model is set: LANGUAGE_MODEL_URL and LANGUAGE_MODEL_NAME (docs/language-model.md)")
    print(f"{LanguageModelCoder(model, version()).version}, codebook {version().version}")
    for name in chosen.sets or [*([str(MIRROR)] if MIRROR.is_dir() else []), *CLOSED]:
        letters = list(islice(letters_of(name), chosen.letters))
        label = name if name in FOLDERS else Path(name).name
        answered: list[Answered] = []
        try:
            for each in ask(model, letters):
                answered.append(each)
        except EndpointError as error:
            print(f"{label}, after {len(answered)} of {len(letters)} letters: {error}", file=sys.stderr)
            return 1
        print_figures(label, answered)
        print_cost(model, answered)
    return 0


if __name__ == "__main__":
    os.environ.update(NEEDED)
    sys.exit(main(sys.argv[1:]))
