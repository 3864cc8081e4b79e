"""Joining of hard-wrapped lines into running text.

A hyphen at a line end either splits a word (`kabinetsreac-` / `tie`) or belongs to it (`EU-NAVO-` / `samenwerking`).
Other occurrences in the same document decide first; then the rules of Dutch spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

HYPHENS = "-\u2010\u2011\ufffe\x02\u00ac"  # left at a line end by typesetting, PDF libraries and OCR
SOFT_HYPHEN = "\u00ad"

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LEFT = re.compile(r"[\w'’&]+(?:[-\u2010\u2011][\w'’&]+)*$")
_RIGHT = re.compile(r"[\w'’]+(?:[-\u2010\u2011][\w'’]+)*")
_SUSPENDED = re.compile(r"(?:en|of|en/of|noch|dan|als|tot|resp\.|respectievelijk|maar|c\.q\.|and|or)(?=[\s,]|$)")
_STOPPED = re.compile(r"[.?!:;…][»”\"’')\]*]*(?:\d{1,2})?\s*$")
_LABEL = re.compile(r"\((?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})\)")
_WHOLE_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_REACH = 80  # longer than any word; bounds the cost of a hostile line without spaces
_CLASHES = re.compile("a[aeiu]|e[eiu]|i[eij]|o[eiou]|u[iu]")
_ALWAYS_HYPHENATED = re.compile(
    "niet|non|oud|navo|vice|kandidaat|adjunct|aspirant|assistent|collega|interim|bijna|quasi|chef|like|follow|know|high|low"
)
_JOINT_ADJECTIVE = re.compile(
    r"(?:isch|politiek|sociaal|militair|civiel|financieel|cultureel|nationaal|christelijk|publiek)$"
)
_ADJECTIVE = re.compile(
    r"(?:ische?|eel|ele|lijke?|aire?|ief|ieve|aal|ale|gerelateerde?|gerichte?|private|publieke|civiele?|ethische?)$"
)
_OFFICE_TAIL = re.compile(r"generaal|president\b|presidenten\b|adjudant|majoor|commandant\b|kolonel|admiraal|luitenant")
_OFFICE_HEAD = re.compile(
    r"(?:secretaris|secretarissen|directeur|directeuren|luitenant|gouverneur|procureur|inspecteur|advocaat|thesaurier|"
    r"minister|generaal|consul|brigade|kapitein|sergeant)$"
)
_PREFIX_WITH_DIAERESIS = {"ge": {"e": "ë", "i": "ï", "u": "ü"}, "be": {"e": "ë", "i": "ï", "u": "ü"}, "co": {"o": "ö"}}
_SUFFIX_AFTER_I = ("eel", "ele", "ent", "ën", "eus", "euz", "eer", "um", "us", "er")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word frequencies of a document, in lower case, without words split at a line end."""

    words: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str) -> Vocabulary:
        counts: Counter[str] = Counter()
        cut = False
        for line in text.splitlines():
            whole = line.split(None, 1)[1] if cut and len(line.split(None, 1)) > 1 else ("" if cut else line)
            stripped = whole.rstrip()
            cut = _is_cut(line)
            if cut:
                whole = stripped.rsplit(None, 1)[0] if len(stripped.rsplit(None, 1)) > 1 else ""
            counts.update(_WORD.findall(whole.lower().replace("\u2010", "-").replace("\u2011", "-")))
        return cls(counts)

    def __contains__(self, word: str) -> bool:
        return word.lower() in self.words

    def count(self, word: str) -> int:
        return self.words[word.lower()]


def join_lines(lines: Sequence[str], vocabulary: Vocabulary | None = None) -> str:
    """Join lines into one with single spaces. Without a vocabulary, the lines themselves are used as one."""
    kept = [" ".join(line.split()) for line in lines]
    kept = [line for line in kept if line]
    if not kept:
        return ""
    if vocabulary is None:
        vocabulary = Vocabulary.of("\n".join(kept)) if any(_is_cut(line) for line in kept[:-1]) else Vocabulary()
    pieces, last = [], kept[0]
    for line in kept[1:]:
        tail, start = join_two(last[-_REACH:], line, vocabulary)
        pieces.append(last[:-_REACH] + tail)
        last = start
    joined = "".join([*pieces, last])
    # A separate soft hyphen leaves two spaces when removed.
    return " ".join(joined.replace(SOFT_HYPHEN, "").split()) if SOFT_HYPHEN in joined else joined.strip()


