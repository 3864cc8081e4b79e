"""Check of the table against what it is made from."""

from __future__ import annotations

from functools import cache

from django.db import connection

from positions.models import Stance
from positions.summary_table.statements import COLUMNS, Statement, summed_up

# Arrays of arrays of texts compare by value, and NULL like any other value, in set operations.
_DIFFERENT = """
WITH due AS (SELECT letter FROM positions_summarydue),
kept AS (SELECT {columns} FROM positions_stancesummary WHERE letter_id NOT IN (SELECT letter FROM due)),
made AS (SELECT * FROM ({summed}) summed WHERE letter_id NOT IN (SELECT letter FROM due))
SELECT DISTINCT letter_id FROM (
    (SELECT * FROM kept EXCEPT SELECT * FROM made) UNION ALL (SELECT * FROM made EXCEPT SELECT * FROM kept)
) differing ORDER BY letter_id
"""


def differing() -> list[int]:
    """Return the ids of the letters that are not due and whose summaries are not what their stances add up to.

    One query, which reads every stance.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_statement())
        return [letter for (letter,) in cursor.fetchall()]


@cache
def _statement() -> Statement:
    found = summed_up(Stance.objects.all())
    assert found, "all stances are always a possible result"
    summed, given = found
    return _DIFFERENT.format(columns=", ".join(COLUMNS), summed=summed), given
