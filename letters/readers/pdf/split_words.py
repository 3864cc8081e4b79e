"""Spaces within words: text layers of scans draw a letter-spaced word in pieces, between which pdfium sees a space."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator
from itertools import pairwise

_SPACES = 0.16  # of a page's characters: in running text fewer are spaces
_LONE = 0.15  # of a page's words: in running text fewer are single letters
_SPACED = 0.05  # of the height: letters this far apart are letter-spaced
_TIGHT = 0.12  # of the height: no space is this narrow
_AS_WIDE = 1.6  # times the distance between the letters of a word: a gap in it is no wider
_WORD = re.compile(r"\S+")


def may_be_split(text: str) -> bool:
    """True if a page has so many spaces and single letters that its words may be split."""
    if text.count(" ") < _SPACES * len(text):
        return False
    words = text.split()
    return sum(len(word) == 1 and word.isalpha() for word in words) >= _LONE * len(words)


def spaces_within_words(
    text: str, measure: Callable[[int], tuple[float, float, float, float]], is_added: Callable[[int], bool]
) -> Iterator[int]:
    """Yield the offsets of the added spaces that are no wider than the gaps between the letters of a word beside them.

    Those narrower than any space count too. Between single letters, the usual gaps of the page decide. `measure` gives
    left, right, bottom and height of a character; `is_added` tells pdfium's own spaces.
    """
    words = [(found, *_spacing(found, measure)) for found in _WORD.finditer(text)]
    known = [spacing / height for _, spacing, height in words if spacing > 0 < height]
    usual = statistics.median(known) if known else 0.0  # between two single letters
    for (before, wide, _), (after, also_wide, height) in pairwise(words):
        at, spacing = before.end(), max(wide, also_wide) or usual * height
        if after.start() != at + 1 or not is_added(at):
            continue
        near = max(_TIGHT * height, _AS_WIDE * spacing if spacing >= _SPACED * height else 0)
        gap = measure(after.start())[0] - measure(at - 1)[1]
        if -height / 2 <= gap <= near:  # less where the next word is on another line
            yield at


def _spacing(word: re.Match[str], measure: Callable[[int], tuple[float, float, float, float]]) -> tuple[float, float]:
    """Return the mean distance between the letters of a word, 0 for a single letter, and its height."""
    letters = [measure(at) for at in range(*word.span())]
    gaps = [after[0] - before[1] for before, after in pairwise(letters)]
    return sum(gaps) / max(len(gaps), 1), letters[0][3]
