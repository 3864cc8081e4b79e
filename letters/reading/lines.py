"""Hard-wrapped lines become running text again.

A hyphen at a line end either cuts a word (`kabinetsreac-` / `tie`) or belongs to it (`EU-NAVO-` / `samenwerking`).
What the same document writes elsewhere decides first; then the rules of Dutch spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

HYPHENS = "-\u2010\u2011\ufffe\x02\u00ac"  # what printers, PDF libraries and OCR leave at a line end
SOFT_HYPHEN = "\u00ad"

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LEFT = re.compile(r"[\w'’&]+(?:[-\u2010\u2011][\w'’&]+)*$")
_RIGHT = re.compile(r"[\w'’]+(?:[-\u2010\u2011][\w'’]+)*")
_SUSPENDED = re.compile(r"(?:en|of|en/of|noch|dan|als|tot|resp\.|respectievelijk|maar|c\.q\.|and|or)(?=[\s,]|$)")
_REACH = 80  # no word is longer; keeps a hostile line without spaces cheap
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
    """The words of a document that no line end cuts, lower-cased, with how often each occurs."""

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
    """The lines as one line with single spaces. Without a vocabulary, the lines themselves serve as one."""
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
    return "".join([*pieces, last]).replace(SOFT_HYPHEN, "").strip()


def join_two(left: str, right: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """`left` as it should end (a space, a hyphen or nothing added), and `right` as it should begin."""
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


def keeps_hyphen(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen between `left` at a line end and `right` at the start of the next belongs to the word."""
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
    """Two words whose vowels would be read as one (`defensie-uitgaven`), not a word cut between vowels (`muse-um`)."""
    if not _CLASHES.fullmatch(left[-1] + right[0]) or left in _PREFIX_WITH_DIAERESIS or len(right) < 4 or len(left) < 3:
        return False
    return not (left[-1] == "i" and right.startswith(_SUFFIX_AFTER_I))


def _is_cut(line: str) -> bool:
    """The line ends in a hyphen that is glued to a word (a dash stands free)."""
    line = line.rstrip(" \t\r\n\f")
    if not line or line[-1] not in HYPHENS + SOFT_HYPHEN:
        return False
    stem = line.rstrip(HYPHENS + SOFT_HYPHEN)
    return (bool(stem) and stem[-1].isalnum()) or stem.endswith((")", "’", "'", "»"))


def _closed_up(left: str, right: str) -> bool:
    """A slash or a range that runs over the line end takes no space."""
    if left.endswith("/") and len(left) > 1 and left[-2].isalnum():
        return right[:1].isalnum()
    return left.endswith("–") and left[-2:-1].isdigit() and right[:1].isdigit()
