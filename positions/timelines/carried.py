"""SQL that counts the body sentences of read letters that carry a topic."""

# Of `said` (accepted summaries) and `read_text` (ids of texts), which the statement has; by topic and text.
CARRIED = """
    SELECT said.topic_id, said.revision_id, COUNT(DISTINCT start) AS carrying
    FROM said JOIN read_text ON read_text.id = said.revision_id
    JOIN letters_revision text ON text.id = said.revision_id
    CROSS JOIN UNNEST(said.starts) start
    WHERE text.body_sentences > 0 AND NOT EXISTS (
        SELECT FROM GENERATE_SERIES(1, CARDINALITY(text.annex_bounds), 2) place
        WHERE start >= text.annex_bounds[place] AND start < text.annex_bounds[place + 1]
    )
    GROUP BY said.topic_id, said.revision_id
"""
