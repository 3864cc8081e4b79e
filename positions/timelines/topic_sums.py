"""Positions of letters on a topic, summed up by day and cabinet in PostgreSQL, for more letters than a chart can draw
one by one: the rows that are read grow with the days, not with the letters.

Line, steps and counts are those of `timelines.query`, which reads letter by letter; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from letters.models import Letter
from letters.parser.cabinets_in_office import CabinetTerm
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import Scope
from positions.domain.scale import Holder
from positions.domain.timeline.day_sums import DaySums
from positions.domain.timeline.positions import salience
from positions.domain.timeline.series import Series
from positions.domain.timeline.summed_series import DayColumns, SummedSeries, summed_series
from positions.models import StanceSummary, Topic
from positions.summary_table import reading
from positions.timelines import topic_sum_statements
from positions.timelines.query import TimelineData, TimelineOptions, as_text, read, terms
from positions.timelines.topic_sum_statements import taken_of

LARGE = 250  # letters with an accepted stance of the cabinet; of fewer, each is read
MOST = 60_000  # days in the cache: some 60 MB


@dataclass(frozen=True, slots=True)
class TopicSums:
    """The sums of letters on one topic. `letters`: number of those shown. `highest_shares`: of the letters of each day
    that are read and shown, the highest share of sentences that carry the topic. `silent`: number of letters of each
    day that are read and in which the cabinet takes no position.
    """

    lines: Mapping[Holder, SummedSeries]
    letters: int = 0
    highest_shares: tuple[tuple[date, Fraction], ...] = ()
    silent: Mapping[date, int] = field(default_factory=dict)

    @property
    def undated(self) -> bool:
        return any(line.undated_accepted or line.undated_proposed for line in self.lines.values())

    @property
    def size(self) -> int:
        return 1 + sum(len(line.pools) + len(line.days) for line in self.lines.values())


Terms = Callable[[], tuple[CabinetTerm, ...]]
Columns = Sequence[Sequence[Any]]
KEPT: InProcessCache[TopicSums] = in_process(MOST, lambda found: found.size)


def is_large() -> Exists:
    """Condition on topics: so many letters that their sums are read. Costs at most `LARGE` entries of an index."""
    said = StanceSummary.objects.filter(topic=OuterRef("pk"), holder=Holder.CABINET, accepted=True)
    return Exists(said.order_by()[LARGE : LARGE + 1])


def topic_sums(topic: Topic, holders: Sequence[Holder], letters: QuerySet[Letter], asked: TimelineOptions) -> TopicSums:
    """Return what these letters, of those that are `published`, say on the topic; steps are computed over all letters.

    Cached until the data change; else four queries. `asked` is of today and of all coders.
    """
    return _kept(topic, holders, letters, asked, terms)


def lines_on(
    topic: Topic, holders: Sequence[Holder], letters: QuerySet[Letter], asked: TimelineOptions
) -> Mapping[Holder, SummedSeries]:
    """Return the lines of `topic_sums` alone, for which less is read."""
    return _kept(topic, holders, letters, asked, terms, lines_alone=True).lines


def _kept(
    topic: Topic,
    holders: Sequence[Holder],
    letters: QuerySet[Letter],
    asked: TimelineOptions,
    cabinets: Terms,
    *,
    lines_alone: bool = False,
) -> TopicSums:
    name = (as_text(letters), topic.slug, tuple(holders), asked, lines_alone)
    return KEPT(
        Scope(topic.slug), name, lambda: look_up(topic, holders, letters, asked, cabinets, lines_alone=lines_alone)
    )


def lines_of(
    topics: Iterable[Topic], letters: QuerySet[Letter], asked: TimelineOptions, holder: Holder = Holder.CABINET
) -> dict[Topic, Series]:
    """Return the holder's line on each topic, of large ones by their sums. `topics` have `is_large`.

    What was known on another day, or what one coder said, is read letter by letter.
    """
    every, cabinets = list(topics), cache(terms)
    small = [topic for topic in every if asked.by_letter or not topic.is_large]  # type: ignore[attr-defined]
    whole = read(small, letters, asked) if small or not every else TimelineData()
    found = dict[Topic, Series]()
    for topic in every:
        if topic in small:
            found[topic] = whole.series(topic.slug, holder)
        else:
            found[topic] = _kept(topic, [holder], letters, asked, cabinets, lines_alone=True).lines[holder]
    return found


def look_up(
    topic: Topic,
    holders: Sequence[Holder],
    letters: QuerySet[Letter],
    asked: TimelineOptions,
    cabinets: Terms = terms,
    *,
    lines_alone: bool = False,
) -> TopicSums:
    """Return the sums from the database; with `lines_alone` without the other fields."""
    by_state, found = dict[tuple[str, bool], DayColumns](), defaultdict[str, Columns](lambda: ((), (), ()))
    for kind, holder, accepted, names, numbers in _rows(topic, holders, letters, asked, lines_alone=lines_alone):
        if kind == "days":
            by_state[holder, accepted] = _day_columns(names, numbers)
        else:
            found[kind] = numbers
    mentioned, in_order = _days(found["mentioned"][0]), cabinets()
    lines = {
        holder: summed_series(
            topic.slug, holder, by_state.get((holder, True), DayColumns()), by_state.get((holder, False), DayColumns()),
            in_order, days_mentioned=mentioned, proposals=asked.proposals,
        )
        for holder in holders
    }  # fmt: skip
    days, *shares = found["share"]
    return TopicSums(
        lines,
        letters=sum(found["letters"][0]),
        highest_shares=tuple(sorted(zip(_days(days), map(salience, *shares), strict=True))),
        silent=dict(zip(_days(found["silent"][0]), found["silent"][1], strict=True)),
    )


def spoken_on(topic: Topic, asked: TimelineOptions, least: int = 0) -> QuerySet[Any, Any] | RawSQL:
    """Return the ids of letters in which anybody says anything on the topic; also of letters that are not shown. With
    `least`, of those in which one takes a position on so many sentences.
    """
    due = reading.due_letters()
    if taken := taken_of(topic, asked, due) if due else None:
        sql = f"SELECT letter_id FROM ({taken[0]}) taken WHERE (accepted OR %s) AND sentences >= %s"
        return RawSQL(sql, (*taken[1], asked.proposals, least))
    said = StanceSummary.objects.filter(topic=topic, sentences__gte=least).order_by()
    return (said if asked.proposals else said.filter(accepted=True)).values("letter")


def _day_columns(cabinets: Sequence[str | None], numbers: Columns) -> DayColumns:
    """Return the columns from those of `_DAYS`."""
    ordinals, letters, thin, *rest = numbers
    shown, (shown_singly, hidden, left_out), line = rest[:5], rest[5:8], rest[8:13]
    line_singly, line_shown, waiting = rest[13:]
    sums = DaySums(_days(ordinals), cabinets, letters, thin, tuple(shown), shown_singly)
    return DayColumns(sums, hidden, left_out, tuple(line), line_singly, line_shown, waiting)


def _days(ordinals: Iterable[int | None]) -> list[Any]:
    """Return the dates, None for None."""
    return [date.fromordinal(day) if day else None for day in ordinals]


def _rows(
    topic: Topic, holders: Sequence[Holder], letters: QuerySet[Letter], asked: TimelineOptions, *, lines_alone: bool
) -> list[tuple[Any, ...]]:
    found = topic_sum_statements.sums(topic, holders, letters, asked, lines_alone=lines_alone)
    if found is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*found)
        return list(cursor.fetchall())
