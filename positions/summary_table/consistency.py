"""Comparison of the table with what it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db import connection

from letters.models import Letter
from positions.models import Stance
from positions.summary_table.statements import COLUMNS, LETTER_COLUMNS, Statement, how_far, summed_up

# Arrays compare by value, and NULL like any other value, in set operations.
_DIFFERENT = """
WITH due AS (SELECT letter FROM positions_summarydue),
kept AS (SELECT {columns} FROM {table} WHERE letter_id NOT IN (SELECT letter FROM due)),
made AS (SELECT {columns} FROM ({statement}) found WHERE letter_id NOT IN (SELECT letter FROM due))
SELECT letter_id FROM (
    (SELECT * FROM kept EXCEPT SELECT * FROM made) UNION ALL (SELECT * FROM made EXCEPT SELECT * FROM kept)
) differing
"""


def differing() -> list[int]:
    """Return the ids of the letters, of those not due, whose summaries are not what their stances add up to, or do not
    say how far the letter is. Two queries, which read everything.
    """
    letters: set[int] = set()
    with connection.cursor() as cursor:
        for statement, given in _statements():
            cursor.execute(statement, given)
            letters.update(letter for (letter,) in cursor.fetchall())
    return sorted(letters)


@cache
def _statements() -> tuple[Statement, Statement]:
    stances, letters = summed_up(Stance.objects.all()), how_far(Letter.objects.all())
    return (
        _compared("positions_stancesummary", COLUMNS, stances),
        _compared("positions_lettersummary", LETTER_COLUMNS, letters),
    )


def _compared(table: str, columns: Sequence[str], made: Statement | None) -> Statement:
    assert made, "all stances and letters are always a possible result"
    statement, given = made
    return _DIFFERENT.format(columns=", ".join(columns), table=table, statement=statement), given
