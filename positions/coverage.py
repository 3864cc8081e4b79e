"""How much of what is held has been read, proposed on, reviewed and coded twice, by year of the letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from positions.models import Topic
from positions.timelines import published

# Of machines the newest round on a text speaks, as on the timelines. A letter is reviewed when a machine went through
# it and nothing that it proposes is open, or when a person went through all of it and all that they said is decided on;
# coded twice when two coders went through a sentence of it and were done.
SQL = """
WITH text AS (
    SELECT r.id, r.body_sentences, EXTRACT(YEAR FROM l.document_date)::integer AS year
    FROM letters_letter l LEFT JOIN letters_revision r ON r.letter_id = l.id AND r.is_current
    WHERE l.id IN ({letters})
),
round AS (
    SELECT DISTINCT ON (p.revision_id) p.revision_id, p.coder_id, p.codebook_id
    FROM positions_proposing p JOIN text ON text.id = p.revision_id
    ORDER BY p.revision_id, p.codebook_id DESC, p.coder_id DESC
),
said AS (
    SELECT s.revision_id, s.topic_id, COALESCE(latest.state, 'proposed') AS state
    FROM positions_stance s
    JOIN text ON text.id = s.revision_id
    LEFT JOIN round ON round.revision_id = s.revision_id
    LEFT JOIN LATERAL (
        SELECT state FROM positions_review v WHERE v.stance_id = s.id ORDER BY v.id DESC LIMIT 1
    ) latest ON TRUE
    WHERE latest.state = 'accepted' OR latest.state IS NULL AND s.confidence <> ''
        AND s.coder_id = round.coder_id AND s.codebook_id = round.codebook_id
),
twice AS (
    SELECT DISTINCT revision_id FROM (
        SELECT g.revision_id FROM positions_assignedsentence g
        JOIN positions_assignment a ON a.id = g.assignment_id AND a.done_at IS NOT NULL
        JOIN text ON text.id = g.revision_id
        GROUP BY g.revision_id, g.start HAVING COUNT(DISTINCT a.coder_id) > 1
    ) sentences
),
through AS (
    SELECT DISTINCT g.revision_id
    FROM positions_assignedsentence g
    JOIN positions_assignment a ON a.id = g.assignment_id AND a.done_at IS NOT NULL
    JOIN text ON text.id = g.revision_id
    WHERE NOT EXISTS (
        SELECT 1 FROM positions_stance s WHERE s.assignment_id = a.id AND s.revision_id = g.revision_id
        AND NOT EXISTS (SELECT 1 FROM positions_review v WHERE v.stance_id = s.id)
    )
    GROUP BY g.revision_id, a.id, text.body_sentences HAVING COUNT(*) >= text.body_sentences
),
topic AS (
    SELECT revision_id, topic_id, BOOL_OR(state = 'proposed') AND NOT EXISTS (
        SELECT 1 FROM through WHERE through.revision_id = said.revision_id
    ) AS open
    FROM said GROUP BY revision_id, topic_id
)
SELECT text.year, NULL::bigint AS topic_id,
    COUNT(*), COUNT(*) FILTER (WHERE body_sentences > 0), COUNT(round.revision_id),
    COUNT(*) FILTER (
        WHERE through.revision_id IS NOT NULL OR round.revision_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM topic WHERE topic.revision_id = text.id AND topic.open)
    ),
    COUNT(twice.revision_id)
FROM text LEFT JOIN round ON round.revision_id = text.id LEFT JOIN twice ON twice.revision_id = text.id
    LEFT JOIN through ON through.revision_id = text.id
GROUP BY text.year
UNION ALL
SELECT text.year, topic.topic_id, COUNT(*), 0, 0, COUNT(*) FILTER (WHERE NOT topic.open), 0
FROM topic JOIN text ON text.id = topic.revision_id
GROUP BY text.year, topic.topic_id
"""


@dataclass(slots=True)
class Part:
    """Of the letters that carry a topic, how many are reviewed on it."""

    letters: int = 0
    reviewed: int = 0


@dataclass(slots=True)
class Year:
    """`year` is None for letters without a date. `topics` runs in the codebook's order."""

    year: int | None
    held: int = 0
    readable: int = 0
    proposed_on: int = 0
    reviewed: int = 0
    coded_twice: int = 0
    topics: list[Part] = field(default_factory=list)


def by_year(topics: Sequence[Topic]) -> list[Year]:
    """Newest year first, letters without a date last; one query."""
    places = {topic.pk: place for place, topic in enumerate(topics)}
    years: dict[int | None, Year] = {}
    for number, topic, held, readable, proposed_on, reviewed, twice in _rows():
        year = years.setdefault(number, Year(number, topics=[Part() for _ in topics]))
        if topic is None:
            year.held, year.readable, year.proposed_on = held, readable, proposed_on
            year.reviewed, year.coded_twice = reviewed, twice
        elif topic in places:
            year.topics[places[topic]] = Part(held, reviewed)
    return sorted(years.values(), key=lambda year: (year.year is None, -(year.year or 0)))


def total(years: Sequence[Year]) -> Year:
    found = Year(None, topics=[Part() for _ in years[0].topics] if years else [])
    for year in years:
        found.held += year.held
        found.readable += year.readable
        found.proposed_on += year.proposed_on
        found.reviewed += year.reviewed
        found.coded_twice += year.coded_twice
        for part, more in zip(found.topics, year.topics, strict=True):
            part.letters += more.letters
            part.reviewed += more.reviewed
    return found


def _rows() -> list[tuple[int | None, int | None, int, int, int, int, int]]:
    letters, given = published().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(letters=letters), given)
        rows: list[tuple[int | None, int | None, int, int, int, int, int]] = cursor.fetchall()
    return rows
