"""Keeping of the sums of days: the only writer of `DaySummary`, and the only one that deletes from `DayDue`.

One at a time sums up days, those that wait longest first; whoever comes meanwhile leaves them to that one, or to the
task. Until then readers sum them up themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from django.db import connection, transaction
from django.db.models import QuerySet

from letters.models import Letter
from positions.prepared_querysets import Given, filled_in
from positions.summary_table import day_statements, reading
from positions.summary_table.day_statements import DAY_COLUMNS
from positions.summary_table.statements import Statement

LETTER_LOCK = 7_401_915  # of advisory locks: a summary of that letter is being written
LOCK = 7_401_916  # of advisory locks: days are being summed up
AT_ONCE = 20
_DUE = "SELECT day FROM positions_daydue GROUP BY day ORDER BY MIN(id) LIMIT %s"
# As in `positions.summary_table.refresh`: a change that comes in between makes the day due again. A letter that another
# is summing up made due the day that it had when that began; if it has this day by now, this day stays due.
_WRITE = """
DELETE FROM positions_daydue WHERE {on_days};
INSERT INTO positions_daydue (day, transaction)
SELECT DISTINCT day, pg_current_xact_id()::text::bigint FROM (
    SELECT document_date AS day FROM letters_letter WHERE id IN (
        SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = {letters} AND objsubid = 2
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()
    )
) beside WHERE {on_days} ON CONFLICT (day, transaction) DO NOTHING;
DELETE FROM positions_daysummary WHERE {on_days};
INSERT INTO positions_daysummary ({columns}) {by_day};
"""
_GIVEN = Given("days"), Given("undated")


def sum_up_some() -> None:
    """Sum up a few of the days that are due, as many as one change concerns as a rule."""
    sum_up(AT_ONCE)


@transaction.atomic
def sum_up(most: int) -> int:
    """Sum up the days that have waited longest, at most so many; returns how many. None while another does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute(_DUE, [most])
        days = [day for (day,) in cursor.fetchall()]
        if days:
            _write(days)
    return len(days)


@transaction.atomic
def sum_up_these(days: Sequence[date | None]) -> None:
    """Sum up these days, due or not. Waits for who sums up days."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if days:
        _write(days)


def _write(days: Sequence[date | None]) -> None:
    statement, given = _statement()
    values = filled_in(given, {"days": [day for day in days if day], "undated": None in days})
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@cache
def _statement() -> Statement:
    sql, given = of_letters(reading.on_days(Letter.objects.all(), *_GIVEN))
    parts = {"columns": ", ".join(DAY_COLUMNS), "by_day": sql, "on_days": day_statements.on_days("day")}
    write = _WRITE.format(**parts, letters=LETTER_LOCK)
    return write, (*_GIVEN * 3, *given)


def of_letters(letters: QuerySet[Letter]) -> Statement:
    """Return a query for the summaries of the days of these letters, of those that may be shown in their world, from
    what is kept of each letter.
    """
    shown = letters.standing().letters()  # type: ignore[attr-defined]
    taken, read = reading.stance_summaries(shown, (), few=True), reading.read_texts(shown, (), few=True)
    assert taken, "all letters are always a possible result"
    assert read, "and so is that they are read"
    return day_statements.by_day(taken, read)
