"""Footnotes hang on their mark. Where a form cannot show marks, they are found: `brief1`, `(ERI) 1 en`, `20182)`."""

from __future__ import annotations

import re
from functools import lru_cache

from letters.domain.drafts import Draft
from letters.domain.parsed import PassageKind

_SCAN_MARK = re.compile(r"(?<=[a-zà-ÿ)»])[®°©™](?=[\s.,;:)]|$)")
_NUMBERS = re.compile(r"[Nn]r\b|\d|Datum|Postbus|Pagina|Vergaderjaar")  # letterhead with figures of its own
_MARKED_KINDS = {
    PassageKind.HEADER,
    PassageKind.BODY,
    PassageKind.ANNEX,
    PassageKind.HEADING,
    PassageKind.TITLE,
    PassageKind.SIGNATURE,
}
# After these words a number counts, and marks no note.
_COUNTED = """
    artikel bijlage paragraaf hoofdstuk aanbeveling resolutie vraag vragen fase punt lid deel pijler spoor categorie
    scenario optie variant tabel figuur groep klasse stap prioriteit doelstelling actielijn nummer
"""
_LEADING = ["van", "per", "met", "tot", "vanaf", "circa", "ruim", "bijna", "voor", "naar", "tussen", "slechts"]
_NO_UNIT_AFTER = (
    r"(?!\s+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|miljoen|miljard"
    r"|mln|mld|procent|procentpunt|jaar|maand|maanden|uur|euro|dagen|dag|weken|week|keer|landen|lidstaten|tot|t/m)\b)"
)
_LOOKAHEAD = r"(?=[\s.,;:)»”\"?!]|$)"


def find_marks(drafts: list[Draft]) -> None:
    """Take the marks of known footnotes out of the words and keep their places, in order, none invented."""
    position = (0, 0)
    for index, note in enumerate(drafts):
        if note.kind is not PassageKind.FOOTNOTE or not note.label or not note.label.isdigit():
            continue
        if any(label == note.label for draft in drafts for _, label in draft.marks):
            continue
        found = _find(drafts, note.label, position, index) or _find(drafts, note.label, position, len(drafts))
        if found is None:
            continue
        where, start, end = found
        _take_out(drafts[where], start, end, note.label)
        position = (where, start)


def _find(drafts: list[Draft], label: str, after: tuple[int, int], before: int) -> tuple[int, int, int] | None:
    """The likeliest mark between two places: the surest shape first, then the first."""
    for pattern in _shapes(label):
        for index in range(after[0], before):
            draft = drafts[index]
            if draft.kind not in _MARKED_KINDS or (draft.kind is PassageKind.HEADER and _NUMBERS.match(draft.text)):
                continue
            start = after[1] if index == after[0] else 0
            for match in pattern.finditer(draft.text, start):
                return index, match.start(), match.end()
    return None


@lru_cache(maxsize=128)
def _shapes(label: str) -> list[re.Pattern[str]]:
    number = re.escape(label)
    # A pattern that begins with what it looks for is quick; so what must not stand before it comes last.
    counted = "".join(f"(?<![{noun[0]}{noun[0].upper()}]{noun[1:]} {number})" for noun in _COUNTED.split())
    leading = "".join(f"(?<!{word} {number})" for word in _LEADING)
    patterns = [
        rf"(?<=[a-zà-ÿ»”\"’)]){number}{_LOOKAHEAD}",  # brief1, (ERI)1
        rf"(?<=[a-zà-ÿ)»”\"][.,;:]){number}(?=\s|$)",  # gezondheid,3
        rf"(?<=[a-z]\.[,;:]){number}(?=\s|$)",  # jl.,4
        rf"(?<=(?:19|20)\d\d){number}(?!\d){_LOOKAHEAD}",  # 20182
        rf"(?<=(?:19|20)\d\d[.,;:]){number}(?=\s+[A-Za-zÀ-ÿ]|$)",  # 2018.2 Dat
        rf"(?<=[a-zà-ÿ)»”\"]\.) {number}(?= [A-ZÀ-Þ]|$)",  # beleid. 3 Het
        rf"(?<=(?:19|20)\d\d\.) {number}(?= [A-ZÀ-Þ]|$)",  # 2014. 1 Het
        rf"(?<=\)) {number}(?= [a-zà-ÿ]|[.,;])",  # (ERI) 1 en
        rf"(?<=[A-Z]{{2}}){number}{_LOOKAHEAD}",  # NAVO1
        rf" {number}(?=[.,;:])(?<=[a-zà-ÿ]{{3}} {number}){counted}",  # brief 1.
        rf" {number}(?= [a-zà-ÿ]{{2}}){_NO_UNIT_AFTER}(?<=[A-Za-zà-ÿ]{{4}} {number}){counted}{leading}",  # brief 1 en
    ]
    shapes = [re.compile(pattern) for pattern in patterns]
    return [*shapes, _SCAN_MARK] if label == "1" else shapes


def _take_out(draft: Draft, start: int, end: int, label: str) -> None:
    removed = end - start
    draft.text = draft.text[:start] + draft.text[end:]
    draft.marks = sorted([(o - removed if o > start else o, known) for o, known in draft.marks] + [(start, label)])
    draft.links = [
        type(link)(link.start - removed, link.end - removed, link.target) if link.start >= end else link
        for link in draft.links
        if link.end <= start or link.start >= end
    ]
