"""The sentence that is most like one that left the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+|[^\w\s]")
ALIKE = 0.4


def nearest(quote: str, sentences: Sequence[str]) -> int | None:
    """Which of the sentences shares most words with the quote, in the same order; None where none is much like it."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_WORD.findall(quote.lower()))
    best, found = ALIKE, None
    for number, sentence in enumerate(sentences):
        matcher.set_seq1(_WORD.findall(sentence.lower()))
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), number
    return found
