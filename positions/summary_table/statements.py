"""SQL that sums up what counts, the one definition of a summary: of stances, per text, topic, holder and state; of
how far a letter is; and of the decisions that machines ask for, per letter and topic.

Of proposals a sentence counts once, by the first; if coders differ on it (`Stance.says`) it is disputed, without a
score. Of a sentence that one holder was given twice the last score counts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from letters.many_ids import any_found
from letters.models import Letter, Revision
from positions.models import Assignment, Stance, State
from positions.models.stances import StanceQuerySet, end_of

Statement = tuple[str, tuple[Any, ...]]
COLUMNS = (
    "letter_id", "revision_id", "topic_id", "holder", "accepted", "sentences", "read_singly", "counts", "length",
    "starts", "scores", "stances", "singly", "quotes", "disputed",
)  # fmt: skip
LETTER_COLUMNS = (
    "letter_id", "revision_id", "proposed_on", "waiting", "read", "coded_twice", "lost", "is_example",
)  # fmt: skip
COUNTS = ("proposed", "waiting", "differing")
OF_COUNTS = {
    "counts": ", ".join(COUNTS),
    "less": ", ".join(f"-{each}" for each in COUNTS),
    "sums": ", ".join(f"COALESCE(SUM({each}), 0)" for each in COUNTS),
}  # for statements
DECISION_COLUMNS = ("letter_id", "topic_id", "example", *COUNTS)
REVIEWED = ("revision_id", "topic_id", "start", "end", "holder", "score", "carries_id", "state")
SAID = ("id", "revision_id", "topic_id", "holder", "start", "score", "quote", "accepted", "bulk")
_ACCEPTED = ExpressionWrapper(Q(("state", State.ACCEPTED)), output_field=BooleanField())
# What counts is found once: as part of the whole, PostgreSQL may look it up again for each row that it is joined to.
_SUMMED = """
WITH said AS MATERIALIZED ({said})
SELECT text.letter_id, heard.revision_id, heard.topic_id, heard.holder, heard.accepted,
    COUNT(*) FILTER (WHERE counted)::integer AS sentences,
    COUNT(*) FILTER (WHERE counted AND singly)::integer AS read_singly,
    ARRAY[
        COUNT(*) FILTER (WHERE counted AND score = -2), COUNT(*) FILTER (WHERE counted AND score = -1),
        COUNT(*) FILTER (WHERE counted AND score = 0), COUNT(*) FILTER (WHERE counted AND score = 1),
        COUNT(*) FILTER (WHERE counted AND score = 2)
    ]::integer[] AS counts,
    COUNT(*)::integer AS length,
    ARRAY_AGG(start ORDER BY start, heard.id) AS starts,
    ARRAY_AGG(score ORDER BY start, heard.id) AS scores,
    ARRAY_AGG(heard.id ORDER BY start, heard.id) AS stances,
    ARRAY_AGG(singly ORDER BY start, heard.id) AS singly,
    ARRAY_AGG(CASE WHEN score IS NOT NULL THEN quote END ORDER BY start, heard.id) AS quotes,
    ARRAY_AGG(disputed ORDER BY start, heard.id) AS disputed
FROM (
    SELECT *, score IS NOT NULL AND NOT disputed AND id = MAX(id) FILTER (WHERE score IS NOT NULL AND NOT disputed)
        OVER (PARTITION BY revision_id, topic_id, holder, accepted, start) AS counted
    FROM (
        SELECT *, NOT COALESCE(bulk, TRUE) AS singly, NOT accepted AND (
            MIN(voice) OVER sentence <> MAX(voice) OVER sentence OR MIN(worth) OVER sentence <> MAX(worth) OVER sentence
        ) AS disputed, id = MIN(id) OVER sentence AS first
        FROM (
            SELECT *, CASE WHEN score IS NULL THEN '' ELSE holder END AS voice, COALESCE(score, 9) AS worth
            FROM said
        ) voiced
        WINDOW sentence AS (PARTITION BY revision_id, topic_id, accepted, start)
    ) compared
    WHERE accepted OR first
) heard
JOIN letters_revision text ON text.id = heard.revision_id
GROUP BY text.letter_id, heard.revision_id, heard.topic_id, heard.holder, heard.accepted
"""


_LETTERS = """
SELECT text.letter_id, text.id AS revision_id,
    EXISTS (SELECT FROM positions_proposing p WHERE p.revision_id = text.id) AS proposed_on,
    text.id IN ({waiting}) AS waiting,
    text.id IN ({read}) AS read,
    EXISTS (
        SELECT FROM positions_assignedsentence g JOIN positions_assignment a ON a.id = g.assignment_id
        WHERE g.revision_id = text.id AND a.done_at IS NOT NULL AND a.withdrawn_at IS NULL
        GROUP BY g.start HAVING COUNT(DISTINCT a.coder_id) > 1
    ) AS coded_twice,
    COALESCE(lost.number, 0) AS lost,
    letter.is_example
