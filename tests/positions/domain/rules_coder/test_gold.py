"""Letters coded by hand that are not part of the repository, read from `../shared` if present; the bars of issue 3."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from letters.parser.pipeline import parse
from letters.readers import read
from positions.domain.codebook.loading import version
from positions.domain.rules_coder.coder import propose

SHARED = Path(__file__).resolve().parents[5] / "shared"
SCORER = SHARED / "gold" / "score.py"
AT_LEAST = {"presence": 0.92, "cabinet": 0.82, "holder": 0.93, "score": 0.78}
LETTER_AT_MOST = 0.25

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the coded letters are not on this machine")


def export(path: Path) -> None:
    codebook = version()
    with path.open("w", encoding="utf-8") as lines:
        for coded in sorted((SHARED / "gold").glob("*.csv")):
            letter = parse(read((SHARED / "letters" / f"{coded.stem}.txt").read_bytes()))
            for p in propose(letter, codebook):
                stance = {
                    "letter": coded.stem,
                    "quote": p.quote,
                    "topic": p.topic,
                    "holder": p.holder,
                    "score": p.score,
                }
                lines.write(json.dumps(stance) + "\n")


def test_the_rules_reach_the_bars_on_the_coded_letters(tmp_path: Path) -> None:
    export(tmp_path / "rules.jsonl")
    command = [sys.executable, str(SCORER), str(tmp_path / "rules.jsonl"), *map(str, (SHARED / "gold").glob("*.csv"))]
    table = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout)
    for measure, bar in AT_LEAST.items():
        assert table["all"][measure] >= bar, measure
    assert table["all"]["letter"] <= LETTER_AT_MOST
