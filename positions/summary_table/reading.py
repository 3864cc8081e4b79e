"""Reading of the table. Letters that are due, other days and one coder's stances are summed up on the spot."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL

from letters.many_ids import any_found, any_of
from letters.models import Letter, Revision
from positions.models import Assignment, DaySummary, LetterSummary, Stance, StanceSummary, SummaryDue
from positions.models.stances import end_of
from positions.prepared_querysets import Given, filled_in
from positions.summary_table import day_statements, statements
from positions.summary_table.day_statements import DAY_COLUMNS
from positions.summary_table.statements import COLUMNS, LETTER_COLUMNS, OF_COUNTS, Statement

# Without the letters that are due, which are counted on the spot, and those that this person codes blind. In one
# statement: what is summed up meanwhile is in the sums and no longer due, or neither.
_DECISIONS = """
WITH due AS MATERIALIZED (SELECT DISTINCT letter FROM positions_summarydue),
part AS (
    SELECT topic_id, example, {counts} FROM positions_decisiontotal UNION ALL
    SELECT topic_id, example, {less} FROM positions_decisioncount
    WHERE letter_id = ANY(ARRAY(SELECT letter FROM due UNION {hidden}))
)
SELECT ARRAY(SELECT letter FROM due), {sums} FROM part
WHERE topic_id = COALESCE(%s, topic_id) AND (NOT example OR NOT EXISTS ({real}))
"""
_ON_THE_SPOT = "SELECT {sums} FROM ({decisions}) part WHERE topic_id = COALESCE(%s, topic_id)"


# The days of letters that are due are due too: their summaries are not in the sums of the day.
_DUE = """
SELECT ARRAY(SELECT DISTINCT letter FROM positions_summarydue), ARRAY(
    SELECT day FROM positions_daydue
    UNION SELECT document_date FROM letters_letter WHERE id IN (SELECT letter FROM positions_summarydue)
)
"""
_ARE_DAYS = "CASE WHEN day IS NULL THEN %s ELSE day = ANY(%s::date[]) END"


class Due(NamedTuple):
    """The letters whose summaries may be out of date, and the days (None: no date) of which that holds."""

    letters: list[int]
    days: list[date | None]


class Decisions(NamedTuple):
    """How many decisions machines ask for, how many of them wait, and on how many of those coders differ."""

    proposed: int
    waiting: int
    differing: int


def decisions(user: Any = None, topic: int | None = None) -> Decisions:
    """Count the decisions that machines ask for, on a topic or on all, but for letters that this user codes blind.

    One query; two while letters are due. It reads a row for each topic, each change of the last minute, and each topic
    of the letters that are due or hidden.
    """
    statement, given = _kept_decisions()
    with connection.cursor() as cursor:
        cursor.execute(statement, filled_in(given, {"user": user and user.pk, "topic": topic}))
        due, *kept = cursor.fetchone()
    seen = Letter.objects.in_world().filter(any_of("pk", due))
    anew = statements.decisions(Assignment.objects.letters_seen_by(user, seen) if user else seen) if due else None
    if anew is None:
        return Decisions(*map(int, kept))
    with connection.cursor() as cursor:
        cursor.execute(_ON_THE_SPOT.format(**OF_COUNTS, decisions=anew[0]), [*anew[1], topic])
        return Decisions(*(int(a + b) for a, b in zip(kept, cursor.fetchone(), strict=True)))


@cache
def _kept_decisions() -> Statement:
    hidden = _statement(_ids(Assignment.objects.blind_of(Given("user")).letters()))
    real = _statement(Letter.objects.real().values("pk"))
    assert hidden, "somebody may code blind"
    assert real, "there may be a letter"
    sql = _DECISIONS.format(**OF_COUNTS, hidden=hidden[0], real=real[0])
    return sql, (*hidden[1], Given("topic"), *real[1])


def due_letters(most: int | None = None) -> list[int]:
    """Return the ids of the letters whose summaries may be out of date, at most so many. To be asked before the table
    is read: what is summed up in between is in the table. One query.
    """
    return list(SummaryDue.objects.order_by().values_list("letter", flat=True).distinct()[:most])


def due() -> Due:
    """Return what may be out of date; to be asked before the table is read, as `due_letters`. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE)
        return Due(*cursor.fetchone())


def on_days(letters: QuerySet[Letter], days: Any, undated: Any) -> QuerySet[Letter]:
    """Return the letters of these days, and with `undated` those without a date."""
    return letters.filter(RawSQL(day_statements.on_days("document_date"), (days, undated), output_field=BooleanField()))