FROM letters_revision text
JOIN letters_letter letter ON letter.id = text.letter_id
LEFT JOIN ({lost}) lost (letter_id, number) ON lost.letter_id = text.letter_id
WHERE text.is_current AND text.letter_id = ANY(ARRAY({letters}))
"""


# Open proposals differ as in `StanceQuerySet.differing`. What is reviewed is found once: with subqueries for each of a
# pair, PostgreSQL needs longer to plan this than to answer it.
_DECISIONS = """
WITH reviewed AS MATERIALIZED (SELECT *, state = 'proposed' AS open FROM ({reviewed}) found),
disputed AS (
    SELECT DISTINCT mine.revision_id, mine.topic_id, mine.start
    FROM reviewed mine JOIN reviewed other ON other.revision_id = mine.revision_id AND other.topic_id = mine.topic_id
        AND other.start < mine."end" AND other."end" > mine.start
        AND (other.score IS DISTINCT FROM mine.score OR other.score IS NOT NULL AND other.holder <> mine.holder)
    WHERE mine.open AND other.open AND mine.carries_id IS NULL
),
decision AS (
    SELECT revision_id, topic_id, start, BOOL_OR(open) AS waits, BOOL_OR(disputed.start IS NOT NULL) AS differs
    FROM reviewed LEFT JOIN disputed USING (revision_id, topic_id, start)
    WHERE carries_id IS NULL GROUP BY revision_id, topic_id, start
)
SELECT text.letter_id, decision.topic_id, letter.is_example AS example, COUNT(*)::integer AS proposed,
    COUNT(*) FILTER (WHERE waits)::integer AS waiting, COUNT(*) FILTER (WHERE differs)::integer AS differing
FROM decision JOIN letters_revision text ON text.id = decision.revision_id
JOIN letters_letter letter ON letter.id = text.letter_id
GROUP BY text.letter_id, decision.topic_id, letter.is_example
"""


def decisions(letters: QuerySet[Letter]) -> Statement | None:
    """Return a query for the decisions that machines ask for on these letters, of those that may be shown in their
    world. Its columns are `DECISION_COLUMNS`. None if there can be none.
    """
    shown = letters.standing().letters().order_by().values("pk")  # type: ignore[attr-defined]
    asked = Stance.objects.filter(revision__letter__in=shown)
    asked = asked.to_review(carried=True).with_state().order_by().values(*REVIEWED)
    try:
        inner, given = asked.query.sql_with_params()
    except EmptyResultSet:
        return None
    return _DECISIONS.format(reviewed=inner), given


def how_far(letters: QuerySet[Letter]) -> Statement | None:
    """Return a query for how far these letters are. Its columns are `LETTER_COLUMNS`. None if there can be none.

    The ids of letters and texts are found first: a long list of them, as a condition of a join, is sorted again for
    each row that it is compared with.
    """
    wanted = letters.order_by().values("pk")
    shown = Letter.objects.filter(any_found("pk", wanted)).standing().letters().order_by().values("pk")
    texts = Revision.objects.filter(any_found("letter", shown)).order_by().values("pk")
    may_be_shown = Stance.objects.filter(any_found("revision", texts))
    waiting = may_be_shown.open().order_by().values("revision")
    read = Assignment.objects.filter(any_found("letter", wanted)).read_texts()
    lost = may_be_shown.lost().order_by().values_list("revision__letter").annotate(number=Count("pk"))
    try:
        parts = {"waiting": waiting, "read": read, "lost": lost, "letters": wanted}
        made = {name: found.query.sql_with_params() for name, found in parts.items()}
    except EmptyResultSet:
        return None
    given = tuple(value for _sql, values in made.values() for value in values)
    return _LETTERS.format(**{name: sql for name, (sql, _values) in made.items()}), given


def summed_up(said: StanceQuerySet, day: date | None = None) -> Statement | None:
    """Return a query for the summaries of these stances, of those that count now, or at the end of that day.

    Its columns are `COLUMNS`. None if no stance can be among them.
    """
    counting = said.speaking(day, proposals=True).with_decision(end_of(day) if day else None)
    try:
        inner, given = counting.annotate(accepted=_ACCEPTED).order_by().values(*SAID).query.sql_with_params()
    except EmptyResultSet:
        return None
    return _SUMMED.format(said=inner), given
