"""For each download a COPY of one statement, written by hand, that gives the same columns of the same rows.

It is written for the data of `bench.many`, and no more than they need: no proposal is superseded, no review points to
another, no number is calibrated, and everything may be shown. Where data are otherwise, the bytes are others too, and
the bench stops.
"""

from __future__ import annotations

import time

from django.db import connection

OF_STANCES = """
FROM positions_stance s
JOIN letters_revision x ON x.id = s.revision_id AND x.is_current
JOIN letters_letter l ON l.id = x.letter_id AND l.withdrawn_at IS NULL AND l.joined_into_id IS NULL
JOIN positions_topic t ON t.id = s.topic_id
JOIN positions_coder c ON c.id = s.coder_id
JOIN positions_codebookversion b ON b.id = s.codebook_id
LEFT JOIN LATERAL (
    SELECT * FROM positions_review r WHERE r.stance_id = s.id ORDER BY r.id DESC LIMIT 1
) r ON true
LEFT JOIN LATERAL (
    SELECT position, start, "end" FROM letters_passage p WHERE p.revision_id = s.revision_id AND p.start <= s.start
    ORDER BY p.start DESC LIMIT 1
) p ON true
WHERE r.state IS NULL OR r.state = 'accepted'
ORDER BY s.revision_id, s.start, t.position, s.id
"""
STANCES = (
    """
SELECT l.key AS letter, s.quote, s.start, s."end", t.slug AS topic, s.holder, s.score,
    trim(c.name || ' ' || c.version) AS coder, b.number AS codebook, coalesce(r.state, 'proposed') AS state,
    l.document_date AS date, p.position AS passage, nullif(s.confidence, '') AS confidence,
    CASE WHEN r.state = 'accepted' THEN CASE WHEN r.bulk THEN 'True' ELSE 'False' END END AS bulk, s.probability,
    NULL AS calibrated, NULL AS calibration, s.id, 'http://testserver/standpunten/' || s.id || '/' AS url,
    to_char(r.at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD"T"HH24:MI:SS.US+01:00') AS decided,
    'codeur ' || r.coder_id AS decided_by, CASE x.annex_bounds WHEN '{}' THEN 'body' ELSE 'annex' END AS part,
    x.number AS revision
"""
    + OF_STANCES
)
LETTERS = """
SELECT l.key, l.identifier,
    (SELECT string_agg(d.number, '; ' ORDER BY d.number) FROM letters_letter_dossiers o
        JOIN letters_dossier d ON d.id = o.dossier_id WHERE o.letter_id = l.id) AS dossiers,
    l.dossier_title, l.number, l.session, l.title, l.subject, l.publication, l.kind, l.chamber, l.document_date,
    c.name AS cabinet, CASE l.demissionary WHEN true THEN 'True' WHEN false THEN 'False' END AS demissionary,
    (SELECT string_agg(concat_ws(', ', s.name, s.office), '; ' ORDER BY s.position) FROM letters_signatory s
        WHERE s.letter_id = l.id) AS signatories,
    (SELECT string_agg(q.target, '; ' ORDER BY q.position) FROM letters_citation q
        WHERE q.letter_id = l.id) AS citations,
    (SELECT string_agg(substr(x.text, p.start + 1, p."end" - p.start), '; ' ORDER BY p.position)
        FROM letters_passage p WHERE p.revision_id = x.id AND p.kind = 'heading') AS headings,
    x.footnotes, x.annexes, CASE WHEN l.attention = '{}' THEN 'recorded' ELSE 'needs attention' END AS state,
    nullif(l.signed_by::text, '[]') AS signed_by, array_to_string(l.on_behalf_of, '; ') AS on_behalf_of,
    l.publication_date, l.received_date, x.number AS revision, x.body_sentences,
    CASE WHEN EXISTS (SELECT FROM positions_assignment a WHERE a.letter_id = l.id) THEN 'True' ELSE 'False' END AS read
FROM letters_letter l
LEFT JOIN letters_cabinet c ON c.id = l.cabinet_id
LEFT JOIN letters_revision x ON x.letter_id = l.id AND x.is_current
WHERE l.withdrawn_at IS NULL AND l.joined_into_id IS NULL
ORDER BY l.id
"""
PASSAGES = f"""
SELECT l.*, p.* FROM ({LETTERS}) l JOIN letters_letter n ON n.key = l.key
JOIN letters_revision x ON x.letter_id = n.id AND x.is_current
JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'number', p.position, 'label', p.label, 'text', words,
        'headings', p.headings, 'page', p.page, 'kind', p.kind, 'sentences', ARRAY(
            SELECT substr(words, p.sentence_bounds[n] - p.start + 1, p.sentence_bounds[n + 1] - p.sentence_bounds[n])
            FROM generate_series(1, cardinality(p.sentence_bounds), 2) n
        )
    ) ORDER BY p.position) AS passages
    FROM letters_passage p
    CROSS JOIN LATERAL (SELECT substr(x.text, p.start + 1, p."end" - p.start) AS words OFFSET 0) cut
    WHERE p.revision_id = x.id
) p ON true
"""
ANNOTATIONS = (
    """
SELECT json_build_object(
    'id', 'http://testserver/standpunten/' || s.id || '/', 'type', 'Annotation', 'motivation', 'classifying',
    'created', to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'creator', json_build_object('type', 'Software', 'name', trim(c.name || ' ' || c.version)),
    'body', (
        SELECT json_agg(json_build_object(
            'type', 'TextualBody', 'purpose', 'tagging', 'format', 'text/plain', 'value', tag
        ) ORDER BY n) FROM unnest(ARRAY[
            'topic:' || t.slug, 'holder:' || s.holder, 'score:' || s.score, 'state:' || coalesce(r.state, 'proposed'),
            CASE WHEN r.bulk THEN 'accepted:in-bulk' WHEN r.state = 'accepted' THEN 'accepted:singly' END,
            'codebook:' || b.number
        ]) WITH ORDINALITY AS tags(tag, n) WHERE tag IS NOT NULL
    ),
    'target', json_build_array(json_build_object(
        'source', 'http://testserver/brieven/' || l.key || '/tekst.txt?versie=' || x.number, 'format', 'text/plain',
        'selector', json_build_object('type', 'TextPositionSelector', 'start', s.start, 'end', s."end")
    ), json_build_object(
        'source', 'http://testserver/brieven/' || l.key || '/', 'format', 'text/html',
        'selector', json_build_object(
            'type', 'TextQuoteSelector', 'exact', s.quote,
            'prefix', substr(x.text, greatest(s.start - 32, p.start) + 1, s.start - greatest(s.start - 32, p.start)),
            'suffix', substr(x.text, s."end" + 1, least(s."end" + 32, p."end") - s."end")
        )
    ))
)
"""
    + OF_STANCES
)
COPIES = {
    "export brieven.csv": LETTERS,
    "export brieven.jsonl": f"SELECT row_to_json(x) FROM ({PASSAGES}) x",
    "export standpunten.csv": STANCES,
    # Without the spaces that Python writes between names and values: some 9 % fewer bytes.
    "export standpunten.jsonl": f"SELECT row_to_json(x) FROM ({STANCES}) x",
    "export standpunten.jsonld": ANNOTATIONS,
}
TOLERANCE = {
    "export brieven.csv": 0.01,
    "export brieven.jsonl": 0.1,
    "export standpunten.csv": 0.01,
    "export standpunten.jsonl": 0.1,
    "export standpunten.jsonld": 0.1,
}


class Counted:
    """A file that forgets what is written, but for its length."""

    size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)


def copy_ms(name: str, size: float) -> float:
    """Return the milliseconds of the COPY beside this download. Raises ValueError if its bytes are not so many."""
    out, start = Counted(), time.perf_counter()
    with connection.cursor() as cursor:
        # In one column of JSON, CSV would double each quote.
        form = "text" if name.endswith(("jsonl", "jsonld")) else "csv"
        cursor.copy_expert(f"COPY ({COPIES[name]}) TO STDOUT (FORMAT {form})", out)
    taken = (time.perf_counter() - start) * 1000
    if abs(out.size - size) > TOLERANCE[name] * size:
        raise ValueError(f"{name} has {size} bytes, and COPY of the same columns {out.size}")
    return taken
