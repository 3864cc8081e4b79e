"""Letters summed up by day and cabinet, in columns: thousands of days are counted without an object for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any, NamedTuple, overload

from positions.domain.scale import SCORES
from positions.domain.timeline.positions import Position


class DaySum(NamedTuple):
    """Letters of one day and cabinet, all accepted or all proposed: how many, how many of them are thin, and all their
    sentences, also of thin letters; no position of the codebook.
    """

    day: date | None
    cabinet: str | None
    letters: int
    thin: int
    sentences: Position


@dataclass(frozen=True, slots=True)
class DaySums(Sequence[DaySum]):
    """The sums of days in order of date, each `DaySum` made when it is asked for. `counts`: a column for each score."""

    days: Sequence[date | None] = ()
    cabinets: Sequence[str | None] = ()
    letters: Sequence[int] = ()
    thin: Sequence[int] = ()
    counts: tuple[Sequence[int], ...] = ((),) * len(SCORES)
    singly: Sequence[int] = ()

    @classmethod
    def of(cls, rows: Iterable[DaySum]) -> DaySums:
        every = list(rows)
        if not every:
            return cls()
        days, cabinets, letters, thin, sentences = zip(*every, strict=True)
        counts, singly = zip(*sentences, strict=True)
        return cls(days, cabinets, letters, thin, tuple(zip(*counts, strict=True)), singly)

    def __len__(self) -> int:
        return len(self.days)

    @overload
    def __getitem__(self, place: int) -> DaySum: ...
    @overload
    def __getitem__(self, place: slice) -> DaySums: ...
    def __getitem__(self, place: int | slice) -> DaySum | DaySums:
        if isinstance(place, slice):
            return self._each(lambda column: column[place])
        counts = tuple(column[place] for column in self.counts)
        sentences = Position(counts, self.singly[place])  # type: ignore[arg-type]
        return DaySum(self.days[place], self.cabinets[place], self.letters[place], self.thin[place], sentences)

    def __iter__(self) -> Iterator[DaySum]:
        sentences = map(Position, zip(*self.counts, strict=True), self.singly)
        return map(DaySum, self.days, self.cabinets, self.letters, self.thin, sentences)

    def where(self, chosen: Iterable[object]) -> DaySums:
        """Return the rows for which this has a true value."""
        flags = list(map(bool, chosen))
        return self if all(flags) else self._each(lambda column: list(compress(column, flags)))

    def together(self) -> Position:
        """Return the sentences of all these letters."""
        return Position(tuple(map(sum, self.counts)), sum(self.singly))  # type: ignore[arg-type]

    def _each(self, change: Callable[[Sequence[Any]], Sequence[Any]]) -> DaySums:
        """Return the sums with each column changed alike."""
        days, cabinets, letters, thin = map(change, (self.days, self.cabinets, self.letters, self.thin))
        return DaySums(days, cabinets, letters, thin, tuple(map(change, self.counts)), change(self.singly))


NONE = DaySums()