def day_summaries(
    topic: int, holders: Collection[str], letters: Callable[[], QuerySet[Letter]], due: Due
) -> Statement | None:
    """Return a query for the summaries of all days on this topic, of these holders ("" for days on which an accepted
    stance carries it), from `letters()`, those that may be shown. Its columns are `DAY_COLUMNS`.
    """
    in_world = Q(example=False) | ~Exists(Letter.objects.real())
    kept = DaySummary.objects.filter(in_world, topic=topic, holder__in=holders)
    if not due.days:
        return _statement(kept.values(*DAY_COLUMNS))
    days, undated = [day for day in due.days if day], None in due.days
    still = RawSQL(f"NOT {_ARE_DAYS}", (undated, days), output_field=BooleanField())
    of_days = on_days(letters(), days, undated)
    taken = stance_summaries(of_days, due.letters, [topic], few=True)
    read = read_texts(of_days, due.letters, few=True)
    anew = day_statements.by_day(taken, read) if taken and read else None
    if anew:
        columns = ", ".join(DAY_COLUMNS)
        anew = f"SELECT {columns} FROM ({anew[0]}) by_day WHERE holder = ANY(%s)", (*anew[1], list(holders))
    return _together(_statement(kept.filter(still).values(*DAY_COLUMNS)), anew)


def stance_summaries(
    letters: QuerySet[Letter],
    due: Collection[int],
    topics: Collection[int] | None = None,
    day: date | None = None,
    coder: int | None = None,
    *,
    few: bool = False,
) -> Statement | None:
    """Return a query for the summaries of these letters on these topics, all if None; None if there can be none.

    Its columns are `COLUMNS`. With a day, as of its end; with a coder, of that one's stances alone. Where the letters
    are `few`, they are found first, and no summaries of others are read.
    """
    said = Stance.objects.all() if topics is None else Stance.objects.filter(topic__in=topics)
    if day is not None or coder is not None:
        by_coder = said if coder is None else said.filter(coder=coder)
        return statements.summed_up(by_coder.filter(revision__letter__in=_ids(letters)), day)
    kept = StanceSummary.objects.filter(_of(letters, few=few))
    if topics is not None:
        kept = kept.filter(topic__in=topics)
    if not due:
        return _statement(kept.values(*COLUMNS))
    there = _ids(letters.filter(any_of("pk", due)))
    texts = Revision.objects.filter(any_found("letter", there), is_current=True).order_by().values("pk")
    anew = statements.summed_up(said.filter(any_found("revision", texts)))
    return _together(_statement(kept.exclude(any_of("letter", due)).values(*COLUMNS)), anew)


def letter_summaries(letters: QuerySet[Letter], due: Collection[int], *, few: bool = False) -> Statement | None:
    """Return a query for how far these letters are, of those with a text. Its columns are `LETTER_COLUMNS`."""
    kept = LetterSummary.objects.filter(_of(letters, few=few))
    if not due:
        return _statement(kept.values(*LETTER_COLUMNS))
    anew = statements.how_far(letters.filter(any_of("pk", due)))
    return _together(_statement(kept.exclude(any_of("letter", due)).values(*LETTER_COLUMNS)), anew)


def waiting_texts(newest: Any = None, most: int | None = None, *, oldest_first: bool = False) -> QuerySet[Any, Any]:
    """Return the ids (`revision`) of the texts on which a proposal may wait, newest first unless `oldest_first`: on
    others there is none, whatever is asked of it. Up to this text if one is given; of all at most so many.
    """
    way = "" if oldest_first else "-"
    known = LetterSummary.objects.filter(waiting=True)
    due = Revision.objects.filter(is_current=True, letter__in=SummaryDue.objects.order_by().values("letter"))
    if newest is not None:
        known, due = known.filter(revision__lte=newest), due.filter(pk__lte=newest)
    parts = known.order_by(f"{way}revision").values("revision"), due.order_by(f"{way}pk").values(revision=F("pk"))
    return parts[0][:most].union(parts[1][:most], all=True).order_by(f"{way}revision")[:most]


def read_texts(
    letters: QuerySet[Letter], due: Collection[int], day: date | None = None, *, few: bool = False
) -> Statement | None:
    """Return a query for the ids of the texts of these letters that are read (codebook, 5), now or as of that day."""
    if day is not None:
        return _statement(Assignment.objects.filter(letter__in=_ids(letters)).read_texts(end_of(day)))
    found = letter_summaries(letters, due, few=few)
    return found and (f"SELECT revision_id FROM ({found[0]}) letter_summary WHERE read", found[1])


def _of(letters: QuerySet[Letter], *, few: bool) -> Q | Func:
    """Condition on summaries: of these letters."""
    return any_found("letter", _ids(letters)) if few else Q(letter__in=_ids(letters))


def _ids(letters: QuerySet[Letter]) -> QuerySet[Letter, Any]:
    return letters.order_by().values("pk")


def _statement(asked: QuerySet[Any, Any]) -> Statement | None:
    try:
        sql, given = asked.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, given


def _together(kept: Statement | None, anew: Statement | None) -> Statement | None:
    if kept is None or anew is None:
        return kept or anew
    return f"{kept[0]} UNION ALL ({anew[0]})", (*kept[1], *anew[1])
