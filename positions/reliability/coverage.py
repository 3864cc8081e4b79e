"""Coverage: how many letters are proposed on, decided, read by a person and coded twice, by year of the letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from positions.models import Assignment, Stance, State, Topic
from positions.timelines.query import published

# A letter is decided if a machine ran on it and no proposal is open; read if a person went through all of it
# (`AssignmentQuerySet.reading`), which decisions alone do not make it; coded twice if two coders finished a common
# sentence. Every part is joined to the letters once: a lookup per letter takes minutes for a hundred thousand.
SQL = """
WITH text AS (
    SELECT r.id, r.body_sentences, EXTRACT(YEAR FROM l.document_date)::integer AS year
    FROM letters_letter l LEFT JOIN letters_revision r ON r.letter_id = l.id AND r.is_current
    WHERE l.id IN ({letters})
),
gone_through AS (SELECT DISTINCT revision_id FROM positions_proposing),
said AS MATERIALIZED ({said}),
twice AS (
    SELECT DISTINCT revision_id FROM (
        SELECT g.revision_id FROM positions_assignedsentence g
        JOIN positions_assignment a ON a.id = g.assignment_id
        JOIN text ON text.id = g.revision_id
        WHERE a.done_at IS NOT NULL AND a.withdrawn_at IS NULL
        GROUP BY g.revision_id, g.start HAVING COUNT(DISTINCT a.coder_id) > 1
    ) sentences
),
read_text (id) AS MATERIALIZED ({read}),
topic AS (SELECT revision_id, topic_id, BOOL_OR(open) AS open FROM said GROUP BY revision_id, topic_id),
waiting AS (SELECT DISTINCT revision_id FROM topic WHERE open)
SELECT text.year, NULL::bigint AS topic_id,
    COUNT(*), COUNT(*) FILTER (WHERE body_sentences > 0), COUNT(gone_through.revision_id),
    COUNT(*) FILTER (
        WHERE gone_through.revision_id IS NOT NULL AND waiting.revision_id IS NULL
    ),
    COUNT(read_text.id),
    COUNT(twice.revision_id)
FROM text LEFT JOIN gone_through ON gone_through.revision_id = text.id
    LEFT JOIN twice ON twice.revision_id = text.id
    LEFT JOIN waiting ON waiting.revision_id = text.id
    LEFT JOIN read_text ON read_text.id = text.id
GROUP BY text.year
UNION ALL
SELECT text.year, topic.topic_id, COUNT(*), 0, 0, COUNT(*) FILTER (WHERE NOT topic.open), 0, 0
FROM topic JOIN text ON text.id = topic.revision_id
GROUP BY text.year, topic.topic_id
"""
_OPEN = ExpressionWrapper(Q(("state", State.PROPOSED)), output_field=BooleanField())

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
    """Return the years, newest first, undated letters last; one query."""
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
    letters, of_letters = published().order_by().values("pk").query.sql_with_params()
    said = Stance.objects.published().speaking(proposals=True).annotate(open=_OPEN).order_by()
    spoken, of_stances = said.values("revision_id", "topic_id", "open").query.sql_with_params()
    read, of_read = Assignment.objects.read_texts().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(letters=letters, said=spoken, read=read), (*of_letters, *of_stances, *of_read))
        rows: list[Row] = cursor.fetchall()
    return rows
