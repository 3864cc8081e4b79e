"""How near the rules come to letters that were coded by hand, set by set, as `../shared/gold/score.py` measures it.

    python -m bench.by_hand [--wrong] [SET ...]

Sets: `prose` and `developed` (invented; rules and cues were mended with them in sight), `unseen` (invented, coded
before any of version 2 was written; its errors were never looked at), `fresh` (invented, by a writer who had not read
version 2; the errors of three of the six were read for version 3), `official` (invented, in the manner of the real
ones, coded before version 3 was written; its errors were never looked at), `habits` (sentences by which version 3 was
mended), `examples` (the example letters, coded by another author), `gold` (real ones), or a folder of letters in the
form of `tests/positions/prose.py`. `--wrong` lists what differs. Needs `../shared`, whose `score.py` measures.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from letters.domain.letter import parse
from letters.domain.parsed import ParsedLetter
from letters.reading import read
from positions.domain.codebook import version
from positions.domain.proposing import propose
from tests.positions import prose

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "letters" / "examples"
# Beside the project, or one folder further up for a worktree of it.
SHARED = next((p / "shared" for p in ROOT.parents[:2] if (p / "shared").is_dir()), ROOT.parent / "shared")
MEASURES = ("presence", "cabinet", "holder", "score", "letter")


@dataclass(frozen=True)
class Coded:
    """A letter and what a person found in it: sentence by sentence, in order."""

    name: str
    letter: ParsedLetter
    by_hand: list[tuple[str, prose.Coding]]


def of_folder(folder: Path) -> Iterator[Coded]:
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield Coded(path.stem, prose.letter(text), prose.codings(text))


def of_examples() -> Iterator[Coded]:
    for entry in json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["letters"]:
        codings: dict[str, prose.Coding] = {quote: {} for quote in (*entry["sentences"], *entry["annex_sentences"])}
        for stance in entry.get("stances", ()):
            codings.setdefault(stance["quote"], {})[stance["topic"]] = (stance["holder"], stance["score"])
        if any(codings.values()):
            letter = parse(read((EXAMPLES / "files" / entry["file"]).read_bytes()))
            yield Coded(Path(entry["file"]).stem, letter, list(codings.items()))


def of_gold() -> Iterator[Coded]:
    for path in sorted((SHARED / "gold").glob("*.csv")):
        codings: dict[str, tuple[str, prose.Coding]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                _, coding = codings.setdefault(row["sentence"], (row["text"], {}))
                if row["topic"]:
                    coding[row["topic"]] = (row["holder"], int(row["score"]) if row["score"] else None)
        letter = parse(read((SHARED / "letters" / f"{path.stem}.txt").read_bytes()))
        yield Coded(path.stem, letter, list(codings.values()))


SETS: dict[str, Callable[[], Iterator[Coded]]] = {
    "prose": lambda: of_folder(prose.FOLDER),
    "developed": lambda: of_folder(prose.FOLDER.parent / "developed"),
    "unseen": lambda: of_folder(prose.FOLDER.parent / "unseen"),
    "fresh": lambda: of_folder(prose.FOLDER.parent / "fresh"),
    "official": lambda: of_folder(prose.FOLDER.parent / "official"),
    "habits": lambda: of_folder(prose.FOLDER.parent / "habits"),
    "examples": of_examples,
    "gold": of_gold,
}


def score(letters: list[Coded]) -> dict[str, dict[str, float | None]]:
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "rules.jsonl"
        with export.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(stance)}\n" for coded in letters for stance in _stances(coded))
        tables = [_write(Path(folder) / f"{coded.name}.csv", coded) for coded in letters]
        command = [sys.executable, str(SHARED / "gold" / "score.py"), str(export), *map(str, tables), "--json"]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return dict(found)


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
    found: dict[str, prose.Coding] = {}
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
    chosen = parser.parse_args(arguments)
    print(f"{'':28}{'letters':>8}{''.join(f'{m:>10}' for m in MEASURES)}{'gold':>7}{'found':>7}")
    for name in chosen.sets:
        letters = list(SETS[name]() if name in SETS else of_folder(Path(name)))
        table = score(letters)
        for topic in table if chosen.topics else ("all",):
            figures = "".join(f"{v:10.3f}" if (v := table[topic][m]) is not None else f"{'-':>10}" for m in MEASURES)
            label = f"{Path(name).name}{'' if topic == 'all' else ' ' + topic}"
            print(f"{label:28}{len(letters):8}{figures}{table[topic]['gold']:7}{table[topic]['found']:7}")
        if chosen.wrong:
            print(*(f"{coded.name}: {line}" for coded in letters for line in wrong(coded)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
