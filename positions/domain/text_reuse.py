"""Near-duplicate sentences: candidates (MinHash, LSH), exact comparison, and connected components.

Two steps, as in the literature (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3):
the word pairs of a sentence give a signature whose `BANDS` bands are compared as numbers; two sentences with a band in
common are compared exactly. With bands of 3 rows, 32 of them find 99 in 100 sentences that share half their word pairs,
and 2 in 1,000 of those that share one in twenty-five.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

from rensa import RMinHash

BANDS, ROWS, SEED = 32, 3, 20180401
VERSION = f"1.{RMinHash.ALGORITHM_VERSION}"  # of the whole algorithm; a new version reprocesses every text
MIN_WORDS, MAX_WORDS = 8, 250  # shorter sentences say too little, longer ones are tables or lists
ALIKE = 2 / 3  # share of the words of both that match in the same order

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# Formulaic sentences of letters: enclosures, announcements to the Chamber, meeting dates.
_FORM = re.compile(
    r"^(?:hierbij|hiermee|bijgaand|bijgevoegd|met deze brief|in deze brief|graag (?:bied|stuur|informeer)|geachte"
    r"|hoogachtend|met vriendelijke groet|onder verwijzing|(?:in|ter) (?:antwoord|reactie|beantwoording)"
    r"|naar aanleiding van (?:uw|het verzoek|de vragen)|de (?:vaste )?commissie"
    r"|op \d+ (?:\w+ ){0,5}(?:komen|komt|kwamen|kwam|vindt|vond|vinden|vonden)\b)"
    r"|\b(?:uw|de|beide|eerste|tweede) kamers? (?:\w+ ){0,8}(?:ontvang|ontving|geïnform|informe|toegezonden|bericht)"
    r"|\b(?:ontvangt|ontvangen|ontving|informeert) (?:\w+ ){0,3}(?:uw|de|beide) kamers?\b"
    r"|\b(?:informeer|informeren|bericht|zend|zenden|stuur|sturen|bied|bieden) (?:\w+ ){0,3}(?:u|uw kamer|de kamer)\b"
)
Node = TypeVar("Node", bound=Hashable)


def words(sentence: str) -> list[str]:
    return _WORD.findall(sentence.casefold())


def counts(sentence: Sequence[str]) -> bool:
    """Return whether a sentence of these words is considered at all."""
    return MIN_WORDS <= len(sentence) <= MAX_WORDS


def digest(sentence: Sequence[str]) -> int:
    """Return a signed 64-bit digest: equal for the same words."""
    return int.from_bytes(hashlib.blake2b(" ".join(sentence).encode(), digest_size=8).digest(), "big", signed=True)


def is_formulaic(sentence: Sequence[str]) -> bool:
    """Return whether the sentence is formulaic, whatever the letter is about."""
    return bool(_FORM.search(" ".join(sentence)))


def bands(sentences: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return the bands of each sentence (two words or more) as signed 32-bit numbers that include their index."""
    if not sentences:
        return []
    pairs = [{f"{one} {two}" for one, two in pairwise(s)} for s in sentences]
    signatures = RMinHash.digest_matrix_from_token_sets(pairs, BANDS * ROWS, SEED).to_rows()
    return [[_band(n, row[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS)] for row in signatures]


def _band(number: int, rows: Sequence[int]) -> int:
    return zlib.crc32(struct.pack(f">{ROWS + 1}I", number, *rows)) - 2**31


def is_near_duplicate(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether the difflib ratio of the words is at least `ALIKE`; symmetric."""
    if first == second:
        return True
    enough = ALIKE * (len(first) + len(second)) / 2
    if sum((Counter(first) & Counter(second)).values()) < enough:
        return False
    before, after = sorted((list(first), list(second)))  # difflib is not symmetric, so compare in a fixed order
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def components(pairs: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """Return the connected components of the graph with these edges."""
    above: dict[Node, Node] = {}

    def top(node: Node) -> Node:
        while (higher := above.setdefault(node, node)) != node:
            above[node] = node = above[higher]
        return node

    for one, two in pairs:
        above[top(one)] = top(two)
    found = defaultdict[Node, set[Node]](set)
    for node in above:
        found[top(node)].add(node)
    return list(found.values())
