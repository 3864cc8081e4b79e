"""Attention to a topic: its share of the sentences of each year, and when it was last mentioned (codebook, 5)."""

from __future__ import annotations

from collections.abc import Sequence
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


def attention(line: Series, sayings: Sequence[Saying], holdings: Holdings, until: date | None = None) -> Attention:
    """Return the attention to a topic, up to the year of `until` also where no letters are held.

    `line` is the cabinet's, `sayings` those of all holders on the topic.
    """
    letters = {saying.letter.pk: saying.letter for saying in sayings if saying.accepted and saying.letter.day}
    dated = sorted(letters.values(), key=lambda letter: (letter.day or date.min, letter.key))
    saliences = letter_saliences(sayings)
    years = tuple(_year(year, line, dated, saliences, holdings.in_year(year)) for year in holdings.years(until))
    return Attention(years, dated[-1] if dated else None, line.dots[-1] if line.dots else None)


def _year(
    year: int, line: Series, letters: Sequence[LetterRef], saliences: dict[int, Fraction], held: Held
) -> AttentionYear:
    inside = [letter for letter in letters if letter.day and letter.day.year == year]
    carrying = sum((saliences.get(each.pk, Fraction(0)) * each.body_sentences for each in inside), Fraction(0))
    positions = sum(dot.letter.day is not None and dot.letter.day.year == year for dot in line.dots)
    share = carrying / held.sentences if held.sentences else None
    came_up = bool(inside)
    return AttentionYear(year, held, share, positions, gap(held, positions, came_up=came_up), came_up)
