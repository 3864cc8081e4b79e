"""Search for the sentences of other letters that are nearly those of a text, without a lock.

A sentence whose very words stand in two other letters needs no search by bands: whatever is alike was found for one of
those two when it was compared. Of the others, the first `MOST` with a band in common are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from letters.models import Revision
from positions.domain import text_reuse as rules
from positions.models import WordingSentence

MOST = 200
FEW = 10  # sentences of the same words that are looked at, to find two letters among them

# Sentences of other letters, both real or both examples, with the same words; or with a common band and at most twice
# as long or short. Of equal sentences in a chain one suffices. The search by bands is a CTE of its own, because the
# planner would read the table for a LIMIT: it expects that many sentences have a band in common.
CANDIDATES = """
    WITH new AS (
        SELECT id, digest, words, bands, ARRAY(
            SELECT ARRAY[o.id, r.letter_id] FROM positions_wordingsentence o
            JOIN positions_wordinground d ON d.revision_id = o.revision_id AND d.compared
            JOIN letters_revision r ON r.id = o.revision_id
            JOIN letters_letter l ON l.id = r.letter_id
            WHERE o.digest = n.digest AND r.letter_id <> %(letter)s AND l.is_example = %(is_example)s
            LIMIT %(few)s
        ) AS same
        FROM positions_wordingsentence n WHERE n.revision_id = %(revision)s
    ), found AS (
        SELECT new.id AS new, new.same[1][1] AS id FROM new
        WHERE EXISTS (SELECT FROM generate_subscripts(same, 1) i WHERE same[i][2] <> same[1][2])
        UNION ALL
        SELECT new.id, near.id FROM new CROSS JOIN LATERAL (
            WITH mates AS MATERIALIZED (
                SELECT id, revision_id FROM positions_wordingsentence o
                WHERE o.bands && new.bands AND o.words BETWEEN (new.words + 1) / 2 AND new.words * 2
            )
            SELECT mates.id FROM mates
            JOIN letters_revision r ON r.id = mates.revision_id
            JOIN letters_letter l ON l.id = r.letter_id
            WHERE r.letter_id <> %(letter)s AND l.is_example = %(is_example)s
            LIMIT %(most)s
        ) near
        WHERE NOT EXISTS (SELECT FROM generate_subscripts(same, 1) i WHERE same[i][2] <> same[1][2])
    )
    SELECT DISTINCT ON (new, digest, COALESCE(wording_id, -o.id)) new, o.id, quote
    FROM found JOIN positions_wordingsentence o ON o.id = found.id
    ORDER BY new, digest, COALESCE(wording_id, -o.id), o.id
"""


def near_duplicates(revision: Revision) -> Iterator[tuple[int, int]]:
    """Yield each sentence of the text with a near-duplicate: one of equal ones in a chain."""
    own = {s.pk: rules.words(s.quote) for s in WordingSentence.objects.filter(revision=revision).only("quote")}
    for new, old, quote in candidates(revision):
        if new in own and rules.is_near_duplicate(own[new], rules.words(quote)):
            yield new, old


def candidates(revision: Revision) -> list[tuple[int, int, str]]:
    """Return (sentence of the text, sentence of another letter, its words)."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, parameters(revision))
        found: list[tuple[int, int, str]] = cursor.fetchall()
    return found


def parameters(revision: Revision) -> dict[str, int | bool]:
    letter = revision.letter
    return {
        "revision": revision.pk, "letter": letter.pk, "is_example": letter.is_example, "few": FEW, "most": MOST,
    }  # fmt: skip
