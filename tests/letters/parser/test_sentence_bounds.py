"""Sentence bounds of the five letters, against manual annotations (stored as digests: the texts are not ours)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from letters.parser.pipeline import parse
from letters.readers.text.text_reader import read_text

SHARED = Path(__file__).resolve().parents[4] / "shared" / "letters"
BOUNDS: dict[str, list[str]] = json.loads(
    (Path(__file__).resolve().parents[2] / "data" / "sentence_bounds.json").read_text()
)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/letters is not here")
def test_at_most_one_sentence_in_a_hundred_is_cut_wrongly() -> None:
    wrong = sum((Counter(truth) - Counter(digests(name))).total() for name, truth in BOUNDS.items())
    assert wrong <= sum(len(truth) for truth in BOUNDS.values()) / 100


def digests(name: str) -> list[str]:
    letter = parse(read_text((SHARED / name).read_text()))
    sentences = [letter.text[start:end] for passage in letter.passages for start, end in passage.sentences]
    return [hashlib.sha256(sentence.encode()).hexdigest()[:12] for sentence in sentences]
