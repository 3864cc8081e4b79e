"""SQL for the sums of a topic's letters: of all letters that may be shown from what is kept of each day
(`positions.summary_table`); of some of them, or with a minimum of sentences, from their letters.

A statement returns a row for each holder and state with the numbers of all days in columns, and a row for each of the
other fields of `TopicSums`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from letters.models import Letter
from positions.domain.scale import Holder
from positions.domain.timeline.positions import THIN
from positions.models import Topic
from positions.models.assignments import letters_without
from positions.summary_table import reading
from positions.summary_table.day_statements import CARRYING, OF_LETTERS, STANDS, number
from positions.summary_table.reading import Due
from positions.summary_table.statements import Statement
from positions.timelines.query import TimelineOptions, are_all, published

_ORDINAL = "(day - DATE '0001-01-01' + 1)::bigint"  # as `date.toordinal`
_IN_ORDER = """
SELECT 'days' AS kind, holder, accepted, ARRAY_AGG(cabinet) AS cabinets, ARRAY[{columns}] AS numbers
FROM (
    SELECT holder, accepted, {ordinal} AS ordinal, cabinet.name AS cabinet, {names}
    FROM ({sums}) sums
    LEFT JOIN letters_cabinet cabinet ON cabinet.id = sums.cabinet_id
    ORDER BY holder, accepted, day, cabinet.start, cabinet.name COLLATE "C"
) in_order
GROUP BY holder, accepted
UNION ALL
SELECT 'mentioned', '', TRUE, NULL, ARRAY[ARRAY_AGG({ordinal} ORDER BY day)]
FROM (SELECT DISTINCT day FROM {mentioned}) mentioned HAVING COUNT(*) > 0
"""
_SILENT = """
UNION ALL
SELECT 'silent', '', TRUE, NULL, ARRAY[ARRAY_AGG({ordinal}), ARRAY_AGG(letters)]
FROM ({silent}) silent HAVING COUNT(*) > 0
"""
_HIGHEST = """
UNION ALL
SELECT 'share', '', TRUE, NULL, ARRAY[ARRAY_AGG({ordinal}), ARRAY_AGG(carrying), ARRAY_AGG(body_sentences)] FROM (
    SELECT DISTINCT ON (day) day, carrying::bigint, body_sentences::bigint FROM ({shares}) share WHERE day IS NOT NULL
    ORDER BY day, carrying::numeric / GREATEST(body_sentences, 1) DESC, body_sentences
) highest HAVING COUNT(*) > 0
"""
_SUMS = "SELECT holder, accepted, day, cabinet_id, {sums} FROM stand GROUP BY holder, accepted, day, cabinet_id"
_READ = """
SELECT letter.document_date AS day, COUNT(*) AS letters
FROM ({read}) read_text (id) JOIN letters_revision text ON text.id = read_text.id
JOIN letters_letter letter ON letter.id = text.letter_id
WHERE letter.document_date IS NOT NULL AND {condition}
GROUP BY letter.document_date
"""
_WITH_POSITION = """
NOT text.letter_id = ANY(ARRAY(SELECT letter_id FROM stand WHERE shown OR holder = 'cabinet' AND accepted))
"""
_LETTERS = """
UNION ALL
SELECT 'letters', '', TRUE, NULL, ARRAY[ARRAY[COUNT(DISTINCT letter_id)]] FROM stand WHERE shown
"""
_SHARES = """
SELECT day, COALESCE(carrying, 0) AS carrying, body_sentences
FROM stand JOIN read_text ON read_text.id = stand.revision_id
JOIN letters_revision text ON text.id = stand.revision_id
LEFT JOIN ({carrying}) found ON found.revision_id = stand.revision_id
WHERE shown
"""
_OF_DAYS = """
WITH by_day AS MATERIALIZED (SELECT holder, accepted, day, cabinet_id, numbers FROM ({days}) found),
stand AS (SELECT * FROM by_day WHERE holder <> '' AND (accepted OR %s))
"""
_LETTERS_OF_DAYS = """
UNION ALL
SELECT 'letters', '', TRUE, NULL, ARRAY[ARRAY[COALESCE(SUM({letters}), 0)::bigint]] FROM stand
"""
# Those that are read, without those in which a position is taken.
_SILENT_DAYS = """
SELECT day, SUM(letters)::bigint AS letters
FROM ({read} UNION ALL SELECT day, -{number} FROM stand WHERE {number} > 0 AND day IS NOT NULL) each
GROUP BY day HAVING SUM(letters) > 0
"""
_SHARES_OF_DAYS = f"""
SELECT day, {number("carrying")} AS carrying, {number("body_sentences")} AS body_sentences
FROM stand WHERE {number("read")} > 0
"""
MANY_DUE = 200  # days: if more are due, what is kept of the rest spares little


def sums(
    topic: Topic, holders: Sequence[Holder], letters: QuerySet[Letter], asked: TimelineOptions, *, lines_alone: bool
) -> Statement | None:
    """Return the statement; with `lines_alone` its rows for the lines alone. One query, for what is due."""
    due = reading.due()
    every = asked.least == 1 and not asked.hidden and are_all(letters)
    if every and len(due.days) <= MANY_DUE and (lines_alone or list(holders) == [Holder.CABINET]):
        return _of_days(topic, holders, asked, due, lines_alone=lines_alone)
    return _of_letters(topic, holders, letters, asked, due.letters, lines_alone=lines_alone)


def _of_days(
    topic: Topic, holders: Sequence[Holder], asked: TimelineOptions, due: Due, *, lines_alone: bool
) -> Statement | None:
    """Return the statement from what is kept of days; letters without a position are those without the cabinet's."""
    days = reading.day_summaries(topic.pk, ["", *(each.value for each in holders)], published, due)
    read = None if lines_alone else reading.read_texts(published(), due.letters)
    if days is None or (read is None and not lines_alone):
        return None
    names = {name: f"{number(name)}::bigint" for name in OF_LETTERS}
    sql = _OF_DAYS.format(days=days[0])
    sql += _in_order(sums="SELECT * FROM stand", mentioned="by_day WHERE holder = ''", names=names)
    if read is None:
        return sql, (*days[1], asked.proposals)
    silent = _SILENT_DAYS.format(read=_READ.format(read=read[0], condition="TRUE"), number=number("read"))
    sql += _SILENT.format(ordinal=_ORDINAL, silent=silent) + _LETTERS_OF_DAYS.format(letters=number("letters"))
    sql += _HIGHEST.format(ordinal=_ORDINAL, shares=_SHARES_OF_DAYS)
    return sql, (*days[1], asked.proposals, *read[1])


