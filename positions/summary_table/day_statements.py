"""SQL that sums up letters by day: what a chart of a topic shows of them, the one definition of a `DaySummary`.

A letter counts once for a holder: by what is accepted, by its proposals only where nothing of that holder is accepted.
"""

from __future__ import annotations

from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.positions import THIN
from positions.summary_table.statements import Statement

# `said` has a row per letter, topic, holder and state, `stand` those with a position. What is found so is not joined
# again: PostgreSQL cannot estimate how many rows it has. All that is said is taken from the index `sums_of_topic`.
STANDS = """
WITH said AS MATERIALIZED (
    SELECT taken.letter_id, taken.revision_id, taken.topic_id, taken.holder, taken.accepted, taken.sentences,
        taken.read_singly, taken.counts, taken.length, letter.document_date AS day, letter.cabinet_id,
        letter.is_example AS example, {chosen} AS chosen
    FROM ({taken}) taken JOIN letters_letter letter ON letter.id = taken.letter_id
),
read_text (id) AS MATERIALIZED ({read}),
waiting AS (
    SELECT letter_id, topic_id, SUM(length) AS number FROM said WHERE NOT accepted GROUP BY letter_id, topic_id
),
held AS NOT MATERIALIZED (
    SELECT *, sentences >= {thin} AS on_line, chosen AND sentences >= {least} AS shown
    FROM said WHERE sentences > 0 AND holder = ANY({holders})
),
stand AS (
    SELECT held.*, waiting.number AS waiting
    FROM held LEFT JOIN waiting ON waiting.letter_id = held.letter_id AND waiting.topic_id = held.topic_id
    WHERE accepted
    UNION ALL
    SELECT held.*, NULL FROM held WHERE {proposals} AND NOT accepted AND NOT EXISTS (
        SELECT FROM held settled WHERE settled.accepted
            AND settled.letter_id = held.letter_id AND settled.topic_id = held.topic_id AND settled.holder = held.holder
    )
)
"""
PLACES = range(1, len(SCORES) + 1)  # of the counts
OF_LETTERS = {
    "letters": "COUNT(*) FILTER (WHERE shown)",
    "thin": "COUNT(*) FILTER (WHERE shown AND NOT on_line)",
    **{f"shown_{place}": f"SUM(counts[{place}]) FILTER (WHERE shown)" for place in PLACES},
    "shown_singly": "SUM(read_singly) FILTER (WHERE shown)",
    "hidden": "COUNT(*) FILTER (WHERE NOT shown)",
    "left_out": "COUNT(*) FILTER (WHERE chosen AND NOT shown)",
    **{f"line_{place}": f"SUM(counts[{place}]) FILTER (WHERE on_line)" for place in PLACES},
    "line_singly": "SUM(read_singly) FILTER (WHERE on_line)",
    "line_shown": "COUNT(*) FILTER (WHERE shown AND on_line)",
    "waiting": "(SUM(waiting) FILTER (WHERE on_line))::bigint",
}
# Of each letter that is read the share of the sentences of its body that carry the topic, in an accepted stance of any
# holder; of the letters of a day the highest share counts.
CARRYING = """
SELECT taken.revision_id, taken.topic_id, COUNT(DISTINCT start) AS carrying
FROM ({taken}) taken JOIN read_text ON read_text.id = taken.revision_id
JOIN letters_revision text ON text.id = taken.revision_id
CROSS JOIN UNNEST(taken.starts) start
WHERE taken.accepted AND NOT EXISTS (
    SELECT FROM GENERATE_SERIES(1, CARDINALITY(text.annex_bounds), 2) place
    WHERE start >= text.annex_bounds[place] AND start < text.annex_bounds[place + 1]
)
GROUP BY taken.revision_id, taken.topic_id
"""
_HIGHEST = """
(ARRAY_AGG({number} ORDER BY carrying::numeric / GREATEST(body_sentences, 1) DESC, body_sentences)
    FILTER (WHERE read))[1]
"""
_NUMBERS = {
    **OF_LETTERS,
    "read": "COUNT(*) FILTER (WHERE read)",
    "carrying": _HIGHEST.format(number="carrying"),
    "body_sentences": _HIGHEST.format(number="body_sentences"),
}
# Whoever changes these, or `THIN`, has a migration make all days due, as 0029 does.
NUMBERS = tuple(_NUMBERS)
_HOLDERS = f"ARRAY[{', '.join(repr(each.value) for each in Holder)}]"
DAY_COLUMNS = ("topic_id", "example", "holder", "accepted", "day", "cabinet_id", "numbers")
_DAYS = """
SELECT topic_id, example, holder, accepted, day, cabinet_id, ARRAY[{numbers}]::integer[] AS numbers
FROM (
    SELECT stand.*, read_text.id IS NOT NULL AS read, COALESCE(found.carrying, 0) AS carrying, text.body_sentences
    FROM stand JOIN letters_revision text ON text.id = stand.revision_id
    LEFT JOIN read_text ON read_text.id = stand.revision_id
    LEFT JOIN ({carrying}) found ON found.revision_id = stand.revision_id AND found.topic_id = stand.topic_id
) letter
GROUP BY topic_id, example, holder, accepted, day, cabinet_id
UNION ALL
SELECT DISTINCT topic_id, example, '', TRUE, day, NULL::bigint, ARRAY[]::integer[] FROM said WHERE accepted
"""


def number(name: str) -> str:
    """Return SQL for one of the `numbers` of a `DaySummary`."""
    return f"numbers[{NUMBERS.index(name) + 1}]"


def on_days(column: str) -> str:
    """Return a condition with two parameters: of these days, and whether also of none."""
    return f"({column} = ANY(%s::date[]) OR {column} IS NULL AND %s)"


def by_day(taken: Statement, read: Statement) -> Statement:
    """Return a query for the summaries of the days of all letters in these stance summaries, of which the texts in
    `read` are read. Its columns are `DAY_COLUMNS`.
    """
    every = {"chosen": "TRUE", "thin": THIN, "least": 1, "holders": _HOLDERS, "proposals": "TRUE"}
    sql = STANDS.format(taken=taken[0], read=read[0], **every) + _DAYS.format(
        numbers=", ".join(_NUMBERS.values()), carrying=CARRYING.format(taken=taken[0])
    )
    return sql, (*taken[1], *read[1], *taken[1])
