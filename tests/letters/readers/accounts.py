"""The ledger of a file, character by character: the details behind the numbers in production."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from letters.ledger import Row, counted, differing
from letters.parser.pipeline import kept_of, parse
from letters.readers import read
from letters.readers.blocks import Why

# Equivalent characters, which leave both count and text correct.
_SAME = str.maketrans({"\ufffe": "-", "\x02": "-", "\u2010": "-", "\u00ac": "-", "\u2011": "-", "\uf0b7": "•"})


def rows_of(data: bytes) -> tuple[Row, ...]:
    reading = read(data)
    rows = parse(reading, reading.printed).ledger
    assert rows
    return rows


def unaccounted(data: bytes) -> dict[str, int]:
    """Return the number of each character missing (positive) or surplus (negative); empty if none differ."""
    reading = read(data)
    parsed = parse(reading, reading.printed)
    missing = characters(reading.printed)
    missing.subtract(characters(kept.text for kept in kept_of(parsed)))
    missing.subtract(characters(gone.text for gone in reading.left_out))
    missing.update(characters(reading.added))
    # The parser reports only numbers, of joined hyphens and of brackets around marks.
    missing["-"] -= _by_parser(parsed.ledger or (), reading.left_out, Why.HYPHEN)
    assert not differing(parsed.ledger or ())
    return {sign: times for sign, times in missing.items() if times}


def _by_parser(rows: Iterable[Row], left_out: Iterable[object], why: Why) -> int:
    of_reader = sum(len(counted(gone.text)) for gone in left_out if gone.why is why)  # type: ignore[attr-defined]
    return sum(row.left_out.get(why.value, 0) for row in rows) - of_reader


def characters(texts: Iterable[str]) -> Counter[str]:
    """Count characters with superscript digits as digits and accents removed, so that "ge-" and "ëist" compare."""
    plain = unicodedata.normalize("NFKD", counted("".join(texts)).translate(_SAME))
    return Counter(sign for sign in plain if not unicodedata.combining(sign))
