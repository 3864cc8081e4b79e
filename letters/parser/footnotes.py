"""Footnote marks in formats that do not show them: found by pattern, such as `brief1`, `(ERI) 1 en`, `20182)`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from letters.parser.draft_passages import DraftPassage
from letters.parser.parsed_letter import PassageKind
from letters.readers.blocks import Link, Why

_SCAN_MARK = re.compile(r"(?<=[a-zà-ÿ)»])[®°©™](?=[\s.,;:)]|$)")
_BRACKETED = re.compile(r"(?<=\S)\s?\[(\d{1,3})\](?!\()")
_NO_BRACKET = re.compile(r"[^\[\]]")
_NUMBERS = re.compile(r"[Nn]r\b|\d|Datum|Postbus|Pagina|Vergaderjaar")  # letterhead lines with digits of their own
_MARKED_KINDS = {
    PassageKind.HEADER,
    PassageKind.BODY,
    PassageKind.ANNEX,
    PassageKind.HEADING,
    PassageKind.TITLE,
    PassageKind.SIGNATURE,
}
# A number after these words is part of the text, not a footnote mark.
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
_UNCOUNTED = "".join(f"(?<![{noun[0]}{noun[0].upper()}]{noun[1:]})" for noun in _COUNTED.split())
_UNLED = "".join(f"(?<!{word})" for word in _LEADING)
# Patterns of a mark, most reliable first: text before the number, whether a space precedes it, text after it.
_SHAPES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(rf"{before}{' ' * spaced}\d+{after}"), spaced)
    for before, spaced, after in (
        (r"(?<=[a-zà-ÿ»”\"’)])", 0, _LOOKAHEAD),  # brief1, (ERI)1
        (r"(?<=[a-zà-ÿ)»”\"][.,;:])", 0, r"(?=\s|$)"),  # gezondheid,3
        (r"(?:(?<=[a-zà-ÿ)»”\"’'][?!])|(?<=[?!][»”\"’']))", 0, r"(?=\s|$)"),  # Niamey?1
        (r"(?<=[a-z]\.[,;:])", 0, r"(?=\s|$)"),  # jl.,4
        (r"(?<=(?:19|20)\d\d)", 0, rf"(?!\d){_LOOKAHEAD}"),  # 20182
        (r"(?<=(?:19|20)\d\d[.,;:])", 0, r"(?=\s+[A-Za-zÀ-ÿ]|$)"),  # 2018.2 Dat
        (r"(?<=[a-zà-ÿ)»”\"]\.)", 1, r"(?= [A-ZÀ-Þ]|$)"),  # beleid. 3 Het
        (r"(?<=(?:19|20)\d\d\.)", 1, r"(?= [A-ZÀ-Þ]|$)"),  # 2014. 1 Het
        (r"(?<=\))", 1, r"(?= [a-zà-ÿ]|[.,;])"),  # (ERI) 1 en
        (r"(?<=[A-Z]{2})", 0, _LOOKAHEAD),  # NAVO1
        (rf"(?<=[a-zà-ÿ]{{3}}){_UNCOUNTED}", 1, r"(?=[.,;:])"),  # brief 1.
        (rf"(?<=[A-Za-zà-ÿ]{{4}}){_UNCOUNTED}{_UNLED}", 1, rf"(?= [a-zà-ÿ]{{2}}){_NO_UNIT_AFTER}"),  # brief 1 en
    )
)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\d)")
_REACH = 40  # characters: no pattern looks further before or after a number

Cut = tuple[int, int, str]  # text[start:end] is the mark of the note with this label


@dataclass(slots=True)
class _Place:
    """A draft searched for marks from left to right; its text is changed once, at the end."""

    draft: DraftPassage
    cuts: list[Cut] = field(default_factory=list)
    end: int = 0  # of the last cut
    tail: str = ""  # text before that, without the marks

    def cut(self, start: int, end: int, label: str) -> None:
        self.tail = self.before(start)
        self.end = end
        self.cuts.append((start, end, label))

    def before(self, start: int) -> str:
        return (self.tail + self.draft.text[max(self.end, start - _REACH) : start])[-_REACH:]

    def match(self, shape: re.Pattern[str], spaced: int, at: int, label: str) -> Cut | None:
        """Return the mark at the number that begins at `at`, if it matches this pattern."""
        if at - spaced < self.end:
            return None
        before = self.before(at)
        window = before + self.draft.text[at : at + _REACH + len(label)]
        found = shape.match(window, len(before) - spaced) if len(before) >= spaced else None
        return (at - spaced, at + len(label), label) if found and found[0].strip() == label else None


def find_marks(drafts: list[DraftPassage]) -> None:
    """Remove the marks of known footnotes from the text and record their places. Only numbers with a note count.

    Linear in the text: each label is looked up once, at the occurrences of its number.
    """
    _take_bracketed(drafts)
    places = [_Place(draft) for draft in drafts]
    known = {label for draft in drafts for _, label in draft.marks}
    numbers = _numbers_in(drafts)
    scans = _scan_marks_in(drafts)
    position = (0, 0)
    for index, note in enumerate(drafts):
        label = note.label
        if note.kind is not PassageKind.FOOTNOTE or not label or not label.isdigit() or label in known:
            continue
        known.add(label)
        spots = numbers.get(label, [])
        first = bisect_left(spots, position)
        found = _find(places, spots[first : bisect_left(spots, (index, 0))], label)
        found = found or (_find_scanned(scans, position, index) if label == "1" else None)
        found = found or _find(places, spots[first:], label)
        found = found or (_find_scanned(scans, position, len(drafts)) if label == "1" else None)
        if found is not None:
            where, (start, end, _) = found
            places[where].cut(start, end, label)
            position = (where, start)
    for place in places:
        _take_out(place.draft, place.cuts)


def _numbers_in(drafts: Sequence[DraftPassage]) -> dict[str, list[tuple[int, int]]]:
    """Return the (draft, offset) of each number, in order; digits right after a year count as a number too."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, draft in _searched(drafts):
        for digits in _DIGITS.finditer(draft.text):
            found.setdefault(digits[0], []).append((index, digits.start()))
            if _YEAR.match(digits[0]):
                found.setdefault(digits[0][4:], []).append((index, digits.start() + 4))
    return found


