"""Character ledger: accounts for each character of a source, one row per page.

Each character of the source is in a passage of the letter, in a named category of text left out, or missing: the row's
difference. Pure arithmetic; the texts come from `letters.readers.source_counts` (the source) and from reader and parser
(the account).

White space, control and format characters and the bars between cells are not counted; text is in NFC with ligatures
resolved. Each half of a paragraph that the parser joined across a page break counts on its own page; for a passage that
a reader joined, the surplus of a page covers the deficit of the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any

from letters.readers.blocks import LeftOut, Why
from letters.readers.inline_text import composed

_NOT_COUNTED = re.compile(
    "[\\s|\x00\x01\x03-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdd2\ud800-\udfff"
    "\ue000-\ue1ff]"  # private use: readers of plain text use these internally
)
# The bytes of characters that are not counted; all other characters of these encodings are in NFC, and no ligatures.
_CONTROLS = bytes({*range(0x20), 0x20, 0x7F, 0xA0, 0xAD, *b"|"} - {0x02})
_UNSEEN = {"latin-1": _CONTROLS + bytes(range(0x80, 0xA0)), "cp1252": _CONTROLS}
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
_MOST_TOLD = 20  # pages whose differing words are listed


@dataclass(frozen=True, slots=True)
class Kept:
    """Text of a passage, or of the part of it on one page: its `kind`, and the page on which it begins."""

    kind: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One page, in characters: `source` = `passages` (by kind) − `added` + `left_out` (by category) + `difference`.

    `page` is None in formats without pages. `added` is text in passages that is not in the source. `difference` is the
    number of missing characters, negative if the account exceeds the source. `words` are the first words of the page
    that are missing or surplus, given for the first pages that differ.
    """

    page: int | None
    source: int
    passages: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    difference: int = 0
    words: str = ""


def counted(text: str) -> str:
    """Return the characters of a text that the ledger counts."""
    packed = "".join(text.split()).replace("|", "")
    if not packed.isprintable():
        packed = _NOT_COUNTED.sub("", packed)
    if packed.isascii():
        return packed
    return composed(packed)


def size(text: str) -> int:
    """Return the number of characters of a text that the ledger counts: the length of `counted`, many times as fast."""
    for codec, unseen in _UNSEEN.items():
        try:
            return len(text.encode(codec).translate(None, unseen))
        except UnicodeEncodeError:
            continue
    return len(counted(text))


def account(
    source: Sequence[str], kept: Iterable[Kept], left_out: Iterable[LeftOut], added: Iterable[str] = ()
) -> tuple[Row, ...]:
    """Return the ledger of a letter.

    `source` is the text of each page; `added` has no pages and counts on the first.
    """
    paged = len(source) > 1
    passages: list[Counter[str]] = [Counter() for _ in source]
    classes: list[Counter[str]] = [Counter() for _ in source]
    kept, left_out = list(kept), list(left_out)
    _add(passages, ((one.page, one.kind, one.text) for one in kept))
    _add(classes, ((gone.page, gone.why.value, gone.text) for gone in left_out))
    drawn = size("\n".join(added))
    rows = []
    for at, text in enumerate(source):
        more = drawn if at == 0 else 0
        whole = size(text)
        missing = whole - passages[at].total() + more - classes[at].total()
        rows.append(Row(at + 1 if paged else None, whole, dict(passages[at]), dict(classes[at]), more, missing))
    rows = _carried(rows)
    for at in [at for at, row in enumerate(rows) if row.difference][:_MOST_TOLD]:
        rows[at] = _with_words(rows[at], source[at], kept, left_out)
    return tuple(rows)


def _add(pages: Sequence[Counter[str]], texts: Iterable[tuple[int | None, str, str]]) -> None:
    """Count texts of (page, name, text), joined per page and name, which is many times as fast."""
    together: dict[tuple[int, str], list[str]] = {}
    for page, name, text in texts:
        together.setdefault((min((page or 1), len(pages)) - 1, name), []).append(text)
    for (at, name), pieces in together.items():
        pages[at][name] += size("\n".join(pieces))


def _carried(rows: Sequence[Row]) -> list[Row]:
    """Let the surplus of a page cover the deficit of the next: a reader may join a note over the page break."""
    differences = [row.difference for row in rows]
    for at in range(1, len(rows)):
        moved = max(0, min(differences[at], -differences[at - 1]))
        differences[at - 1] += moved
        differences[at] -= moved
    pairs = zip(rows, differences, strict=True)
    return [row if row.difference == left else replace(row, difference=left) for row, left in pairs]


def _with_words(row: Row, source: str, kept: Sequence[Kept], left_out: Sequence[LeftOut]) -> Row:
    """Return the row with its differing words filled in."""
    here = [one.text for one in kept if _near(one.page, row.page)]
    here += [one.text for one in left_out if _near(one.page, row.page)]
    there, found = _WORD.findall(source), _WORD.findall(" ".join(here))
    differing = _only_in(there, found) if row.difference > 0 else _only_in(found, there)
    return replace(row, words=" ".join(differing[:_MOST_WORDS])[:200])


def _only_in(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words, in order, that are more frequent here and whose neighbours do not occur in `others` either.

    Halves of a word hyphenated at a line end do not count.
    """
    more, known, pairs = Counter(words) - Counter(others), set(others), set(pairwise(others))
    found: list[str] = []
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        halves = (after and word + after in known) or (before and before + word in known)
        if more[word] > 0 and not halves and (before, word) not in pairs and (word, after) not in pairs:
            more[word] -= 1
            found.append(word)
    return found or list(Counter(words) - Counter(others))


def _near(page: int | None, other: int | None) -> bool:
    """True if the text is on the page, or on the one before it, where a paragraph of it may begin."""
    return page is None or other is None or other - 1 <= page <= other


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Convert to plain values, for transfer between processes and for storage with the text."""
    return [asdict(row) for row in rows]


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(**row) for row in rows)


def differing(rows: Iterable[Row]) -> list[Row]:
    """Return the pages with a difference."""
    return [row for row in rows if row.difference]


def shares(rows: Sequence[Row]) -> tuple[float, dict[Why, float], float]:
    """Return the shares of the source: text kept, text left out by category, and differences.

    0 to 1, but a category may exceed 1 by what is left out twice. Labels of items and notes count as kept. (1, {}, 0)
    for an empty source without a difference.
    """
    source = sum(row.source for row in rows)
    left: Counter[str] = Counter()
    for row in rows:
        left.update(row.left_out)
    left.pop(Why.NUMBER.value, None)
    differs = sum(abs(row.difference) for row in rows)
    if not source:
        return (0.0, {}, 1.0) if differs else (1.0, {}, 0.0)
    classes = {Why(name): size / source for name, size in left.most_common() if size}
    return max(1 - (left.total() + differs) / source, 0.0), classes, min(differs / source, 1.0)