def join_two(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return `left` with its ending (a space, a hyphen or nothing added) and `right` with its start."""
    if left.endswith(SOFT_HYPHEN):
        return left.rstrip(SOFT_HYPHEN), right
    if not _is_cut(left):
        return (left, right) if _closed_up(left, right) else (left + " ", right)
    stem = left.rstrip(HYPHENS)
    if _SUSPENDED.match(right):
        return stem + "- ", right
    start, end = _LEFT.search(stem), _RIGHT.match(right)
    if start is None or end is None:
        return stem + "-", right
    word = start.group()
    if keeps_hyphen(word, end.group(), vocabulary):
        return stem + "-", right
    accented = _PREFIX_WITH_DIAERESIS.get(word.lower(), {}).get(right[0])
    return stem, accented + right[1:] if accented else right


def goes_on_in_bracket(left: str, right: str) -> bool:
    """True if a bracket continues the sentence over a line end: `… de steun aan` / `(zie de brief) blijft …`.

    False if the bracket is an item's label or a whole line, or if a sentence ends before it.
    """
    right = right.strip()
    if right[:1] not in {"(", "["} or not left.strip() or _STOPPED.search(left):
        return False
    return _LABEL.match(right) is None and _WHOLE_BRACKET.fullmatch(right) is None


def keeps_hyphen(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """True if the hyphen between `left` at a line end and `right` on the next line belongs to the word."""
    hyphenated, solid = vocabulary.count(f"{left}-{right}"), vocabulary.count(left + right)
    if hyphenated != solid:
        return hyphenated > solid
    tail = re.split(r"[-\u2010\u2011]", left)[-1]
    if left.isupper() and right.isupper() and len(tail) > 3 and len(right) > 1:
        return bool(_OFFICE_HEAD.search(tail.lower()) and _OFFICE_TAIL.match(right.lower()))
    if len(tail) == 1 or tail[-1].isdigit() or not right[0].islower():
        return True
    if (len(tail) > 1 and tail[-2:].isupper()) or re.search(r"[A-Z]{2}['’]?s$", tail):
        return True
    return _spelled_with_hyphen(tail.lower(), right.lower())


def _spelled_with_hyphen(left: str, right: str) -> bool:
    if _ALWAYS_HYPHENATED.fullmatch(left) and len(right) > 3:
        return True
    if _OFFICE_HEAD.search(left) and _OFFICE_TAIL.match(right):
        return True
    if _JOINT_ADJECTIVE.search(left) and len(left) > 4 and len(right) > 4 and _ADJECTIVE.search(right):
        return True
    return _vowels_clash(left, right)


def _vowels_clash(left: str, right: str) -> bool:
    """True if joined words would be misread without a hyphen (`defensie-uitgaven`); not a split word (`muse-um`)."""
    if not _CLASHES.fullmatch(left[-1] + right[0]) or left in _PREFIX_WITH_DIAERESIS or len(right) < 4 or len(left) < 3:
        return False
    return not (left[-1] == "i" and right.startswith(_SUFFIX_AFTER_I))


def hyphens_gone(lines: Sequence[str], joined: str) -> str:
    """Return the line-end hyphens of `lines` that `join_lines` removed."""
    at_ends = sum(len(line) - len(line.rstrip(HYPHENS)) for line in map(str.rstrip, lines[:-1]))
    if not at_ends:
        return ""
    fewer = sum(line.count(sign) for line in lines for sign in HYPHENS) - sum(map(joined.count, HYPHENS))
    return "-" * min(at_ends, max(fewer, 0))


def _is_cut(line: str) -> bool:
    """True if the line ends in a hyphen attached to a word (a dash is preceded by a space)."""
    line = line.rstrip(" \t\r\n\f")
    if not line or line[-1] not in HYPHENS + SOFT_HYPHEN:
        return False
    stem = line.rstrip(HYPHENS + SOFT_HYPHEN)
    return (bool(stem) and stem[-1].isalnum()) or stem.endswith((")", "’", "'", "»"))


def _closed_up(left: str, right: str) -> bool:
    """True if a slash or a number range continues over the line end, without a space."""
    if left.endswith("/") and len(left) > 1 and left[-2].isalnum():
        return right[:1].isalnum()
    return left.endswith("–") and left[-2:-1].isdigit() and right[:1].isdigit()
