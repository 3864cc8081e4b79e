"""Comparison of the table with what it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from django.db import connection

from letters.models import Letter
from positions.models import Stance
from positions.summary_table import refresh_days
from positions.summary_table.day_statements import DAY_COLUMNS
from positions.summary_table.statements import (
    COLUMNS,
    DECISION_COLUMNS,
    LETTER_COLUMNS,
    OF_COUNTS,
    Statement,
    decisions,
    how_far,
    summed_up,
)

# Arrays compare by value, and NULL like any other value, in set operations.
_DIFFERENT = """
WITH due AS (SELECT letter FROM positions_summarydue),
kept AS (SELECT {columns} FROM {table} WHERE letter_id NOT IN (SELECT letter FROM due)),
made AS (SELECT {columns} FROM ({statement}) found WHERE letter_id NOT IN (SELECT letter FROM due))
SELECT letter_id FROM (
    (SELECT * FROM kept EXCEPT SELECT * FROM made) UNION ALL (SELECT * FROM made EXCEPT SELECT * FROM kept)
) differing
"""
# Whether due or not, the sums are those of what is counted.
_OTHER_SUMS = """
SELECT count(*) FROM (
    SELECT topic_id, example, {counts} FROM positions_decisioncount UNION ALL
    SELECT topic_id, example, {less} FROM positions_decisiontotal
) each GROUP BY topic_id, example HAVING ({sums}) <> (0, 0, 0)
"""

# Of days that are not due, and on which no letter is.
_OTHER_DAYS = """
WITH due AS MATERIALIZED (
    SELECT day FROM positions_daydue
    UNION SELECT document_date FROM letters_letter WHERE id IN (SELECT letter FROM positions_summarydue)
),
kept AS (SELECT {columns} FROM positions_daysummary),
made AS (SELECT {columns} FROM ({statement}) found)
SELECT DISTINCT day FROM (
    (SELECT * FROM kept EXCEPT ALL SELECT * FROM made) UNION ALL (SELECT * FROM made EXCEPT ALL SELECT * FROM kept)
) differing WHERE NOT EXISTS (SELECT FROM due WHERE due.day IS NOT DISTINCT FROM differing.day) ORDER BY day
"""


def days_differ() -> list[date | None]:
    """Return the days, of those not due, whose summaries are not what their letters' add up to; None: no date. It reads
    everything.
    """
    statement, given = _days()
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [day for (day,) in cursor.fetchall()]


@cache
def _days() -> Statement:
    statement, given = refresh_days.of_letters(Letter.objects.all())
    return _OTHER_DAYS.format(columns=", ".join(DAY_COLUMNS), statement=statement), given


def totals_differ() -> bool:
    """Return whether the sums of decisions are not those of the counts by letter and topic."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHER_SUMS.format(**OF_COUNTS))
        return cursor.fetchone() is not None


def differing() -> list[int]:
    """Return the ids of the letters, of those not due, whose summaries are not what their stances add up to, do not say
    how far the letter is, or what is to decide on it. Three queries, which read everything.
    """
    letters: set[int] = set()
    with connection.cursor() as cursor:
        for statement, given in _statements():
            cursor.execute(statement, given)
            letters.update(letter for (letter,) in cursor.fetchall())
    return sorted(letters)


@cache
def _statements() -> tuple[Statement, ...]:
    stances, letters = summed_up(Stance.objects.all()), how_far(Letter.objects.all())
    return (
        _compared("positions_stancesummary", COLUMNS, stances),
        _compared("positions_lettersummary", LETTER_COLUMNS, letters),
        _compared("positions_decisioncount", DECISION_COLUMNS, decisions(Letter.objects.all())),
    )


def _compared(table: str, columns: Sequence[str], made: Statement | None) -> Statement:
    assert made, "all stances and letters are always a possible result"
    statement, given = made
    return _DIFFERENT.format(columns=", ".join(columns), table=table, statement=statement), given
