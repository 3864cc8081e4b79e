"""Sentences that come back nearly word for word: which may be alike (MinHash, LSH), which are, and which hang together.

Two steps, as in the literature (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3):
the pairs of words of a sentence give a signature whose `BANDS` bands are compared as numbers; two sentences with a
band in common are compared exactly. With bands of 3 rows, 32 of them find 99 in 100 sentences that share half
their pairs of words, and 2 in 1,000 of those that share one in twenty-five.
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
VERSION = f"1.{RMinHash.ALGORITHM_VERSION}"  # of all that decides here; another one has every text gone through again
MIN_WORDS, MAX_WORDS = 8, 250  # shorter says too little, longer is a table or a list
ALIKE = 2 / 3  # of the words of both, those that both have in the same order

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# What a letter has to say for form: what is sent, when the Chamber hears more, who meets when.
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
    """Whether a sentence of these words can come back at all."""
    return MIN_WORDS <= len(sentence) <= MAX_WORDS


def digest(sentence: Sequence[str]) -> int:
    """Signed, of 64 bits: sentences with the same words have the same."""
    return int.from_bytes(hashlib.blake2b(" ".join(sentence).encode(), digest_size=8).digest(), "big", signed=True)


def for_form(sentence: Sequence[str]) -> bool:
    """Whether it is said in every letter for form, whatever the letter is about."""
    return bool(_FORM.search(" ".join(sentence)))


def bands(sentences: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each sentence (two words or more) its bands, as signed numbers of 32 bits that say which band they are."""
    if not sentences:
        return []
    pairs = [{f"{one} {two}" for one, two in pairwise(s)} for s in sentences]
    signatures = RMinHash.digest_matrix_from_token_sets(pairs, BANDS * ROWS, SEED).to_rows()
    return [[_band(n, row[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS)] for row in signatures]


def _band(number: int, rows: Sequence[int]) -> int:
    return zlib.crc32(struct.pack(f">{ROWS + 1}I", number, *rows)) - 2**31


def alike(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether `ALIKE` of their words are the same in the same order (difflib's ratio); the same both ways round."""
    if first == second:
        return True
    enough = ALIKE * (len(first) + len(second)) / 2
    if sum((Counter(first) & Counter(second)).values()) < enough:
        return False
    before, after = sorted((list(first), list(second)))  # difflib may find a little more one way round than the other
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def components(pairs: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """What hangs together through these pairs, directly or by way of others."""
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
