"""Sums of the letters on a topic, where they are not kept by day: read from an index, without the rows and quotes."""

from __future__ import annotations

import re

from django.db import connection

from positions.domain.scale import Holder
from positions.models import Topic
from positions.timelines.query import TimelineOptions, published
from positions.timelines.topic_sums import look_up
from tests.positions.factories import PRESS, TALK


def scans(**more: bool) -> set[str]:
    """Return how the summaries are read for the sums of Russia, where there is no other index of theirs."""
    asked: list[tuple[str, tuple]] = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        look_up(Topic.objects.get(slug="russia"), [Holder.CABINET], published(), TimelineOptions(least=2), **more)
    [(sql, params)] = [each for each in asked if "said AS" in each[0]]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX summary_of_letter")
        cursor.execute("ALTER TABLE positions_stancesummary DROP CONSTRAINT summed_up_once")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row for (row,) in cursor.fetchall())
    return set(re.findall(r"(\w[\w ]+ Scan using \w+) on positions_stancesummary", plan))


def test_lines_are_read_from_the_index_alone(letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, PRESS), TALK, -1)
    assert scans(lines_alone=True) == {"Index Only Scan using sums_of_topic"}


def test_the_rows_are_read_for_the_shares_alone(letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, PRESS), TALK, -1)
    assert scans() == {"Index Only Scan using sums_of_topic", "Index Scan using sums_of_topic"}
