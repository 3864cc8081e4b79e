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
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.day_sums import DaySums
from positions.domain.timeline.positions import THIN, salience
from positions.domain.timeline.series import Series
from positions.domain.timeline.summed_series import DayColumns, SummedSeries, summed_series
from positions.models import StanceSummary, Topic
from positions.models.assignments import letters_without
from positions.summary_table import reading
from positions.summary_table.statements import Statement
from positions.timelines.query import TimelineData, TimelineOptions, as_text, published, read, terms

PLACES = range(1, len(SCORES) + 1)  # of the counts
_ORDINAL = "(day - DATE '0001-01-01' + 1)::bigint"  # as `date.toordinal`
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
# A row for each holder and state, with the numbers of all days in columns, in the order of `in_order`.
_DAYS = """
SELECT 'days' AS kind, holder, accepted, ARRAY_AGG(cabinet) AS cabinets, ARRAY[{columns}] AS numbers
FROM (
    SELECT holder, accepted, {ordinal} AS ordinal, cabinet.name AS cabinet, {names}
    FROM (
        SELECT holder, accepted, day, cabinet_id, {sums} FROM stand GROUP BY holder, accepted, day, cabinet_id
    ) sums
    LEFT JOIN letters_cabinet cabinet ON cabinet.id = sums.cabinet_id
    ORDER BY holder, accepted, day, cabinet.start, cabinet.name COLLATE "C"
) in_order
GROUP BY holder, accepted
UNION ALL
SELECT 'mentioned', '', TRUE, NULL, ARRAY[ARRAY_AGG({ordinal})]
FROM (SELECT DISTINCT day FROM said WHERE accepted AND chosen) mentioned HAVING COUNT(*) > 0
"""
_OF_LETTERS = {
    "letters": "COUNT(*) FILTER (WHERE shown)",
    "thin": "COUNT(*) FILTER (WHERE shown AND NOT on_line)",
    **{f"shown_{place}": f"SUM(counts[{place}]) FILTER (WHERE shown)" for place in PLACES},
    "shown_singly": "SUM(read_singly) FILTER (WHERE shown)",
    "hidden": "COUNT(*) FILTER (WHERE NOT shown)",
    "left_out": "COUNT(*) FILTER (WHERE chosen AND NOT shown)",
    **{f"line_{place}": f"SUM(counts[{place}]) FILTER (WHERE on_line)" for place in PLACES},
    "line_singly": "SUM(read_singly) FILTER (WHERE on_line)",
    "line_shown": "COUNT(*) FILTER (WHERE shown AND on_line)",
    "waiting": "(SUM(waiting) FILTER (WHERE on_line))::bigint",
}
_LETTERS = """
UNION ALL
SELECT 'silent', '', TRUE, NULL, ARRAY[ARRAY_AGG({ordinal}), ARRAY_AGG(letters)] FROM (
    SELECT letter.document_date AS day, COUNT(*) AS letters
    FROM read_text JOIN letters_revision text ON text.id = read_text.id
    JOIN letters_letter letter ON letter.id = text.letter_id
    WHERE {chosen} AND letter.document_date IS NOT NULL AND NOT text.letter_id = ANY(ARRAY(
        SELECT letter_id FROM stand WHERE shown OR holder = 'cabinet' AND accepted
    ))
    GROUP BY letter.document_date
) silent HAVING COUNT(*) > 0
UNION ALL
SELECT 'letters', '', TRUE, NULL, ARRAY[ARRAY[COUNT(DISTINCT letter_id)]] FROM stand WHERE shown
"""
# Of each day the letter with the highest share, of those that are read and shown. A share is of the sentences of the
# body; those count in which an accepted stance of any holder carries the topic.
_SHARES = """
UNION ALL
SELECT 'share', '', TRUE, NULL, ARRAY[ARRAY_AGG({ordinal}), ARRAY_AGG(carrying), ARRAY_AGG(body_sentences)] FROM (
    SELECT DISTINCT ON (day) day, COALESCE(carrying, 0) AS carrying, body_sentences::bigint
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
) highest HAVING COUNT(*) > 0
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
    if taken := _taken(topic, asked, due) if due else None:
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
    due = reading.due_letters()
    taken, chosen, read = _taken(topic, asked, due), _chosen(letters), reading.read_texts(_every(asked), due)
    if taken is None or chosen is None or read is None:
        return []
    sql = _STANDS.format(taken=taken[0], chosen=chosen[0], thin=THIN, read=read[0])
    sql += _DAYS.format(
        ordinal=_ORDINAL,
        columns=", ".join(f"ARRAY_AGG({name})" for name in ("ordinal", *_OF_LETTERS)),
        names=", ".join(_OF_LETTERS),
        sums=", ".join(f"{sql} AS {name}" for name, sql in _OF_LETTERS.items()),
    )
    given = (*chosen[1], *taken[1], *read[1], asked.least, [holder.value for holder in holders], asked.proposals)
    if not lines_alone:
        sql += _LETTERS.format(chosen=chosen[0], ordinal=_ORDINAL) + _SHARES.format(taken=taken[0], ordinal=_ORDINAL)
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
