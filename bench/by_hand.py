"""Accuracy of the rules coder on hand-coded letters, set by set, as `../shared/gold/score.py` measures it.

    python -m bench.by_hand [--topics] [--intervals] [--wrong] [SET ...]

Sets: `prose` and `developed` (invented; used to develop rules and cues), `unseen` (invented, coded before any of
version 2 was written; used for the words of version 4), `fresh` (invented, by a writer who had not read version 2; the
errors of three of the six were used for version 3, all for version 4), `official` (invented, in the style of real ones,
coded before version 3 was written; its errors were not inspected, but three were seen by version 6), `habits`
(sentences used to develop version 3), `whole` (invented; coded before the cues of version 4 and any output were seen;
its errors were used for version 5), `varied` and `assorted` (letters) and `wordings` and `contrasts` (sentences) to
fit weights on, `examples` (the example letters, coded by another author), `gold` (real ones), or a folder of letters in
the form of `tests/coded_prose.py`. `openings/…` and `bodies/…` were written and coded by authors who had seen no rule:
`open` (errors may be inspected), `training` (no rule is written from it, but numbers were chosen by its figures) and
`closed` (its figures are the ones reported).
`--wrong` lists the differences, but refuses `training` and `closed`. Needs `../shared`, for `score.py`.

`exact` and `phantom` are those of `positions.domain.reliability.evaluation`.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import parse
from letters.readers import read
from positions.domain.codebook.loading import version
from positions.domain.reliability.evaluation import MEASURES, Estimate, evaluate
from positions.domain.reliability.units import CodedValue, CoderData
from positions.domain.rules_coder.coder import propose
from tests import coded_prose

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "letters" / "examples"
# Beside the project, or one folder further up for a git worktree of it.
SHARED = next((p / "shared" for p in ROOT.parents[:2] if (p / "shared").is_dir()), ROOT.parent / "shared")
Stances = dict[tuple[str, str], tuple[str, int | None]]  # by sentence and topic: holder and score
Golds = dict[str, tuple[dict[str, list[str]], Stances]]  # by letter: words by sentence, and the coding
TOPICS = ("russia", "china", "defence-spending", "eu-cooperation")
HIDDEN = ("training", "closed")


@dataclass(frozen=True)
class Coded:
    """A letter with its hand coding, sentence by sentence, in order."""

    name: str
    letter: ParsedLetter
    by_hand: list[tuple[str, coded_prose.Coding]]


def of_folder(folder: Path) -> Iterator[Coded]:
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield Coded(path.stem, coded_prose.letter(text), coded_prose.codings(text))


def of_examples() -> Iterator[Coded]:
    for entry in json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["letters"]:
        codings: dict[str, coded_prose.Coding] = {
            quote: {} for quote in (*entry["sentences"], *entry["annex_sentences"])
        }
        for stance in entry.get("stances", ()):
            codings.setdefault(stance["quote"], {})[stance["topic"]] = (stance["holder"], stance["score"])
        if any(codings.values()):
            letter = parse(read((EXAMPLES / "files" / entry["file"]).read_bytes()))
            yield Coded(Path(entry["file"]).stem, letter, list(codings.items()))


def of_gold() -> Iterator[Coded]:
    for path in sorted((SHARED / "gold").glob("*.csv")):
        codings: dict[str, tuple[str, coded_prose.Coding]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                _, coding = codings.setdefault(row["sentence"], (row["text"], {}))
                if row["topic"]:
                    coding[row["topic"]] = (row["holder"], int(row["score"]) if row["score"] else None)
        letter = parse(read((SHARED / "letters" / f"{path.stem}.txt").read_bytes()))
        yield Coded(path.stem, letter, list(codings.values()))


PROSE = coded_prose.FOLDER.parent
FOLDERS = (
    *("prose", "developed", "unseen", "fresh", "official", "habits", "wordings", "whole", "varied", "contrasts"),
    "assorted",
    *(f"{place}/{part}" for place in ("openings", "bodies") for part in ("open", "training", "closed")),
)
SETS: dict[str, Callable[[], Iterator[Coded]]] = {
    **{name: partial(of_folder, PROSE / name) for name in FOLDERS},
    "examples": of_examples,
    "gold": of_gold,
}


def score(letters: list[Coded]) -> dict[str, dict[str, float | None]]:
    """By topic and for "all": the figures of score.py, `exact` and `phantom`."""
    golds, found = _aligned(letters)
    hand, rules = (_coder(said, golds) for said in (_by_hand(golds), found))
    table: dict[str, dict[str, float | None]] = _score_py().report(golds, found)
    for topic, figures in table.items():
        ours = evaluate(hand, rules, TOPICS if topic == "all" else (topic,)).figures
        figures.update({name: ours[name].value for name in ("exact", "phantom")})
    return table


def intervals(letters: list[Coded]) -> dict[str, Estimate]:
    """By measure, on all topics together: the figure with its 95% interval over letters."""
    golds, found = _aligned(letters)
    return evaluate(_coder(_by_hand(golds), golds), _coder(found, golds), TOPICS).figures


def _aligned(letters: list[Coded]) -> tuple[Golds, dict[str, Stances]]:
    """Return sentences and coding of each letter, and what the rules say in them, as score.py has both."""
    measuring = _score_py()
    with tempfile.TemporaryDirectory() as folder:
        tables = [_write(Path(folder) / f"{coded.name}.csv", coded) for coded in letters]
        golds = {path.stem: measuring.read_gold(path) for path in tables}
    return golds, measuring.align([stance for coded in letters for stance in _stances(coded)], golds)


def _by_hand(golds: Golds) -> dict[str, Stances]:
    return {name: said for name, (_, said) in golds.items()}


def _score_py() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _coder(said: dict[str, Stances], golds: Golds) -> CoderData:
    numbers = {name: number for number, name in enumerate(golds)}
    return CoderData(
        {(numbers[name], int(sentence[1:])) for name, (sentences, _) in golds.items() for sentence in sentences},
        {
            ((numbers[name], int(sentence[1:])), topic): CodedValue(holder, points)
            for name, stances in said.items()
            for (sentence, topic), (holder, points) in stances.items()
        },
    )


def _bounds(found: Estimate) -> str:
    return "-" if found.low is None or found.high is None else f"{found.low:.2f}-{found.high:.2f}"


def _stances(coded: Coded) -> Iterator[dict[str, object]]:
    for p in propose(coded.letter, version()):
        yield {"letter": coded.name, "quote": p.quote, "topic": p.topic, "holder": p.holder, "score": p.score}


def _write(path: Path, coded: Coded) -> Path:
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(("sentence", "text", "topic", "holder", "kind", "score"))
        for number, (sentence, coding) in enumerate(coded.by_hand):
            for topic, (holder, points) in coding.items() or (("", ("", None)),):
                kind = "" if not topic else "mention" if points is None else "position"
                rows.writerow((f"s{number:03d}", sentence, topic, holder, kind, "" if points is None else points))
    return path


def wrong(coded: Coded) -> Iterator[str]:
    found: dict[str, coded_prose.Coding] = {}
    for p in propose(coded.letter, version()):
        found.setdefault(p.quote, {})[p.topic] = (p.holder, p.score)
    for sentence, coding in coded.by_hand:
        machine = found.get(sentence, {})
        for topic in sorted(coding.keys() | machine.keys()):
            if coding.get(topic, ("", 9)) != machine.get(topic, ("", 9)):
                yield f"{topic:16} hand {_short(coding.get(topic)):12} rules {_short(machine.get(topic)):12} {sentence}"


def _short(stance: tuple[str, int | None] | None) -> str:
    return f"{stance[0]} {'.' if stance[1] is None else stance[1]}" if stance else "-"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--wrong", action="store_true", help="list the sentences that differ")
    parser.add_argument("--topics", action="store_true", help="a line for each topic")
    parser.add_argument("--intervals", action="store_true", help="a line with 95%% intervals over letters")
    chosen = parser.parse_args(arguments)
    if chosen.wrong and (hidden := [name for name in chosen.sets if set(Path(name).parts) & set(HIDDEN)]):
        parser.error(f"nobody reads the errors of {', '.join(hidden)}: only the figures count")
    print(f"{'':28}{'letters':>8}{''.join(f'{m:>10}' for m in MEASURES)}{'gold':>7}{'found':>7}")
    for name in chosen.sets:
        letters = list(SETS[name]() if name in SETS else of_folder(Path(name)))
        table = score(letters)
        for topic in table if chosen.topics else ("all",):
            figures = "".join(f"{v:10.3f}" if (v := table[topic][m]) is not None else f"{'-':>10}" for m in MEASURES)
            label = f"{name if name in SETS else Path(name).name}{'' if topic == 'all' else ' ' + topic}"
            print(f"{label:28}{len(letters):8}{figures}{table[topic]['gold']:7}{table[topic]['found']:7}")
        if chosen.intervals:
            print(
                f"{'  95% over letters':36}{''.join(f'{_bounds(found):>10}' for found in intervals(letters).values())}"
            )
        if chosen.wrong:
            print(*(f"{coded.name}: {line}" for coded in letters for line in wrong(coded)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
