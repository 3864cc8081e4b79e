"""Letters of a period on topics on which there are many, summed up in PostgreSQL.

Positions, gaps and shares are those of `domain.timeline.periods`, which goes letter by letter; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from letters.models import Letter
from positions.domain.scale import Holder
from positions.domain.timeline.periods import SizeSum, Slot
from positions.domain.timeline.positions import Position
from positions.models import Topic
from positions.summary_table import reading
from positions.timelines.topic_sentence_counts import CARRIED

# `summed` has the accepted summaries of dated letters: a group has those of one holder with equally many sentences.
_PERIODS = """
WITH summed AS MATERIALIZED (
    SELECT taken.topic_id, EXTRACT(YEAR FROM letter.document_date)::integer AS year, letter.cabinet_id,
        taken.holder, taken.sentences, COUNT(*) AS letters, SUM(taken.read_singly) AS singly, ARRAY[{counts}] AS counts
    FROM ({taken}) taken JOIN letters_letter letter ON letter.id = taken.letter_id
    WHERE taken.accepted AND letter.document_date IS NOT NULL
    GROUP BY taken.topic_id, year, letter.cabinet_id, taken.holder, taken.sentences
),
read_text (id) AS MATERIALIZED ({read}),
carried AS MATERIALIZED ({carried}),
found AS (
    SELECT 'size' AS kind, topic_id, year, cabinet_id, ARRAY[sentences, letters, singly] || counts AS numbers
    FROM summed WHERE holder = %s AND sentences > 0
    UNION ALL
    SELECT 'mentioned', topic_id, year, cabinet_id, ARRAY[SUM(carrying)::bigint] FROM (
        SELECT DISTINCT topic_id, year, cabinet_id, 0 AS carrying FROM summed
        UNION ALL
        SELECT carried.topic_id, EXTRACT(YEAR FROM letter.document_date)::integer, letter.cabinet_id, carried.carrying
        FROM carried JOIN letters_revision text ON text.id = carried.revision_id
        JOIN letters_letter letter ON letter.id = text.letter_id
        WHERE letter.document_date IS NOT NULL
    ) mentioned GROUP BY topic_id, year, cabinet_id
)
SELECT kind, topic_id, year, cabinet.name, numbers FROM found
LEFT JOIN letters_cabinet cabinet ON cabinet.id = found.cabinet_id
"""
_WITH_POSITION = """
SELECT COUNT(DISTINCT letter.id), MIN(letter.document_date), MAX(letter.document_date)
FROM ({taken}) taken JOIN letters_letter letter ON letter.id = taken.letter_id
WHERE taken.accepted AND taken.holder = %s AND taken.sentences >= %s AND letter.document_date IS NOT NULL
"""
_COUNTS = ", ".join(f"SUM(taken.counts[{place}])" for place in range(1, 6))

Period = tuple[int, str | None]  # year and cabinet


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """Letters of one or several periods. `thinner`: whether letters were left out that have too few sentences;
    `carrying`: number of body sentences of read letters that carry the topic.
    """

    sizes: tuple[SizeSum, ...] = ()
    thinner: bool = False
    mentioned: bool = False
    carrying: int = 0


@dataclass(slots=True)
class TopicPeriods:
    """The sums of one topic, by year and cabinet."""

    sizes: dict[Period, list[SizeSum]] = field(default_factory=lambda: defaultdict(list))
    thinner: set[Period] = field(default_factory=set)
    carrying: dict[Period, int] = field(default_factory=dict)

    def of(self, slot: Slot) -> PeriodSum:
        inside = [period for period in self.carrying if _holds(slot, period)]
        return PeriodSum(
            tuple(size for period in inside for size in self.sizes.get(period, ())),
            any(period in self.thinner for period in inside),
            bool(inside),
            sum(self.carrying[period] for period in inside),
        )


def period_sums(
    topics: Collection[Topic], holder: Holder, letters: QuerySet[Letter], least: int
) -> dict[Topic, TopicPeriods]:
    """Return what these letters, of those that are `published`, say on each topic, of positions on at least so many
    sentences. Two queries.
    """
    found, by_id = {topic: TopicPeriods() for topic in topics}, {topic.pk: topic for topic in topics}
    for kind, topic, year, cabinet, numbers in _rows(topics, holder, letters):
        there, period = found[by_id[topic]], (year, cabinet)
        if kind == "mentioned":
            there.carrying[period] = numbers[0]
        elif numbers[0] < least:
            there.thinner.add(period)
        else:
            there.sizes[period].append(_size(numbers))
    return found


def letters_with_position(
    topics: Iterable[Topic], holder: Holder, letters: QuerySet[Letter], least: int
) -> tuple[int, date | None, date | None]:
    """Return how many of these dated letters have an accepted position on any of the topics, and the days of the first
    and the last. Two queries.
    """
    taken = reading.stance_summaries(letters, reading.due_letters(), [topic.pk for topic in topics])
    if taken is None:
        return 0, None, None
    with connection.cursor() as cursor:
        cursor.execute(_WITH_POSITION.format(taken=taken[0]), (*taken[1], holder.value, least))
        number, first, last = cursor.fetchone()
    return number, first, last


def _size(numbers: Sequence[int]) -> SizeSum:
    size, letters, singly, *counts = numbers
    return SizeSum(size, letters, Position(tuple(counts), singly))  # type: ignore[arg-type]


def _holds(slot: Slot, period: Period) -> bool:
    year, cabinet = period
    return cabinet == slot.cabinet and slot.year in (None, year)


def _rows(topics: Iterable[Topic], holder: Holder, letters: QuerySet[Letter]) -> list[tuple[Any, ...]]:
    due = reading.due_letters()
    taken = reading.stance_summaries(letters, due, [topic.pk for topic in topics])
    read = reading.read_texts(letters, due)
    if taken is None or read is None:
        return []
    carried = CARRIED.format(taken=taken[0])
    sql = _PERIODS.format(taken=taken[0], read=read[0], carried=carried, counts=_COUNTS)
    with connection.cursor() as cursor:
        cursor.execute(sql, (*taken[1], *read[1], *taken[1], holder.value))
        return list(cursor.fetchall())
