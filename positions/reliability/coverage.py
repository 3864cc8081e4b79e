"""Coverage: how many letters are proposed on, decided, read by a person and coded twice, by year of the letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from positions.models import Topic
from positions.summary_table import reading
from positions.timelines.query import published

# A letter is decided if a machine ran on it and no proposal is open; read if a person went through all of it
# (`AssignmentQuerySet.reading`), which decisions alone do not make it; coded twice if two coders finished a common
# sentence. Every part is joined to the letters once: a lookup per letter takes minutes for a hundred thousand.
SQL = """
WITH text AS (
    SELECT l.id AS letter_id, r.body_sentences, EXTRACT(YEAR FROM l.document_date)::integer AS year
    FROM letters_letter l LEFT JOIN letters_revision r ON r.letter_id = l.id AND r.is_current
    WHERE l.id IN ({letters})
),
how_far AS ({how_far}),
topic AS (
    SELECT letter_id, topic_id, NOT BOOL_AND(accepted) AS open FROM ({said}) said GROUP BY letter_id, topic_id
)
SELECT text.year, NULL::bigint AS topic_id,
    COUNT(*), COUNT(*) FILTER (WHERE body_sentences > 0), COUNT(*) FILTER (WHERE proposed_on),
    COUNT(*) FILTER (WHERE proposed_on AND NOT waiting),
    COUNT(*) FILTER (WHERE read),
    COUNT(*) FILTER (WHERE coded_twice)
FROM text LEFT JOIN how_far ON how_far.letter_id = text.letter_id
GROUP BY text.year
UNION ALL
SELECT text.year, topic.topic_id, COUNT(*), 0, 0, COUNT(*) FILTER (WHERE NOT topic.open), 0, 0
FROM topic JOIN text ON text.letter_id = topic.letter_id
GROUP BY text.year, topic.topic_id
"""

Row = tuple[int | None, int | None, int, int, int, int, int, int]


@dataclass(slots=True)
class Part:
    """Letters that carry a topic, and how many of them have no open proposal on it."""

    letters: int = 0
    decided: int = 0


@dataclass(slots=True)
class Year:
    """Counts of one year; `year` is None for letters without a date. `topics` is in the codebook's order."""

    year: int | None
    held: int = 0
    readable: int = 0
    proposed_on: int = 0
    decided: int = 0
    read: int = 0
    coded_twice: int = 0
    topics: list[Part] = field(default_factory=list)


def by_year(topics: Sequence[Topic]) -> list[Year]:
    """Return the years, newest first, undated letters last; two queries."""
    places = {topic.pk: place for place, topic in enumerate(topics)}
    years: dict[int | None, Year] = {}
    for number, topic, held, readable, proposed_on, decided, read, twice in _rows():
        year = years.setdefault(number, Year(number, topics=[Part() for _ in topics]))
        if topic is None:
            year.held, year.readable, year.proposed_on = held, readable, proposed_on
            year.decided, year.read, year.coded_twice = decided, read, twice
        elif topic in places:
            year.topics[places[topic]] = Part(held, decided)
    return sorted(years.values(), key=lambda year: (year.year is None, -(year.year or 0)))


def total(years: Sequence[Year]) -> Year:
    found = Year(None, topics=[Part() for _ in years[0].topics] if years else [])
    for year in years:
        found.held += year.held
        found.readable += year.readable
        found.proposed_on += year.proposed_on
        found.decided += year.decided
        found.read += year.read
        found.coded_twice += year.coded_twice
        for part, more in zip(found.topics, year.topics, strict=True):
            part.letters += more.letters
            part.decided += more.decided
    return found


def _rows() -> list[Row]:
    due = reading.due_letters()
    said, how_far = reading.stance_summaries(published(), due), reading.letter_summaries(published(), due)
    if said is None or how_far is None:
        return []
    letters, of_letters = published().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        parts = {"letters": letters, "how_far": how_far[0], "said": said[0]}
        cursor.execute(SQL.format(**parts), (*of_letters, *how_far[1], *said[1]))
        rows: list[Row] = cursor.fetchall()
    return rows
