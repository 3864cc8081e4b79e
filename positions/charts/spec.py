"""Specification of a topic's chart, from which the Plotly figure and the SVG are made. Plain data, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.line_gaps import DAY, LineGap, line_gaps
from positions.domain.timeline.series import Dot, LastDay, Series
from positions.labels.palette import HOLDER_MARKERS, Look

ROOM = 0.035  # margin on either side, as a fraction of the time shown
LEAST_ROOM = timedelta(days=20)
NAMED = 3  # events named at once
TOP = 2.42  # of the score axis, which is as long below zero
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


@dataclass(frozen=True, slots=True)
class EventMark:
    """`weight`: how much it matters to the topic; the largest are named on the chart."""

    day: date
    name: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """The series of one topic between two days. `until` is where a line that still holds ends, usually today."""

    title: str
    axis: CodebookTopic
    look: Look
    lines: tuple[Series, ...]
    start: date
    end: date
    until: date
    bands: tuple[CabinetTerm, ...] = ()
    events: tuple[EventMark, ...] = field(default=())
    held: Holdings = field(default=Holdings())  # counts for the headline
    by_topic: bool = False  # one of several topics: the dash is the topic's, else the holder's
    highest_shares: tuple[tuple[date, Fraction], ...] = ()  # of each day, where the lines are summed by day

    def dash(self, line: Series) -> str:
        return self.look.dash if self.by_topic else DASHES[self.lines.index(line) % len(DASHES)]

    def marker(self, line: Series) -> str:
        return HOLDER_MARKERS[line.holder]

    def ends(self) -> Iterator[tuple[Series, LastDay, bool]]:
        """Yield each line with the letter beside which its name goes, and whether above it: so for the upper half,
        which keeps the names of lines that end close together apart.
        """
        last = [(line, found) for line in self.lines if (found := line.last)]
        last.sort(key=lambda each: each[1].position.mean, reverse=True)
        for place, (line, found) in enumerate(last):
            yield line, found, 2 * place < len(last)

    @property
    def dots(self) -> list[Dot]:
        return [dot for line in self.lines for dot in (*line.dots, *line.hollow)]

    @property
    def shares(self) -> list[tuple[date, Fraction]]:
        """The share of each letter that is read, as only of those it is known, with its day; in order of date."""
        once = {dot.letter.pk: dot for dot in self.dots if dot.salience is not None}
        ordered = sorted(once.values(), key=lambda dot: (dot.letter.day or date.min, dot.letter.key))
        known = ((dot.letter.day, dot.salience) for dot in ordered)
        return list(self.highest_shares) or [
            (day, share) for day, share in known if day is not None and share is not None
        ]

    @property
    def cabinet_line(self) -> Series | None:
        return next((line for line in self.lines if line.holder is Holder.CABINET), None)

    def gaps(self) -> list[LineGap]:
        """Return the gaps in the cabinet's line; those no longer than the chart's margin are not told."""
        line, end = self.cabinet_line, min(self.end, self.until + DAY)
        least = max((self.end - self.start) * ROOM, LEAST_ROOM)
        return line_gaps(line, self.held, start=self.start, end=end, least=least) if line else []

    def bands_shown(self) -> Iterator[tuple[CabinetTerm, date, date]]:
        """Yield the cabinets within the chart, clipped to its sides."""
        for band in self.bands:
            start, end = max(band.start, self.start), min(band.end or self.end, self.end)
            if start < end:
                yield band, start, end

    def demissionary(self) -> Iterator[tuple[date, date]]:
        for band, start, end in self.bands_shown():
            if band.demissionary_from and max(band.demissionary_from, start) < end:
                yield max(band.demissionary_from, start), end

    def events_shown(self) -> list[EventMark]:
        return [event for event in self.events if self.start <= event.day <= self.end]

    def named_events(self) -> list[EventMark]:
        """Return the largest events shown, later ones first where weights are equal; in order of date."""
        largest = sorted(self.events_shown(), key=lambda event: (event.weight, event.day), reverse=True)[:NAMED]
        return sorted(largest, key=lambda event: event.day)


def span(lines: Iterable[Series], until: date) -> tuple[date, date]:
    """Return the days from before the first letter to after the end of the last line, with a margin on both sides."""
    every = list(lines)
    days = [day for line in every for day in line.days]
    if not days:
        return until - timedelta(days=365), until
    last = max([*days, *(end for line in every if (end := line.ends(until)))])
    room = max((last - min(days)) * ROOM, LEAST_ROOM)
    return min(days) - room, last + room


def is_main(line: Series, lines: Sequence[Series]) -> bool:
    """Return whether the line has the topic's colour: the cabinet's, or the only line."""
    return line.holder is Holder.CABINET or len(lines) == 1
