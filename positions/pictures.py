"""What a picture of one topic shows: Plotly's figure and the drawing are both made from it. Plain data, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt

from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Dot, Series
from positions.looks import HOLDER_MARKERS, Look

ROOM = 0.035  # of the time shown, left free on either side
LEAST_ROOM = timedelta(days=20)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


@dataclass(frozen=True, slots=True)
class Band:
    """A cabinet in office: from `start` up to `end`, demissionary from that day on; None is not yet."""

    name: str
    start: date
    end: date | None = None
    demissionary_from: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The series of one topic between two days. `until` is where a line that still holds ends: today, as a rule."""

    title: str
    axis: Axis
    look: Look
    lines: tuple[Series, ...]
    start: date
    end: date
    until: date
    bands: tuple[Band, ...] = ()
    events: tuple[Event, ...] = field(default=())
    by_topic: bool = False  # one of several topics: dash and marker are the topic's, else the holder's

    def dash(self, line: Series) -> str:
        return self.look.dash if self.by_topic else DASHES[self.lines.index(line) % len(DASHES)]

    def marker(self, line: Series) -> str:
        return self.look.marker if self.by_topic else HOLDER_MARKERS[line.holder]

    def ends(self) -> Iterator[tuple[Series, Dot, bool]]:
        """Each line with the dot that its name stands at, and whether above it: the upper half, so that names of lines
        that end near each other go apart."""
        last = [(line, dot) for line in self.lines if (dot := last_of(line))]
        last.sort(key=lambda each: each[1].position.mean, reverse=True)
        for place, (line, dot) in enumerate(last):
            yield line, dot, 2 * place < len(last)

    @property
    def dots(self) -> list[Dot]:
        return [dot for line in self.lines for dot in (*line.dots, *line.hollow)]

    @property
    def saliences(self) -> list[Dot]:
        """One dot a letter, the accepted where there is one: what anybody says on the topic is the letter's share."""
        once = {dot.letter.pk: dot for dot in sorted(self.dots, key=lambda dot: dot.accepted)}
        return sorted(once.values(), key=lambda dot: (dot.letter.day or date.min, dot.letter.key))

    def bands_shown(self) -> Iterator[tuple[Band, date, date]]:
        """Those that fall in the picture, cut off at its sides."""
        for band in self.bands:
            start, end = max(band.start, self.start), min(band.end or self.end, self.end)
            if start < end:
                yield band, start, end

    def demissionary(self) -> Iterator[tuple[date, date]]:
        for band, start, end in self.bands_shown():
            if band.demissionary_from and max(band.demissionary_from, start) < end:
                yield max(band.demissionary_from, start), end

    def events_shown(self) -> list[Event]:
        return [event for event in self.events if self.start <= event.day <= self.end]


def last_of(line: Series) -> Dot | None:
    return line.latest or (line.hollow[-1] if line.hollow else None)


def span(lines: Iterable[Series], until: date) -> tuple[date, date]:
    """From before the first letter to after the last line breaks off, with room on both sides."""
    every = list(lines)
    days = [dot.letter.day for line in every for dot in (*line.dots, *line.hollow) if dot.letter.day]
    if not days:
        return until - timedelta(days=365), until
    last = max([*days, *(end for line in every if (end := line.ends(until)))])
    room = max((last - min(days)) * ROOM, LEAST_ROOM)
    return min(days) - room, last + room


def radius(sentences: int, *, many: bool = False) -> float:
    """Of a dot, in pixels: its area grows with the sentences that it rests on, within what can be told apart."""
    return (1.6 if many else 3.5) + sqrt(min(sentences, 30)) * (0.75 if many else 1.5)


def is_main(line: Series, lines: Sequence[Series]) -> bool:
    """Whose line has the topic's colour: the cabinet's, or the only one there is."""
    return line.holder is Holder.CABINET or len(lines) == 1
