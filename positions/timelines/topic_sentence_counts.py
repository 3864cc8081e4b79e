"""SQL that counts the body sentences of read letters that carry a topic."""

# Of the summaries `taken` and of `read_text` (ids of texts), which the statement has; by topic and text.
CARRIED = """
    SELECT taken.topic_id, taken.revision_id, COUNT(DISTINCT start) AS carrying
    FROM ({taken}) taken JOIN read_text ON read_text.id = taken.revision_id
    JOIN letters_revision text ON text.id = taken.revision_id
    CROSS JOIN UNNEST(taken.starts) start
    WHERE taken.accepted AND text.body_sentences > 0 AND NOT EXISTS (
        SELECT FROM GENERATE_SERIES(1, CARDINALITY(text.annex_bounds), 2) place
        WHERE start >= text.annex_bounds[place] AND start < text.annex_bounds[place + 1]
    )
    GROUP BY taken.topic_id, taken.revision_id
"""
