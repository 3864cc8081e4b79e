"""Search for the texts that share most sentences with a new one, in a time that does not grow with the letters.

Each sentence is looked up in a B-tree (`SentenceDigest`). One that stands in more than `COMMON` texts is not searched
by; of the texts that share others, the `BEST` are loaded, and compared in full (`letters.ingestion.match`). A text that
shares common sentences alone is therefore not found; nor is one of more than `BEST` that pass for the same letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

ALIKE_SHARE = 0.9  # of the sentences of the longer text, for two texts that may be one letter
SAME_DAY_SHARE = 0.5  # for two texts with the same date
COMMON = 100
BEST = 10

# The sentences of the new text, with the texts that hold each; then those texts, by the share of sentences in common.
# The share is at most what is estimated here, so that no text is left out by mistake: any may hold the common sentences
# too, and repeat what the new one repeats. A text whose date excludes it takes the place of none of the best.
LOOK_ALIKES = """
    SELECT id FROM (
        WITH own AS (
            SELECT digest, count(*) AS times FROM unnest(%(sentences)s::bigint[]) digest GROUP BY digest
        ), held AS MATERIALIZED (
            SELECT times, ARRAY(
                SELECT revision_id FROM letters_sentencedigest s WHERE s.digest = own.digest LIMIT %(most)s + 1
            ) AS texts FROM own
        ), shared AS (
            SELECT text, sum(times) AS times FROM held, unnest(texts) text
            WHERE cardinality(texts) <= %(most)s GROUP BY text
        ), common AS (
            SELECT COALESCE(sum(times), 0) AS times FROM held WHERE cardinality(texts) > %(most)s
        )
        SELECT r.id FROM shared
        JOIN letters_revision r ON r.id = shared.text
        JOIN letters_letter l ON l.id = r.letter_id
        CROSS JOIN LATERAL (SELECT GREATEST(cardinality(r.sentence_digests), %(length)s) AS sentences) longer
        CROSS JOIN LATERAL (
            SELECT CASE WHEN l.document_date = %(day)s::date THEN %(same_day)s ELSE %(alike)s END AS share
        ) enough
        WHERE shared.times + (SELECT times FROM common) >= %(length)s * %(same_day)s
            AND r.is_current AND l.joined_into_id IS NULL AND l.is_example = %(is_example)s
            AND l.id IS DISTINCT FROM %(but)s::bigint
            AND (l.document_date = %(day)s::date) IS NOT FALSE
            AND shared.times + (SELECT times FROM common) >= sentences * enough.share
        ORDER BY shared.times / sentences DESC, r.id
        LIMIT %(best)s
    ) best
"""


def asked(sentences: Sequence[int], day: date | None, *, is_example: bool, but: int | None = None) -> dict[str, Any]:
    """Return the parameters of `LOOK_ALIKES`: texts of this world, but not of the letter `but`."""
    return {
        "sentences": list(sentences),
        "length": len(sentences),
        "day": day,
        "is_example": is_example,
        "but": but,
        "alike": ALIKE_SHARE,
        "same_day": SAME_DAY_SHARE,
        "most": COMMON,
        "best": BEST,
    }


def look_alikes(sentences: Sequence[int], day: date | None, *, is_example: bool, but: int | None = None) -> list[int]:
    """Return the ids of at most `BEST` current texts."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK_ALIKES, asked(sentences, day, is_example=is_example, but=but))
        return [pk for (pk,) in cursor.fetchall()]
