"""Counts of shown letters that are held and read, by day and cabinet; cached until the data change."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from letters.models import Letter
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WITHOUT_STANCES
from positions.domain.timeline.holdings import Holding, Holdings
from positions.models.assignments import letters_without
from positions.models.stances import end_of
from positions.stances import as_of
from positions.summary_table import reading
from positions.timelines.query import TimelineOptions, as_text, published

SQL = """
WITH read_text (id) AS MATERIALIZED ({read}),
read_letter AS (
    SELECT text.letter_id, text.body_sentences FROM letters_revision text
    JOIN read_text ON read_text.id = text.id WHERE text.id IN ({texts})
)
SELECT letter.document_date, cabinet.name, COUNT(*), COUNT(read_letter.letter_id),
    COALESCE(SUM(read_letter.body_sentences), 0)
FROM letters_letter letter
LEFT JOIN letters_cabinet cabinet ON cabinet.id = letter.cabinet_id
LEFT JOIN read_letter ON read_letter.letter_id = letter.id
WHERE letter.id IN ({letters})
GROUP BY letter.document_date, cabinet.name
"""
MOST = 200_000  # rows in the cache
KEPT: InProcessCache[Holdings] = in_process(MOST, lambda holdings: 1 + len(holdings.rows))


def holdings(letters: QuerySet[Letter], asked: TimelineOptions | None = None) -> Holdings:
    """Return the counts for these letters as of the requested day; one query, none if cached. `letters` must leave out
    those that the reader codes blind (`Assignment.objects.letters_seen_by`).
    """
    asked = asked or TimelineOptions()
    every = letters_without(published(), asked.hidden)
    chosen = as_text(letters) != as_text(every)
    name = (as_text(letters), asked.as_of, chosen)
    return KEPT(WITHOUT_STANCES, name, lambda: look_up(letters, asked.as_of, chosen=chosen))


def look_up(letters: QuerySet[Letter], day: date | None = None, *, chosen: bool = False) -> Holdings:
    """Count these letters by day and cabinet; two queries, one for another day."""
    there = letters.filter(created_at__lt=end_of(day)) if day else letters
    read = reading.read_texts(there, reading.due_letters() if day is None else (), day)
    try:
        of_letters, given = there.order_by().values("pk").query.sql_with_params()
        texts, of_texts = as_of.texts(day).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return Holdings(chosen=chosen)
    if read is None:
        return Holdings(chosen=chosen)
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(letters=of_letters, texts=texts, read=read[0]), (*read[1], *of_texts, *given))
        return Holdings(tuple(Holding(*row) for row in cursor.fetchall()), chosen)
