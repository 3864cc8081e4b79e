"""Series of a topic: a dot per letter, and for the cabinet the line and its steps.

Accepted stances and open proposals are never combined in one number or line (design, Decisions): a letter with accepted
positions of a holder is a full dot, one with proposals alone a hollow one that is on no line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.scale import Holder
from positions.domain.timeline import lines, version_1
from positions.domain.timeline.day_sums import DaySum, DaySums
from positions.domain.timeline.lines import Point, Pool, Run, Segment, Step
from positions.domain.timeline.positions import Position, Scored, position, salience
from positions.domain.timeline.timeline_letter import LetterRef, Saying
from positions.domain.timeline.typical_quote import Names, Quote, typical
from positions.domain.timeline.version_1 import Change


@dataclass(frozen=True, slots=True)
class Dot:
    """One letter on a chart. `step` is that of its day and cabinet; None if it is on no line.

    `salience` is the share of body sentences in which any accepted stance carries the topic; None unless the letter is
    read. `change` and `moved` follow version 1 of the rules, for existing clients of API and files.
    """

    letter: LetterRef
    accepted: bool
    position: Position
    salience: Fraction | None
    typicals: tuple[Quote, ...]
    scored: tuple[Scored, ...]
    quotes: tuple[Quote, ...]
    step: Step | None = None
    change: Change | None = None
    moved: Fraction | None = None

    @property
    def typical(self) -> Quote:
        return self.typicals[0]

    @property
    def stances(self) -> tuple[int, ...]:
        return tuple(quote.stance for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last letter of a series, or the last day; `letter` is None if that stands for several letters."""

    day: date | None
    position: Position
    letter: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """`dots` are accepted, `hollow` proposals alone, both in order of date; `undated` holds either, off the timeline.

    `pools` and `steps` make up the line, of the cabinet alone; one step per pool. A topic came up where any accepted
    stance carries it.
    """

    topic: str
    holder: Holder
    dots: tuple[Dot, ...] = ()
    hollow: tuple[Dot, ...] = ()
    undated: tuple[Dot, ...] = ()
    pools: tuple[Pool, ...] = ()
    steps: tuple[Step, ...] = ()
    cabinets: tuple[CabinetTerm, ...] = ()
    mentioned: Mapping[int, date | None] = field(default_factory=dict)  # day by letter in which the topic came up
    hidden: frozenset[int] = frozenset()  # letters hidden by a filter; the steps still include them
    hidden_days: tuple[date, ...] = ()
    left_out: frozenset[int] = frozenset()  # of these, letters hidden only because they have too few sentences
    one_coder: bool = False  # restricted to one coder, so that absence means nothing
    _segments: dict[date, list[Segment]] = field(init=False, default_factory=dict, compare=False, repr=False)
    _runs: dict[date, list[Run]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def dot_of(self, letter: int) -> Dot | None:
        """Return the letter's dot: accepted or proposed, dated or undated."""
        return next((dot for dot in (*self.dots, *self.hollow, *self.undated) if dot.letter.pk == letter), None)

    @property
    def accepted(self) -> list[Dot]:
        """The accepted dots, dated or not."""
        return [dot for dot in (*self.dots, *self.undated) if dot.accepted]

    def by_day(self, *, accepted: bool) -> DaySums:
        """Return the dated letters in order of date, as sums; here each is of one letter."""
        return DaySums.of(_sum_of(dot) for dot in (self.dots if accepted else self.hollow))

    @property
    def days(self) -> list[date]:
        """The day of each dot and hollow dot."""
        return [dot.letter.day for dot in (*self.dots, *self.hollow) if dot.letter.day]

    @property
    def undated_accepted(self) -> Sequence[DaySum]:
        return [_sum_of(dot) for dot in self.undated if dot.accepted]

    @property
    def proposed(self) -> bool:
        """True if there are letters with proposals alone, dated or not."""
        return bool(self.hollow) or any(not dot.accepted for dot in self.undated)

    @property
    def came_up(self) -> bool:
        return bool(self.mentioned)

    @property
    def leaves_out(self) -> bool:
        """True if letters are hidden only because they have too few sentences."""
        return bool(self.left_out)

    @property
    def last(self) -> LastDay | None:
        """The last accepted letter, or else the last proposed one."""
        return last_letter(self)

    @property
    def latest(self) -> Pool | None:
        """The last pool on the line that is shown."""
        return next((pool for pool in reversed(self.pools) if not self._hides(pool)), None)

    @property
    def mention_days(self) -> list[date]:
        return [day for day in self.mentioned.values() if day]

    @property
    def steps_shown(self) -> list[Step]:
        return [step for step in self.steps if not self._hides(step.after)]

    def segments(self, until: date) -> list[Segment]:
        """Return the segments of letters that are shown, computed over all letters."""
        if until not in self._segments:
            every = lines.segments(self.pools, self.cabinets, until)
            self._segments[until] = [each for each in every if not self._hides(each.pool)] if self._hides_any else every
        return self._segments[until]

    def runs(self, until: date) -> list[Run]:
        """Return the stretches between which the line is broken."""
        if until not in self._runs:
            self._runs[until] = list(map(Run.of, lines.unbroken(self.segments(until))))
        return self._runs[until]

    def ends(self, until: date) -> date | None:
        """Return the end of the last segment; None without a line."""
        drawn = self.segments(until)
        return drawn[-1].end if drawn else None

    def only(self, letters: Collection[int] | None, *, proposals: bool = True, least: int = 1) -> Series:
        """Return the series with other letters (None: no filter), proposals, or positions on fewer than `least`
        sentences hidden. Values computed over all letters stay the same.
        """
        shown = [dot for dot in self.dots if _is_shown(dot, letters, least)]
        chosen = {dot.letter.pk for dot in self.dots if letters is None or dot.letter.pk in letters}
        left = {dot.letter.pk for dot in shown}
        gone = [dot.letter for dot in self.dots if dot.letter.pk not in left]
        return replace(
            self,
            dots=tuple(shown),
            hollow=tuple(dot for dot in self.hollow if proposals and _is_shown(dot, letters, least)),
            undated=tuple(
                dot for dot in self.undated if (proposals or dot.accepted) and _is_shown(dot, letters, least)
            ),
            mentioned={pk: day for pk, day in self.mentioned.items() if letters is None or pk in letters},
            hidden=self.hidden | {letter.pk for letter in gone},
            hidden_days=(*self.hidden_days, *(letter.day for letter in gone if letter.day)),
            left_out=frozenset(chosen - left),
        )

    @property
    def _hides_any(self) -> bool:
        return bool(self.hidden)

    def _hides(self, pool: Pool) -> bool:
        return {letter.pk for letter in pool.letters} <= self.hidden


def last_letter(line: Series) -> LastDay | None:
    found = next(iter((*line.dots[-1:], *line.hollow[-1:])), None)
    return LastDay(found.letter.day, found.position, found.letter.pk) if found else None


def _sum_of(dot: Dot) -> DaySum:
    return DaySum(dot.letter.day, dot.letter.cabinet, 1, int(dot.position.thin), dot.position)


def _is_shown(dot: Dot, letters: Collection[int] | None, least: int) -> bool:
    return dot.position.sentences >= least and (letters is None or dot.letter.pk in letters)


def series(
    topic: str,
    holder: Holder,
    sayings: Iterable[Saying],
    cabinets: Sequence[CabinetTerm] = (),
    *,
    names: Names = lambda words: True,
    line: bool = True,
) -> Series:
    """Return the series of one holder over all letters; without `line` the dots alone, which have no steps.

    `sayings` are those of all holders on this topic: salience counts every holder, and a step is provisional while any
    proposal is open. `names` tells whether a sentence names the topic.
    """
    everything = list(sayings)
    saliences = letter_saliences(everything)
    taken = [saying for saying in everything if saying.holder is holder and saying.scored]
    dots = [_dot(saying, saliences, names) for saying in taken if saying.accepted]
    settled = {dot.letter.pk for dot in dots}
    hollow = [_dot(saying, saliences, names) for saying in taken if not saying.accepted]
    hollow = [dot for dot in hollow if dot.letter.pk not in settled]
    dated = sorted((dot for dot in dots if dot.letter.day), key=_when)
    drawn = line and holder is Holder.CABINET
    pools = lines.pools(_points(dated, open_proposals(everything)), names, cabinets) if drawn else []
    made = lines.steps(pools, cabinets)
    return Series(
        topic,
        holder,
        dots=_stepped(dated, made),
        hollow=tuple(sorted((dot for dot in hollow if dot.letter.day), key=_when)),
        undated=tuple(dot for dot in (*dots, *hollow) if not dot.letter.day),
        pools=tuple(pools),
        steps=tuple(made),
        cabinets=tuple(cabinets),
        mentioned={saying.letter.pk: saying.letter.day for saying in everything if saying.accepted},
    )


def open_proposals(sayings: Iterable[Saying]) -> dict[int, int]:
    """Return, by letter, the number of sentences with an open proposal on the topic."""
    starts: dict[int, set[int]] = {}
    for saying in sayings:
        if not saying.accepted:
            there = starts.setdefault(saying.letter.pk, set())
            there.update(saying.mentions, saying.disputed, (scored.start for scored in saying.scored))
    return {letter: len(found) for letter, found in starts.items()}


def letter_saliences(sayings: Iterable[Saying]) -> dict[int, Fraction]:
    """Return, by read letter, the share of body sentences that carry the topic: accepted positions and mentions.

    0 if the letter has proposals alone.
    """
    starts: dict[LetterRef, set[int]] = {}
    for saying in sayings:
        if saying.letter.read:
            there = starts.setdefault(saying.letter, set())
            if saying.accepted:
                there.update(saying.mentions, (scored.start for scored in saying.scored))
    return {letter.pk: salience(_in_body(found, letter), letter.body_sentences) for letter, found in starts.items()}


def _in_body(starts: set[int], letter: LetterRef) -> int:
    if not letter.annexes:
        return len(starts)
    return sum(not any(first <= start < last for first, last in letter.annexes) for start in starts)


def _dot(saying: Saying, saliences: Mapping[int, Fraction], names: Names) -> Dot:
    taken = position(saying.scored)
    assert taken
    return Dot(
        saying.letter,
        saying.accepted,
        taken,
        saliences.get(saying.letter.pk),
        typical(saying.quotes, taken, names),
        saying.scored,
        saying.quotes,
    )


def _points(dots: Iterable[Dot], waiting: Mapping[int, int]) -> list[Point]:
    return [
        Point(dot.letter, dot.position, dot.quotes, dot.typicals, waiting.get(dot.letter.pk, 0))
        for dot in dots
        if dot.letter.day and dot.letter.cabinet and not dot.position.thin
    ]


def _stepped(dots: Sequence[Dot], steps: Iterable[Step]) -> tuple[Dot, ...]:
    """Return each dot with its step, and with its change by version 1 of the rules."""
    by_letter = {letter.pk: step for step in steps for letter in step.after.letters}
    old = version_1.changes([dot.position.mean for dot in dots])
    return tuple(
        replace(dot, step=by_letter.get(dot.letter.pk), change=change, moved=moved)
        for dot, (change, moved) in zip(dots, old, strict=True)
    )


def _when(dot: Dot) -> tuple[date, str]:
    assert dot.letter.day
    return dot.letter.day, dot.letter.key
