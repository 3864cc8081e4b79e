"""Fingerprints of letters: equality by the words of the body, independent of letterhead and page furniture."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence

from letters.parser.parsed_letter import ParsedLetter, PassageKind

_COUNTED = {PassageKind.BODY, PassageKind.HEADING, PassageKind.ANNEX}
_TEXT = {PassageKind.BODY, PassageKind.ANNEX}
_NOT_WORD = re.compile(r"[\W_]+")


def body_digest(parsed: ParsedLetter) -> str:
    """Return the sha256 of the letters and digits of headings, body and annexes, then of the footnotes."""
    running = "".join(letters_and_digits(parsed.text[p.start : p.end]) for p in parsed.passages if p.kind in _COUNTED)
    notes = sorted(
        letters_and_digits(parsed.text[p.start : p.end]) for p in parsed.passages if p.kind is PassageKind.FOOTNOTE
    )
    return hashlib.sha256("\n".join([running, *notes]).encode()).hexdigest()


def text_key(parsed: ParsedLetter) -> str:
    """Return the natural key of a letter without an identifier."""
    return f"tekst-{body_digest(parsed)[:16]}"


def sentence_keys(parsed: ParsedLetter) -> tuple[str, ...]:
    """Return a short digest of each sentence of body and annexes, in order."""
    return tuple(
        sentence_key(parsed.text[start:end])
        for passage in parsed.passages
        if passage.kind in _TEXT
        for start, end in passage.sentences
    )


def sentence_key(sentence: str) -> str:
    """Return twelve hexadecimal digits, equal for every copy of the sentence."""
    return hashlib.sha256(letters_and_digits(sentence).encode()).hexdigest()[:12]


def shared_fraction(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Return the number of shared sentences divided by that of the longer letter (0 to 1), by their keys."""
    longest = max(len(first), len(second))
    return sum((Counter(first) & Counter(second)).values()) / longest if longest else 0.0


def letters_and_digits(text: str) -> str:
    """Keep only letters and digits, case-folded and without accents: copies of one letter differ in everything else.

    (NFKD turns accents into separate characters, which are not word characters.)
    """
    folded = text.casefold()
    return _NOT_WORD.sub("", folded if folded.isascii() else unicodedata.normalize("NFKD", folded))
