"""Hyphenation: `hyphens.txt` lists the long words of the texts with their division points."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _divisions() -> dict[str, str]:
    lines = (Path(__file__).parent / "hyphens.txt").read_text(encoding="utf-8").split()
    return {line.replace("-", ""): line for line in lines}


def splits(word: str) -> list[tuple[str, str]]:
    """Return all (line end, next line) pairs for `word`, the longest first; the line end includes its hyphen."""
    found = _WORD.search(word)
    if found is None:
        return []
    core = found[0]
    if "-" in core:
        # EU-NAVO-samenwerking: the hyphen belongs to the word and stays when the line is joined again.
        cuts = [(at.end(), "") for at in re.finditer(r"-", core) if at.start() > 2 and len(core) - at.end() > 2]
    else:
        cuts = [(at, "-") for at in _points(core)]
    start = found.start()
    return [(word[: start + at] + mark, word[start + at :]) for at, mark in reversed(cuts)]


def _points(word: str) -> list[int]:
    divided = _divisions().get(word.lower())
    if divided is None:
        return []
    points, at = [], 0
    for part in divided.split("-")[:-1]:
        at += len(part)
        points.append(at)
    return points
