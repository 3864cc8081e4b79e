"""Diff of two texts: by sentence, and by word within a changed sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from letters.rendering.annotate import joined

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.5
Way = tuple[float, list[tuple[str, str]]]
MANY = 400  # pairs; beyond this, sentences are paired in order without comparing them


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A change: `old` and `new` as HTML, "" for none; `same` counts unchanged sentences."""

    old: SafeString | str = ""
    new: SafeString | str = ""
    same: int = 0


def sentence_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[SentenceChange]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SentenceChange(same=b - a)
        else:
            yield from changed(old[a:b], new[c:d])


def changed(old: Sequence[str], new: Sequence[str]) -> Iterator[SentenceChange]:
    for before, after in paired(old, new):
        yield SentenceChange(*by_word(before, after))


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Return old and new sentences aligned in order by maximal similarity; "" for one without a counterpart."""
    if len(old) * len(new) > MANY:
        return list(zip_longest(old, new, fillvalue=""))
    best: dict[tuple[int, int], Way] = {}
    for a in range(len(old), -1, -1):
        for b in range(len(new), -1, -1):
            ways: list[Way] = [(0.0, [])] if (a, b) == (len(old), len(new)) else []
            if a < len(old) and b < len(new) and (score := likeness(old[a], new[b])) >= ALIKE:
                ways.append((best[a + 1, b + 1][0] + score, [(old[a], new[b]), *best[a + 1, b + 1][1]]))
            if a < len(old):
                ways.append((best[a + 1, b][0], [(old[a], ""), *best[a + 1, b][1]]))
            if b < len(new):
                ways.append((best[a, b + 1][0], [("", new[b]), *best[a, b + 1][1]]))
            best[a, b] = max(ways, key=lambda way: way[0])
    return best[0, 0][1]


def likeness(before: str, after: str) -> float:
    return SequenceMatcher(None, WORDS.findall(before), WORDS.findall(after), autojunk=False).ratio()


def by_word(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Return both sentences with deletions and insertions marked; dissimilar ones are marked as a whole."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return tagged("del", before), tagged("ins", after)
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        same = kind == "equal"
        left.append(escape("".join(old[a:b])) if same else tagged("del", "".join(old[a:b])))
        right.append(escape("".join(new[c:d])) if same else tagged("ins", "".join(new[c:d])))
    return joined(left), joined(right)


def removed_words(before: str, after: str) -> list[str]:
    """Return the words of `before` that are missing from `after`, in contiguous runs."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    runs = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = ("".join(old[a:b]).strip() for kind, a, b, _c, _d in runs if kind != "equal")
    return [run for run in left if any(sign.isalnum() for sign in run)]


def tagged(tag: str, text: str) -> SafeString:
    return format_html("<{0}>{1}</{0}>", tag, text) if text else escape("")
