"""Many letters that are due at once: after an upgrade, or a new round over all of them, until a worker sums them up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from bench import many
from letters.models import Letter
from positions.models import SummaryDue
from positions.summary_table import reading, refresh

LETTERS = 250


@pytest.fixture
def all_due(db: None, codebook: Any) -> list[int]:
    many.make(LETTERS, everything=True)
    return reading.due_letters()


@pytest.mark.parametrize("summaries", [reading.stance_summaries, reading.letter_summaries])
def test_their_list_is_searched_once_not_for_each_row_of_a_join(all_due, summaries) -> None:
    statement = summaries(Letter.objects.published(), all_due)
    searches = [(node.get("Index Cond", "")[:80], node["Actual Loops"]) for node in nodes(*statement)]
    assert [(where, loops) for where, loops in searches if "= ANY" in where and loops > 1] == []
    assert len(all_due) == LETTERS


@pytest.mark.parametrize("summaries", [reading.stance_summaries, reading.letter_summaries])
def test_they_are_read_as_when_they_are_summed_up(all_due, summaries) -> None:
    on_the_spot = rows(*summaries(Letter.objects.published(), all_due))
    refresh.sum_up(all_due)
    assert not SummaryDue.objects.exists()
    assert rows(*summaries(Letter.objects.published(), ())) == on_the_spot != []


def nodes(sql: str, given: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", given)
        [found] = cursor.fetchone()
    waiting = [(json.loads(found) if isinstance(found, str) else found)[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        yield node


def rows(sql: str, given: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return sorted(cursor.fetchall(), key=repr)