def _scan_marks_in(drafts: Sequence[DraftPassage]) -> list[tuple[int, int]]:
    return [(index, mark.start()) for index, draft in _searched(drafts) for mark in _SCAN_MARK.finditer(draft.text)]


def _searched(drafts: Sequence[DraftPassage]) -> Iterator[tuple[int, DraftPassage]]:
    for index, draft in enumerate(drafts):
        if draft.kind in _MARKED_KINDS and not (draft.kind is PassageKind.HEADER and _NUMBERS.match(draft.text)):
            yield index, draft


def _find(places: Sequence[_Place], spots: Sequence[tuple[int, int]], label: str) -> tuple[int, Cut] | None:
    """Return the likeliest mark among occurrences of its number: most reliable pattern first, then position."""
    for shape, spaced in _SHAPES:
        for index, at in spots:
            cut = places[index].match(shape, spaced, at, label)
            if cut is not None:
                return index, cut
    return None


def _find_scanned(scans: Sequence[tuple[int, int]], after: tuple[int, int], before: int) -> tuple[int, Cut] | None:
    """Return the first sign that OCR made of a superscript 1."""
    for index, at in scans[bisect_left(scans, after) : bisect_left(scans, (before, 0))]:
        return index, (at, at + 1, "1")
    return None


def _take_bracketed(drafts: list[DraftPassage]) -> None:
    """Remove all marks of the form `belang[1],`, in any order: they are unambiguous."""
    notes = {draft.label for draft in drafts if draft.kind is PassageKind.FOOTNOTE}
    for draft in drafts:
        if draft.kind in _MARKED_KINDS and "[" in draft.text:
            marks = _BRACKETED.finditer(draft.text)
            _take_out(draft, [(mark.start(), mark.end(), mark[1]) for mark in marks if mark[1] in notes])


def _take_out(draft: DraftPassage, cuts: Sequence[Cut]) -> None:
    """Remove marks, in order, from the text; links that they interrupt are dropped."""
    if not cuts:
        return
    draft.take_out(Why.MARKUP, _NO_BRACKET.sub("", "".join(draft.text[start:end] for start, end, _ in cuts)))
    starts = [start for start, _, _ in cuts]
    removed = [0]
    pieces, last = [], 0
    for start, end, _ in cuts:
        pieces.append(draft.text[last:start])
        removed.append(removed[-1] + end - start)
        last = end
    text = "".join([*pieces, draft.text[last:]])
    moved = [(offset - removed[bisect_left(starts, offset)], label) for offset, label in draft.marks]
    new = [(start - removed[number], label) for number, (start, _, label) in enumerate(cuts)]
    draft.links = [
        Link(link.start - removed[cut], link.end - removed[cut], link.target)
        for link in draft.links
        if (cut := bisect_left(starts, link.start)) == bisect_left(starts, link.end)
        and (cut == 0 or cuts[cut - 1][1] <= link.start)
    ]
    draft.text, draft.marks = text, sorted([*moved, *new])
