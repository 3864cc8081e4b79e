"""Attention to a topic: its share of the sentences of each year, and when it was last mentioned (codebook, 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from positions.domain.timeline.gaps import Gap, Held, gap
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.series import Dot, Series, letter_saliences
from positions.domain.timeline.timeline_letter import LetterRef, Saying


@dataclass(frozen=True, slots=True)
class AttentionYear:
    """`share`: of the body sentences of the letters read, those that carry the topic; None if none is read.

    `positions`: letters of that year with an accepted position of the cabinet; `gap` is the reason if there is none.
    `came_up`: whether an accepted stance of any holder carries the topic, in a letter of that year.
    """

    year: int
    held: Held
    share: Fraction | None
    positions: int
    gap: Gap | None
    came_up: bool

    @property
    def known(self) -> bool:
        """True if every letter held of that year is read, so that it is known if the topic came up."""
        return 0 < self.held.dated == self.held.read


@dataclass(frozen=True, slots=True)
class Attention:
    """A topic over the years; `mentioned` and `position` are the last dated letters with each, None without one."""

    years: tuple[AttentionYear, ...]
    mentioned: LetterRef | None
    position: Dot | None

    @property
    def silent(self) -> list[range]:
        """The runs of years in which every letter held is read and none mentions the topic."""
        runs: list[range] = []
        for year in (each.year for each in self.years if each.gap is Gap.SILENT):
            if runs and runs[-1].stop == year:
                runs[-1] = range(runs[-1].start, year + 1)
            else:
                runs.append(range(year, year + 1))
        return runs


@dataclass(frozen=True, slots=True)
class YearSum:
    """The dated letters of a year in which an accepted stance of any holder carries the topic: how many have a position
    of the cabinet, and how many body sentences carry the topic in those that are read.
    """

    positions: int = 0
    carrying: int | Fraction = 0


def attention(
    line: Series,
    sayings: Sequence[Saying],
    holdings: Holdings,
    until: date | None = None,
    *,
    sums: Mapping[int, YearSum] | None = None,
) -> Attention:
    """Return the attention to a topic, up to the year of `until` also where no letters are held.

    `line` is the cabinet's, `sayings` those of all holders on the topic. If the `sums` of each year are known, both
    need be of the last letters alone.
    """
    letters = {saying.letter.pk: saying.letter for saying in sayings if saying.accepted and saying.letter.day}
    dated = sorted(letters.values(), key=lambda letter: (letter.day or date.min, letter.key))
    if sums is None:
        sums = _by_year(line, dated, letter_saliences(sayings))
    years = tuple(_year(year, sums.get(year), holdings.in_year(year)) for year in holdings.years(until))
    return Attention(years, dated[-1] if dated else None, line.dots[-1] if line.dots else None)


def _by_year(line: Series, letters: Iterable[LetterRef], saliences: Mapping[int, Fraction]) -> dict[int, YearSum]:
    positions = Counter(dot.letter.day.year for dot in line.dots if dot.letter.day)
    carrying = defaultdict[int, Fraction](Fraction)
    for letter in letters:
        if letter.day:
            carrying[letter.day.year] += saliences.get(letter.pk, Fraction(0)) * letter.body_sentences
    return {year: YearSum(positions[year], found) for year, found in carrying.items()}


def _year(year: int, found: YearSum | None, held: Held) -> AttentionYear:
    positions, carrying = (found.positions, found.carrying) if found else (0, 0)
    share = Fraction(carrying, held.sentences) if held.sentences else None
    came_up = found is not None
    return AttentionYear(year, held, share, positions, gap(held, positions, came_up=came_up), came_up)
