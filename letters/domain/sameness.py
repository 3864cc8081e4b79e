"""Whether two letters are the same: by their body words, whatever letterhead or page furniture surrounds them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from letters.domain.parsed import ParsedLetter, PassageKind

_COUNTED = {PassageKind.BODY, PassageKind.HEADING, PassageKind.ANNEX}
_TEXT = {PassageKind.BODY, PassageKind.ANNEX}
_NOT_WORD = re.compile(r"[\W_]+")


def body_digest(parsed: ParsedLetter) -> str:
    """sha256 over the letters and digits of headings, body and annexes, then of the footnotes."""
    running = "".join(_letters(parsed.text[p.start : p.end]) for p in parsed.passages if p.kind in _COUNTED)
    notes = sorted(_letters(parsed.text[p.start : p.end]) for p in parsed.passages if p.kind is PassageKind.FOOTNOTE)
    return hashlib.sha256("\n".join([running, *notes]).encode()).hexdigest()


def text_key(parsed: ParsedLetter) -> str:
    """The natural key of a letter that states no identifier."""
    return f"tekst-{body_digest(parsed)[:16]}"


def sentence_keys(parsed: ParsedLetter) -> tuple[str, ...]:
    """A short digest of each body sentence, in order."""
    return tuple(
        sentence_key(parsed.text[start:end])
        for passage in parsed.passages
        if passage.kind in _TEXT
        for start, end in passage.sentences
    )


def sentence_key(sentence: str) -> str:
    return hashlib.sha256(_letters(sentence).encode()).hexdigest()[:12]


def share_in_common(first: Sequence[str], second: Sequence[str]) -> float:
    """Of the longer letter's sentences, the part that both have (0 to 1), by their keys."""
    longest = max(len(first), len(second))
    return sum((Counter(first) & Counter(second)).values()) / longest if longest else 0.0


def _letters(text: str) -> str:
    """Copies of one letter differ in case, accents, spaces, hyphens and quotation marks; not in letters and digits.

    (The accents that NFKD splits off are no word characters.)
    """
    folded = text.casefold()
    return _NOT_WORD.sub("", folded if folded.isascii() else unicodedata.normalize("NFKD", folded))
