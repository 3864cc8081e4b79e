"""Keeping of the table: the only writer of letters' summaries, and the only one that deletes from `SummaryDue`.

Letters are summed up by whoever changes their stances, in the same transaction (`summing_up`), and the rest by a task.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any, TypeVar, cast

from django.db import connection, transaction

from letters.many_ids import any_of
from letters.models import Letter
from positions.models import DecisionTotal, Stance, SummaryDue
from positions.summary_table import refresh_days
from positions.summary_table.refresh_days import LETTER_LOCK
from positions.summary_table.statements import (
    COLUMNS,
    COUNTS,
    DECISION_COLUMNS,
    LETTER_COLUMNS,
    OF_COUNTS,
    Statement,
    decisions,
    how_far,
    summed_up,
)

_within: ContextVar[bool] = ContextVar("within an action that sums up", default=False)
Action = TypeVar("Action", bound=Callable[..., Any])

_LETTERS = [-1]  # no letter has this number
_OWN = """
SELECT DISTINCT letter FROM positions_summarydue WHERE transaction = pg_current_xact_id()::text::bigint ORDER BY 1
"""
# In order of number, so that two that sum up several letters never wait for each other.
_WAIT = "SELECT letter, pg_advisory_xact_lock(%s, (letter %% 2147483647)::integer) IS NOT NULL FROM ({of}) asked"
_TRY = "SELECT letter, pg_try_advisory_xact_lock(%s, (letter %% 2147483647)::integer) FROM ({of}) asked"
_ASKED = "SELECT DISTINCT unnest(%s::bigint[]) AS letter ORDER BY 1"
# Each statement sees what was committed before it began: first it is noted that the letter is no longer due, so that a
# change that comes in between makes it due again. A text that came from a letter that was joined has that one's rows.
_WRITE = """
DELETE FROM positions_summarydue WHERE letter = ANY(%s::bigint[]);
DELETE FROM positions_stancesummary WHERE letter_id = ANY(%s::bigint[]);
DELETE FROM positions_stancesummary
    WHERE revision_id = ANY(ARRAY(SELECT id FROM letters_revision WHERE letter_id = ANY(%s::bigint[])));
DELETE FROM positions_lettersummary WHERE letter_id = ANY(%s::bigint[]);
INSERT INTO positions_stancesummary ({columns}) {summed};
INSERT INTO positions_lettersummary ({letter_columns}) {how_far};
WITH made AS MATERIALIZED ({decisions}),
gone AS (
    DELETE FROM positions_decisioncount had WHERE letter_id = ANY(%s::bigint[])
        AND NOT EXISTS (SELECT FROM made WHERE made.letter_id = had.letter_id AND made.topic_id = had.topic_id)
),
put AS (
    INSERT INTO positions_decisioncount AS had ({decision_columns}) SELECT {decision_columns} FROM made
    ON CONFLICT (letter_id, topic_id) DO UPDATE SET (example, {counts}) = (EXCLUDED.example, {new_counts})
    WHERE (had.example, {old_counts}) IS DISTINCT FROM (EXCLUDED.example, {new_counts})
)
INSERT INTO positions_decisiontotal (topic_id, example, {counts})
SELECT topic_id, example, {sums} FROM (
    SELECT topic_id, example, {counts} FROM made UNION ALL
    SELECT topic_id, example, {less} FROM positions_decisioncount WHERE letter_id = ANY(%s::bigint[])
) changed GROUP BY topic_id, example HAVING ({sums}) <> (0, 0, 0);
"""
# The parts that it deletes are those that it adds up; parts of others that come in between stay beside it.
_ADD_UP = """
WITH part AS (DELETE FROM positions_decisiontotal RETURNING topic_id, example, {counts})
INSERT INTO positions_decisiontotal (topic_id, example, {counts})
SELECT topic_id, example, {sums} FROM part GROUP BY topic_id, example
"""
_ADD_UP_ANEW = """
WITH gone AS (DELETE FROM positions_decisiontotal)
INSERT INTO positions_decisiontotal (topic_id, example, {counts})
SELECT topic_id, example, {sums} FROM positions_decisioncount GROUP BY topic_id, example
"""
_LISTS = {
    **OF_COUNTS,
    "old_counts": ", ".join(f"had.{each}" for each in COUNTS),
    "new_counts": ", ".join(f"EXCLUDED.{each}" for each in COUNTS),
    "columns": ", ".join(COLUMNS),
    "letter_columns": ", ".join(LETTER_COLUMNS),
    "decision_columns": ", ".join(DECISION_COLUMNS),
}
MANY_PARTS = 50


def summing_up(action: Action) -> Action:
    """Run the action in a transaction, and sum up in it the letters whose stances it changed; once, at the end of the
    outermost of such actions. After it, sum up their days.
    """

    @wraps(action)
    def done(*args: Any, **rest: Any) -> Any:
        if _within.get():
            with transaction.atomic():
                return action(*args, **rest)
        token = _within.set(True)
        try:
            with transaction.atomic():
                result = action(*args, **rest)
                if changed := _locked(_WAIT, _OWN):
                    _write(changed)
                    transaction.on_commit(refresh_days.sum_up_some, robust=True)
            return result
        finally:
            _within.reset(token)

    return cast(Action, done)


@transaction.atomic
def sum_up(letters: Collection[int]) -> None:
    """Write the summaries of these letters anew. Waits for others who do so for one of them."""
    if letters:
        _write(_locked(_WAIT, _ASKED, list(letters)))


@transaction.atomic
def sum_up_due(most: int) -> int:
    """Sum up the letters that have waited longest, at most so many; returns how many. Skips those that others write."""
    waiting = SummaryDue.objects.order_by("pk").values_list("letter", flat=True)
    free = _locked(_TRY, _ASKED, list(dict.fromkeys(waiting[: 4 * most]))[:most])
    if free:
        _write(free)
    return len(free)


def add_up_totals(more_than: int = MANY_PARTS) -> None:
    """Add up the parts of the sums of decisions if there are more than this."""
    if DecisionTotal.objects.count() > more_than:
        _run(_ADD_UP)


def add_up_totals_anew() -> None:
    """Make the sums of decisions anew from the counts."""
    _run(_ADD_UP_ANEW)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**_LISTS))


def _locked(how: str, which: str, *given: list[int]) -> list[int]:
    """Return the letters of this query that are locked now, for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(how.format(of=which), (LETTER_LOCK, *given))
        return [letter for letter, is_locked in cursor.fetchall() if is_locked]


def _write(letters: Collection[int]) -> None:
    asked = list(letters)
    statement, given = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked if each == _LETTERS else each for each in given])


@cache
def _statement() -> Statement:
    """Return the statement that writes summaries; `_LETTERS` among its parameters stands for the letters asked for.

    To put it together takes Django longer than PostgreSQL needs to answer.
    """
    summed = summed_up(Stance.objects.filter(any_of("revision__letter", _LETTERS)))
    letter = how_far(Letter.objects.filter(any_of("pk", _LETTERS)))
    asked = decisions(Letter.objects.filter(any_of("pk", _LETTERS)))
    assert summed, "stances of letters that are named are always a possible result"
    assert letter, "so are the letters themselves"
    assert asked, "and decisions on them"
    sql = _WRITE.format(**_LISTS, summed=summed[0], how_far=letter[0], decisions=asked[0])
    return sql, (_LETTERS, _LETTERS, _LETTERS, _LETTERS, *summed[1], *letter[1], *asked[1], _LETTERS, _LETTERS)
