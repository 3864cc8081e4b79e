"""Positions of periods, years or cabinets: the mean of letter means, weighted by sentences, at most five each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.timeline.gaps import Gap, Held, gap
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.positions import THIN, Position, pooled
from positions.domain.timeline.series import Dot
from positions.domain.timeline.timeline_letter import LetterRef
from positions.domain.timeline.typical_quote import Names, Quote, nearest

MOST_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class PeriodPosition:
    """`mean`: weighted mean of the letters' means; `sentences`: all their sentences pooled, with the distribution.

    `thin` if every letter in it is.
    """

    mean: Fraction
    letters: int
    sentences: Position
    thin: bool

    @property
    def differs_in_sign(self) -> bool:
        """True if the mean over all sentences has the opposite sign: a letter weighs five sentences at most."""
        return self.mean * self.sentences.mean < 0


@dataclass(frozen=True, slots=True)
class SizeSum:
    """The letters of a period with equally many sentences, `size` each; `sentences` has those of all of them."""

    size: int
    letters: int
    sentences: Position

    @property
    def weight(self) -> int:
        return self.letters * min(self.size, MOST_WEIGHT)

    @property
    def weighed(self) -> Fraction:
        """The sum of the letters' means, each times its weight."""
        return self.sentences.mean * self.weight


def period(letters: Iterable[Position]) -> PeriodPosition | None:
    """Return the position of a period; None if no letter takes one."""
    return period_of_sums(SizeSum(each.sentences, 1, each) for each in letters)


def period_of_sums(sums: Iterable[SizeSum]) -> PeriodPosition | None:
    """Return the position of a period; None if no letter takes one."""
    taken = list(sums)
    if not taken:
        return None
    mean = sum((each.weighed for each in taken), Fraction(0)) / sum(each.weight for each in taken)
    together = pooled([each.sentences for each in taken])
    return PeriodPosition(mean, sum(each.letters for each in taken), together, all(each.size < THIN for each in taken))


@dataclass(frozen=True, slots=True)
class Slot:
    """A period: the letters of one cabinet in one year, or in all years if `year` is None.

    `cabinet` is None for letters whose cabinet is unknown. Means never span two cabinets. `empty`: a year without
    letters.
    """

    year: int | None
    cabinet: str | None
    empty: bool = False

    def holds(self, letter: LetterRef) -> bool:
        if letter.day is None or letter.cabinet != self.cabinet:
            return False
        return self.year is None or letter.day.year == self.year

    def held(self, holdings: Holdings) -> Held:
        if self.year is None:
            return holdings.of_cabinet(self.cabinet)
        return holdings.of_year(self.year, self.cabinet)


@dataclass(frozen=True, slots=True)
class Cell:
    """A topic in a period. `gap` is the reason for a missing position, if known. `typical` is the typical quote, None
    without a position and where letters were read as sums.

    `salience`: share of the body sentences of its read letters that carry the topic; None if none is read.
    """

    position: PeriodPosition | None
    gap: Gap | None
    held: Held
    salience: Fraction | None = None
    typical: Quote | None = None


def years(holdings: Holdings, cabinets: Sequence[CabinetTerm]) -> list[Slot]:
    """Slots from the first year with a letter to the last, each by cabinet, unknown last.

    A year without letters is one slot without a cabinet.
    """
    order = {cabinet.name: place for place, cabinet in enumerate(cabinets)}
    found = []
    for year in holdings.years():
        there = holdings.cabinets_in(year)
        if not there:
            found.append(Slot(year, None, empty=True))
        found += [Slot(year, name) for name in sorted(there, key=lambda name: order.get(name or "", len(order)))]
    return found


def by_cabinet(holdings: Holdings, cabinets: Sequence[CabinetTerm]) -> list[Slot]:
    """Slots of all cabinets from the first with a letter to the last, then of letters whose cabinet is unknown."""
    there = {row.cabinet for row in holdings.rows if row.day}
    places = [place for place, cabinet in enumerate(cabinets) if cabinet.name in there]
    known = cabinets[min(places) : max(places) + 1] if places else ()
    return [*(Slot(None, cabinet.name) for cabinet in known), *([Slot(None, None)] if None in there else [])]


def row(
    dots: Sequence[Dot],
    mentioned: Iterable[LetterRef],
    slots: Sequence[Slot],
    *,
    holdings: Holdings,
    shares: Mapping[Slot, Fraction],
    names: Names,
) -> Iterator[Cell]:
    """Yield one cell per slot. `mentioned`: letters in which any accepted stance carries the topic."""
    came_up = list(mentioned)
    for slot in slots:
        inside = [dot for dot in dots if slot.holds(dot.letter)]
        held = slot.held(holdings)
        found = period(dot.position for dot in inside)
        why = gap(held, len(inside), came_up=any(slot.holds(letter) for letter in came_up))
        quote = typical_of(inside, found, names) if found else None
        yield Cell(found, why, held, shares.get(slot), quote)


def typical_of(dots: Sequence[Dot], found: PeriodPosition, names: Names) -> Quote:
    quotes = [quote for dot in dots for quote in dot.quotes]
    return nearest(quotes, found.mean, found.sentences, names)


def shares(
    saliences: Mapping[int, Fraction], letters: Iterable[LetterRef], slots: Sequence[Slot], holdings: Holdings
) -> dict[Slot, Fraction]:
    """Return, by slot, the share of body sentences of its read letters that carry the topic; 0 if none does.

    `letters` are the read letters, `saliences` those of the ones in which the topic came up.
    """
    every = list(letters)
    found = {}
    for slot in slots:
        if sentences := slot.held(holdings).sentences:
            inside = [letter for letter in every if slot.holds(letter)]
            carrying = [saliences.get(letter.pk, Fraction(0)) * letter.body_sentences for letter in inside]
            found[slot] = sum(carrying, Fraction(0)) / sentences
    return found