def _of_letters(
    topic: Topic,
    holders: Sequence[Holder],
    letters: QuerySet[Letter],
    asked: TimelineOptions,
    due: Collection[int],
    *,
    lines_alone: bool,
) -> Statement | None:
    taken, chosen, read = taken_of(topic, asked, due), _chosen(letters), reading.read_texts(_every(asked), due)
    if taken is None or chosen is None or read is None:
        return None
    sql = STANDS.format(
        taken=taken[0], chosen=chosen[0], thin=THIN, read=read[0], least="%s", holders="%s", proposals="%s"
    )
    sums = _SUMS.format(sums=", ".join(f"{sql} AS {name}" for name, sql in OF_LETTERS.items()))
    sql += _in_order(sums=sums, mentioned="said WHERE accepted AND chosen", names={name: name for name in OF_LETTERS})
    given = (*chosen[1], *taken[1], *read[1], asked.least, [holder.value for holder in holders], asked.proposals)
    if lines_alone:
        return sql, given
    silent = _READ.format(read="SELECT id FROM read_text", condition=f"{chosen[0]} AND {_WITH_POSITION}")
    shares = _SHARES.format(carrying=CARRYING.format(taken=taken[0]))
    sql += _SILENT.format(ordinal=_ORDINAL, silent=silent) + _LETTERS
    return sql + _HIGHEST.format(ordinal=_ORDINAL, shares=shares), (*given, *chosen[1], *taken[1])


def _in_order(*, sums: str, mentioned: str, names: dict[str, str]) -> str:
    return _IN_ORDER.format(
        ordinal=_ORDINAL,
        columns=", ".join(f"ARRAY_AGG({name})" for name in ("ordinal", *names)),
        names=", ".join(f"{sql} AS {name}" for name, sql in names.items()),
        sums=sums,
        mentioned=mentioned,
    )


def taken_of(topic: Topic, asked: TimelineOptions, due: Collection[int]) -> Statement | None:
    """Return a query for what is kept of each letter on the topic, of those that this reader does not code blind."""
    return reading.stance_summaries(_every(asked), due, [topic.pk])


def _every(asked: TimelineOptions) -> QuerySet[Letter]:
    return letters_without(published(), asked.hidden)


def _chosen(letters: QuerySet[Letter]) -> Statement | None:
    """Return a condition on `letter`: of these letters."""
    if are_all(letters):
        return "TRUE", ()
    try:
        sql, given = letters.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"letter.id IN ({sql})", given
