"""Fuzzy match of a quote that is no longer in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+|[^\w\s]")
ALIKE = 0.4


def nearest(quote: str, sentences: Sequence[str]) -> int | None:
    """Return the index of the sentence most similar to the quote (difflib ratio over words); None below `ALIKE`."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_WORD.findall(quote.lower()))
    best, found = ALIKE, None
    for number, sentence in enumerate(sentences):
        matcher.set_seq1(_WORD.findall(sentence.lower()))
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), number
    return found
