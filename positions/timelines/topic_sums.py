"""Positions of letters on a topic, summed up by day and cabinet in PostgreSQL, for more letters than a chart can draw
one by one: the rows that are read grow with the days, not with the letters.

Line, steps and counts are those of `timelines.query`, which reads letter by letter; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from letters.models import Letter
from letters.parser.cabinet_terms import CabinetTerm
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import Scope
from positions.domain.scale import Holder
from positions.domain.timeline.positions import THIN, Position, salience
from positions.domain.timeline.series import DaySum, Series
from positions.domain.timeline.summed_series import DayRow, SummedSeries, summed_series
from positions.models import StanceSummary, Topic
from positions.models.assignments import letters_without
from positions.summary_table import reading
from positions.summary_table.statements import Statement
from positions.timelines.query import TimelineData, TimelineOptions, as_text, published, read, terms

# `said` has a row per letter, holder and state, `stand` those with a position; proposals only where none of the holder
# is accepted. What is found so is not joined again: PostgreSQL cannot estimate how many rows it has. All that is said
# is taken from the index `sums_of_topic`; of the rows themselves only `_SHARES` needs anything.
_STANDS = """
WITH said AS MATERIALIZED (
    SELECT taken.letter_id, taken.revision_id, taken.holder, taken.accepted, taken.sentences, taken.read_singly,
        taken.counts, taken.length, letter.document_date AS day, letter.cabinet_id, {chosen} AS chosen
    FROM ({taken}) taken JOIN letters_letter letter ON letter.id = taken.letter_id
),
read_text (id) AS MATERIALIZED ({read}),
waiting AS (SELECT letter_id, SUM(length) AS number FROM said WHERE NOT accepted GROUP BY letter_id),
held AS NOT MATERIALIZED (
    SELECT *, sentences >= {thin} AS on_line, chosen AND sentences >= %s AS shown
    FROM said WHERE sentences > 0 AND holder = ANY(%s)
),
stand AS (
    SELECT held.*, waiting.number AS waiting FROM held LEFT JOIN waiting ON waiting.letter_id = held.letter_id
    WHERE accepted
    UNION ALL
    SELECT held.*, NULL FROM held WHERE %s AND NOT accepted AND NOT EXISTS (
        SELECT FROM held settled
        WHERE settled.accepted AND settled.letter_id = held.letter_id AND settled.holder = held.holder
    )
)
"""
_DAYS = """
SELECT 'days' AS kind, holder, accepted, day, cabinet.name, numbers
FROM (
    SELECT holder, accepted, day, cabinet_id, ARRAY[
        COUNT(*) FILTER (WHERE shown), COUNT(*) FILTER (WHERE shown AND NOT on_line), {shown},
        SUM(read_singly) FILTER (WHERE shown),
        COUNT(*) FILTER (WHERE NOT shown), COUNT(*) FILTER (WHERE chosen AND NOT shown),
        COUNT(*) FILTER (WHERE shown AND on_line), {on_line}, SUM(read_singly) FILTER (WHERE on_line),
        (SUM(waiting) FILTER (WHERE on_line))::bigint
    ] AS numbers
    FROM stand GROUP BY holder, accepted, day, cabinet_id
) sums
LEFT JOIN letters_cabinet cabinet ON cabinet.id = sums.cabinet_id
UNION ALL
SELECT 'mentioned', '', TRUE, NULL, '', ARRAY_AGG(day - DATE '0001-01-01' + 1)::bigint[]
FROM (SELECT DISTINCT day FROM said WHERE accepted AND chosen) mentioned
"""
_LETTERS = """
UNION ALL
SELECT 'silent', '', TRUE, letter.document_date, '', ARRAY[COUNT(*)]
FROM read_text JOIN letters_revision text ON text.id = read_text.id
JOIN letters_letter letter ON letter.id = text.letter_id
WHERE {chosen} AND letter.document_date IS NOT NULL AND NOT text.letter_id = ANY(ARRAY(
    SELECT letter_id FROM stand WHERE shown OR holder = 'cabinet' AND accepted
))
GROUP BY letter.document_date
UNION ALL
SELECT 'letters', '', TRUE, NULL, '', ARRAY[COUNT(DISTINCT letter_id)] FROM stand WHERE shown
"""
# Of each day the letter with the highest share, of those that are read and shown. A share is of the sentences of the
# body; those count in which an accepted stance of any holder carries the topic.
_SHARES = """
UNION ALL
SELECT 'share', '', TRUE, day, '', ARRAY[carrying, body_sentences] FROM (
    SELECT DISTINCT ON (day) day, COALESCE(carrying, 0) AS carrying, body_sentences
    FROM stand JOIN read_text ON read_text.id = stand.revision_id
    JOIN letters_revision text ON text.id = stand.revision_id
    LEFT JOIN (
        SELECT taken.revision_id, COUNT(DISTINCT start) AS carrying
        FROM ({taken}) taken JOIN read_text ON read_text.id = taken.revision_id
        JOIN letters_revision text ON text.id = taken.revision_id
        CROSS JOIN UNNEST(taken.starts) start
        WHERE taken.accepted AND NOT EXISTS (
            SELECT FROM GENERATE_SERIES(1, CARDINALITY(text.annex_bounds), 2) place
            WHERE start >= text.annex_bounds[place] AND start < text.annex_bounds[place + 1]
        )
        GROUP BY taken.revision_id
    ) found ON found.revision_id = stand.revision_id
    WHERE shown AND day IS NOT NULL
    ORDER BY day, COALESCE(carrying, 0)::numeric / GREATEST(body_sentences, 1) DESC
) highest
"""
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
    by_holder, found = defaultdict[str, list[DayRow]](list), defaultdict[str, list[tuple[Any, Any]]](list)
    for kind, holder, accepted, day, cabinet, numbers in _rows(topic, holders, letters, asked, lines_alone=lines_alone):
        if kind == "days":
            by_holder[holder].append(_day_row(accepted, day, cabinet, numbers))
        else:
            found[kind].append((day, numbers))
    mentioned = [day and date.fromordinal(day) for _day, days in found["mentioned"] for day in days or ()]
    in_order = cabinets()
    lines = {
        holder: summed_series(
            topic.slug, holder, by_holder[holder], in_order, days_mentioned=mentioned, proposals=asked.proposals
        )
        for holder in holders
    }
    shares = sorted((day, salience(*numbers)) for day, numbers in found["share"])
    silent = {day: number for day, [number] in found["silent"]}
    return TopicSums(lines, sum(number for _day, [number] in found["letters"]), tuple(shares), silent)


def spoken_on(topic: Topic, asked: TimelineOptions) -> QuerySet[Any, Any] | RawSQL:
    """Return the ids of letters in which anybody says anything on the topic; also of letters that are not shown."""
    due = reading.due_letters()
    if taken := _taken(topic, asked, due) if due else None:
        sql = f"SELECT letter_id FROM ({taken[0]}) taken WHERE accepted OR %s"
        return RawSQL(sql, (*taken[1], asked.proposals))
    said = StanceSummary.objects.filter(topic=topic).order_by()
    return (said if asked.proposals else said.filter(accepted=True)).values("letter")


def _day_row(accepted: bool, day: date | None, cabinet: str | None, numbers: Sequence[int | None]) -> DayRow:
    """Return a row from the numbers of `_DAYS`: of letters shown, of letters hidden, and of the line."""
    there = None
    if letters := numbers[0]:
        shown = _position(numbers[2:8])
        assert shown, "each of these letters has a sentence"
        there = DaySum(day, cabinet, letters, numbers[1] or 0, shown)
    hidden, left_out, shown_on_line = numbers[8:11]
    line = _position(numbers[11:17])
    return DayRow(
        accepted, day, cabinet, there, hidden or 0, left_out or 0, line, bool(shown_on_line), numbers[17] or 0
    )


def _position(numbers: Sequence[int | None]) -> Position | None:
    """Return the position of five counts and the number read singly; the counts are None where there are no letters."""
    return None if numbers[0] is None else Position(tuple(numbers[:5]), numbers[5] or 0)  # type: ignore[arg-type]


def _rows(
    topic: Topic, holders: Sequence[Holder], letters: QuerySet[Letter], asked: TimelineOptions, *, lines_alone: bool
) -> list[tuple[Any, ...]]:
    due = reading.due_letters()
    taken, chosen, read = _taken(topic, asked, due), _chosen(letters), reading.read_texts(_every(asked), due)
    if taken is None or chosen is None or read is None:
        return []
    shown, on_line = (
        ", ".join(f"SUM(counts[{place}]) FILTER (WHERE {which})" for place in range(1, 6))
        for which in ("shown", "on_line")
    )
    sql = _STANDS.format(taken=taken[0], chosen=chosen[0], thin=THIN, read=read[0])
    sql += _DAYS.format(shown=shown, on_line=on_line)
    given = (*chosen[1], *taken[1], *read[1], asked.least, [holder.value for holder in holders], asked.proposals)
    if not lines_alone:
        sql += _LETTERS.format(chosen=chosen[0]) + _SHARES.format(taken=taken[0])
        given = (*given, *chosen[1], *taken[1])
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _taken(topic: Topic, asked: TimelineOptions, due: Collection[int]) -> Statement | None:
    return reading.stance_summaries(_every(asked), due, [topic.pk])


def _every(asked: TimelineOptions) -> QuerySet[Letter]:
    return letters_without(published(), asked.hidden)


def _chosen(letters: QuerySet[Letter]) -> Statement | None:
    """Return a condition on `letter`: of these letters."""
    if as_text(letters) == as_text(published()):
        return "TRUE", ()
    try:
        sql, given = letters.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"letter.id IN ({sql})", given
