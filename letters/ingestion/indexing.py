"""The search words of a revision's passages, computed by PostgreSQL in one statement."""

from __future__ import annotations

from django.db import connection

from letters.models import Passage, Revision
from letters.searching import lemmas

INDEX = """
    UPDATE letters_passage AS p
    SET search = to_tsvector('dutch', v.words) || to_tsvector('simple', v.lemmas)
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS v(id, words, lemmas)
    WHERE p.id = v.id
"""


def index(revision: Revision, passages: list[Passage]) -> None:
    texts = [revision.text[p.start : p.end] for p in passages]
    with connection.cursor() as cursor:
        cursor.execute(INDEX, [[p.pk for p in passages], texts, [lemmas(text) for text in texts]])
