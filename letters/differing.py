"""What changed between two texts: sentence by sentence, and inside a changed sentence word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from letters.marking import joined

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Change:
    """`old` and `new` as HTML, "" where there is none; `same` counts sentences that did not change."""

    old: SafeString | str = ""
    new: SafeString | str = ""
    same: int = 0


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Change(same=b - a)
        else:
            yield from changed(old[a:b], new[c:d])


def changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for before, after in zip_longest(old, new, fillvalue=""):
        yield Change(*by_word(before, after))


def by_word(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both sentences with what went and what came marked; two that have little in common are marked whole."""
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


def tagged(tag: str, text: str) -> SafeString:
    return format_html("<{0}>{1}</{0}>", tag, text) if text else escape("")
