"""Attention to topics on which there are many letters: what a year's letters say is summed up in PostgreSQL.

Numbers are those of `domain.timeline.topic_attention`, which goes letter by letter; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from letters.models import Letter
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.topic_attention import Attention, YearSum, attention
from positions.models import Topic
from positions.summary_table import reading
from positions.timelines.query import TimelineData, TimelineOptions, look_up, read
from positions.timelines.topic_sentence_counts import CARRIED

# Per letter and topic whether the cabinet takes a position, and how many body sentences carry the topic if it is read.
_YEARS = """
WITH said AS MATERIALIZED (
    SELECT taken.topic_id, taken.revision_id, letter.document_date AS day,
        taken.holder = 'cabinet' AND taken.sentences > 0 AS position
    FROM ({taken}) taken JOIN letters_letter letter ON letter.id = taken.letter_id
    WHERE taken.accepted AND letter.document_date IS NOT NULL
),
read_text (id) AS MATERIALIZED ({read}),
carried AS MATERIALIZED ({carried}),
letter AS (
    SELECT topic_id, revision_id, day, BOOL_OR(position) AS position FROM said GROUP BY topic_id, revision_id, day
)
SELECT letter.topic_id, EXTRACT(YEAR FROM day)::integer, COUNT(*) FILTER (WHERE position),
    COALESCE(SUM(carrying), 0)::bigint, MAX(day), MAX(day) FILTER (WHERE position)
FROM letter LEFT JOIN carried ON carried.topic_id = letter.topic_id AND carried.revision_id = letter.revision_id
GROUP BY 1, 2
"""


def attention_to(
    topics: Iterable[Topic], letters: QuerySet[Letter], asked: TimelineOptions, held: Holdings, until: date
) -> dict[Topic, Attention]:
    """Return the attention to each topic in these letters, of large topics by their sums; `topics` have `is_large`.

    `asked` is of today and without proposals, and `letters` leave out those that it hides.
    """
    every = list(topics)
    large = [topic for topic in every if topic.is_large]  # type: ignore[attr-defined]
    small = [topic for topic in every if topic not in large]
    whole = read(small, letters, asked) if small or not every else TimelineData()
    sums, last = _summed(large, letters, asked) if large else ({}, TimelineData())
    found = dict[Topic, Attention]()
    for topic in every:
        data = last if topic in large else whole
        line, sayings = data.series(topic.slug), data.sayings.get(topic.slug, [])
        found[topic] = attention(line, sayings, held, until, sums=sums[topic.pk] if topic in large else None)
    return found


def _summed(
    topics: Sequence[Topic], letters: QuerySet[Letter], asked: TimelineOptions
) -> tuple[Mapping[int, dict[int, YearSum]], TimelineData]:
    """Return the sums by topic and year, and what the letters of the last days with a mention or a position say."""
    sums, last_days = defaultdict[int, dict[int, YearSum]](dict), dict[int, tuple[date, date | None]]()
    for topic, year, positions, carrying, mentioned, position in sorted(
        _rows(topics, letters), key=lambda row: row[:2]
    ):
        sums[topic][year] = YearSum(positions, carrying)
        last_days[topic] = mentioned, position or last_days.get(topic, (None, None))[1]
    days = {day for both in last_days.values() for day in both if day}
    return sums, look_up(topics, asked, letters.filter(document_date__in=days))


def _rows(topics: Sequence[Topic], letters: QuerySet[Letter]) -> list[tuple[Any, ...]]:
    due = reading.due_letters()
    taken = reading.stance_summaries(letters, due, [topic.pk for topic in topics])
    read_texts = reading.read_texts(letters, due)
    if taken is None or read_texts is None:
        return []
    with connection.cursor() as cursor:
        sql = _YEARS.format(taken=taken[0], read=read_texts[0], carried=CARRIED.format(taken=taken[0]))
        cursor.execute(sql, (*taken[1], *read_texts[1], *taken[1]))
        return list(cursor.fetchall())
