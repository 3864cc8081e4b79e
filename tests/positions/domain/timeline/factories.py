"""Short constructors of letters, positions and quotes for tests of the counting rules; all invented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.positions import Position, Scored
from positions.domain.timeline.series import Series, series
from positions.domain.timeline.timeline_letter import LetterRef, Saying
from positions.domain.timeline.typical_quote import Quote

# The names are not in alphabetical order, so that only days decide the order.
FIRST = CabinetTerm("Zomer", date(2014, 1, 8), date(2017, 11, 20), date(2018, 3, 12))
SECOND = CabinetTerm("Winter", date(2018, 3, 12), None, date(2022, 6, 20))
THIRD = CabinetTerm("Herfst", date(2022, 6, 20))
CABINETS = (FIRST, SECOND, THIRD)

_numbers = count(1)


def day(written: str) -> date:
    return date.fromisoformat(written)


def of(*counts: int, singly: int = 0) -> Position:
    """Return the position with these numbers of sentences at −2, −1, 0, +1 and +2."""
    low, less, zero, more, high = counts
    return Position((low, less, zero, more, high), singly)


def scores_of(counts: Sequence[int]) -> list[int]:
    return [score for score, number in zip(SCORES, counts, strict=True) for _ in range(number)]


def ref(
    on: str | date | None = "2019-05-06",
    cabinet: CabinetTerm | None = SECOND,
    *,
    key: str = "",
    read: bool = False,
    body: int = 100,
    annexes: tuple[tuple[int, int], ...] = (),
) -> LetterRef:
    number = next(_numbers)
    when = date.fromisoformat(on) if isinstance(on, str) else on
    name = cabinet.name if cabinet else None
    key = key or f"brief-{number:05}"
    return LetterRef(number, key, f"Brief {number}", when, "brief", name, None, body, annexes=annexes, read=read)


def said(
    letter: LetterRef,
    counts: Sequence[int] = (0, 0, 0, 0, 0),
    *,
    holder: Holder = Holder.CABINET,
    accepted: bool = True,
    mentions: int = 0,
    start: int = 0,
    words: str = "Het kabinet schrijft hier een zin die lang genoeg is om op zichzelf te staan.",
) -> Saying:
    """Return one holder's sentences in a letter, by number per score, ten characters apart from `start` on."""
    scores = scores_of(counts)
    scored = tuple(Scored(start + 10 * place, score) for place, score in enumerate(scores))
    quotes = tuple(Quote(letter.pk * 1000 + start + place, words, score) for place, score in enumerate(scores))
    after = start + 10 * len(scores)
    return Saying(letter, holder, accepted, scored, quotes, tuple(range(after, after + 10 * mentions, 10)))


def open_in(letter: LetterRef, number: int, *, holder: Holder = Holder.CABINET, start: int = 50_000) -> Saying:
    """Return this number of open proposals in the letter."""
    return said(letter, (0, 0, 0, number, 0), holder=holder, accepted=False, start=start)


def line_of(*sayings: Saying, cabinets: Sequence[CabinetTerm] = CABINETS, holder: Holder = Holder.CABINET) -> Series:
    return series("verte", holder, sayings, cabinets)


def line(*letters: tuple[str, Sequence[int]], cabinet: CabinetTerm = SECOND) -> Series:
    """Return the series of one cabinet, with a letter for each day and its counts."""
    return line_of(*(said(ref(on, cabinet), counts) for on, counts in letters))


def drawn(found: Series, until: str = "2030-01-01") -> list[tuple[str, str]]:
    """Return the start and end of each segment of the line."""
    return [(each.start.isoformat(), each.end.isoformat()) for each in found.segments(day(until))]


def quotes(*pairs: tuple[int, str]) -> list[Quote]:
    return [Quote(place, words, score) for place, (score, words) in enumerate(pairs, start=1)]


def counts_of(quotes: Iterable[Quote]) -> Position:
    found: list[int] = [0] * len(SCORES)
    for quote in quotes:
        found[SCORES.index(quote.score)] += 1
    return of(*found)
