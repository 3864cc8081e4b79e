"""Earlier, slower statements: the current ones must return the same rows.

They assume one machine coder name: of several, the last one superseded the others.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from letters.models import Letter, Revision
from positions.domain.confidence_levels import Confidence
from positions.models import AssignedSentence, Assignment, Coder, CodingRun, Review, Stance, State
from positions.models.stances import StanceQuerySet, end_of
from positions.timelines.query import published

NO_SCORE = Value(9)
IN_TEXT = ("-revision_id", "start", "topic_id", "pk")  # was without the topic at the time

COVERAGE = """
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

SERIES = """
WITH asked (id) AS ({letters}),
text AS (
    SELECT DISTINCT ON (letter_id) id, letter_id, body_sentences, annex_bounds
    FROM letters_revision
    WHERE letter_id IN (SELECT id FROM asked) AND {known_text}
    ORDER BY letter_id, number DESC
),
round AS (
    SELECT DISTINCT ON (p.revision_id) p.revision_id, p.coder_id, p.codebook_id
    FROM positions_proposing p JOIN text ON text.id = p.revision_id
    WHERE p.at < %(before)s
    ORDER BY p.revision_id, p.codebook_id DESC, p.coder_id DESC
),
candidate AS MATERIALIZED (
    SELECT s.id, s.revision_id, s.topic_id, s.holder, s.start, s.score,
        s.confidence <> '' AND s.coder_id = round.coder_id AND s.codebook_id = round.codebook_id AS newest
    FROM positions_stance s
    JOIN text ON text.id = s.revision_id
    LEFT JOIN round ON round.revision_id = s.revision_id
    WHERE (%(topics)s IS NULL OR s.topic_id = ANY(%(topics)s::bigint[])) AND s.created_at < %(before)s {coder}
),
latest AS MATERIALIZED (
    SELECT DISTINCT ON (v.stance_id) v.stance_id, v.state
    FROM positions_review v JOIN candidate ON candidate.id = v.stance_id
    WHERE v.at < %(before)s
    ORDER BY v.stance_id, v.id DESC
),
said AS (
    SELECT candidate.*, COALESCE(latest.state, 'proposed') = 'accepted' AS accepted
    FROM candidate LEFT JOIN latest ON latest.stance_id = candidate.id
    WHERE latest.state = 'accepted' OR %(proposals)s AND COALESCE(latest.state, 'proposed') = 'proposed' AND newest
),
meant AS (
    SELECT *, ABS(
        score - AVG(score) OVER (PARTITION BY revision_id, topic_id, holder, accepted)
    )::float8 AS distance FROM said
),
taken AS (
    SELECT revision_id, topic_id, holder, accepted,
        ARRAY_AGG(start ORDER BY start, id) AS starts,
        ARRAY_AGG(score ORDER BY start, id) AS scores,
        ARRAY_AGG(id ORDER BY start, id) AS ids,
        (MIN(ARRAY[distance, start, id]))[3]::bigint AS typical
    FROM meant GROUP BY revision_id, topic_id, holder, accepted
)
SELECT letter.id, letter.key, letter.subject, letter.kind, letter.publication, letter.document_date,
    letter.demissionary, cabinet.name, text.body_sentences, text.annex_bounds,
    CASE WHEN letter.subject <> '' THEN '{{}}' ELSE ARRAY(
        SELECT ministry FROM letters_signatory g WHERE g.letter_id = letter.id AND ministry <> '' ORDER BY g.position
    ) END,
    topic.slug, taken.holder, taken.accepted, taken.starts, taken.scores, taken.ids,
    typical.quote, typical.id, typical.score
FROM taken
JOIN text ON text.id = taken.revision_id
JOIN letters_letter letter ON letter.id = text.letter_id
JOIN positions_topic topic ON topic.id = taken.topic_id
JOIN positions_stance typical ON typical.id = taken.typical
LEFT JOIN letters_cabinet cabinet ON cabinet.id = letter.cabinet_id
"""


def coverage() -> list[tuple[Any, ...]]:
    letters, given = published().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COVERAGE.format(letters=letters), given)
        return cursor.fetchall()


def series(*, proposals: bool, day: date | None = None) -> list[tuple[Any, ...]]:
    letters, given = published().order_by().values("pk").query.sql_with_params()
    names = {f"letters{place}": value for place, value in enumerate(given)}
    known = "is_current" if day is None else "created_at < %(before)s"
    sql = SERIES.format(letters=letters % tuple(f"%({name})s" for name in names), known_text=known, coder="")
    named = {"topics": None, "before": end_of(day) if day else "infinity", "proposals": proposals}
    with connection.cursor() as cursor:
        cursor.execute(sql, {**names, **named})
        return cursor.fetchall()


def current(*, proposals: bool) -> StanceQuerySet:
    letters = published().order_by().values("pk")
    finished = Q(assignment__isnull=True) | Q(assignment__done_at__isnull=False)
    shown = Stance.objects.filter(finished, revision__is_current=True, revision__letter__in=letters).with_state()
    newest = CodingRun.objects.filter(revision=OuterRef("revision")).order_by("-codebook_id", "-coder_id")
    return _said(shown, newest, proposals=proposals)


def stances(day: date, *, proposals: bool) -> StanceQuerySet:
    before = end_of(day)
    texts = Revision.objects.filter(letter=OuterRef("letter"), created_at__lt=before).order_by("-number")
    known = Stance.objects.filter(created_at__lt=before).filter(
        Q(assignment__isnull=True) | Q(assignment__done_at__lt=before),
        revision__in=Revision.objects.filter(pk=Subquery(texts.values("pk")[:1])).order_by().values("pk"),
        revision__letter__in=Letter.objects.published().letters().order_by().values("pk"),
    )
    newest = CodingRun.objects.filter(revision=OuterRef("revision"), at__lt=before)
    ordered = newest.order_by("-codebook_id", "-coder_id")
    return _said(known.with_state(before), ordered, proposals=proposals)


def _said(known: StanceQuerySet, newest: Any, *, proposals: bool) -> StanceQuerySet:
    if not proposals:
        return known.filter(Q(("state", State.ACCEPTED)))
    rounds = known.annotate(
        newest_coder=Subquery(newest.values("coder_id")[:1]), newest_codebook=Subquery(newest.values("codebook_id")[:1])
    )
    open_then = Q(("state", State.PROPOSED), ("coder", F("newest_coder")), ("codebook", F("newest_codebook")))
    return rounds.filter(Q(("state", State.ACCEPTED)) | open_then)


def queue() -> StanceQuerySet:
    finished = Q(assignment__isnull=True) | Q(assignment__done_at__isnull=False)
    shown = Stance.objects.filter(
        finished, revision__is_current=True, revision__letter__in=published().order_by().values("pk")
    )
    proposed = shown.filter(coder__kind=Coder.Kind.MACHINE, carries__isnull=True)
    again = CodingRun.objects.filter(
        revision=OuterRef("revision"), coder=OuterRef("coder"), codebook__gt=OuterRef("codebook")
    )
    return proposed.filter(~Exists(again) | Exists(Review.objects.filter(stance=OuterRef("pk"))))


def ranked(asked: StanceQuerySet, rank: Case) -> StanceQuerySet:
    return asked.annotate(rank=rank).order_by("rank", *IN_TEXT)


def disputed() -> Case:
    """Rank 0 where another coder differs on this sentence and topic, or passed it in silence.

    One index probe (`stance_place`) per proposal for each of the three conditions.
    """
    there = Stance.objects.order_by().filter(start=OuterRef("start"), topic=OuterRef("topic"))
    others = there.finished().filter(revision=OuterRef("revision")).exclude(coder=OuterRef("coder"))
    otherwise = others.alias(said=Coalesce("score", NO_SCORE)).filter(
        ~Q(said=Coalesce(OuterRef("score"), NO_SCORE)) | Q(score__isnull=False) & ~Q(holder=OuterRef("holder"))
    )
    own = Stance.objects.order_by().filter(revision=OuterRef("revision"), topic=OuterRef(OuterRef("topic")))
    person = AssignedSentence.objects.order_by().filter(
        ~Exists(own.filter(start=OuterRef("start"), assignment=OuterRef("assignment"))),
        revision=OuterRef("revision"),
        start=OuterRef("start"),
        assignment__way=Assignment.Way.BLIND,
        assignment__done_at__isnull=False,
    )
    machine = CodingRun.objects.filter(
        ~Exists(own.filter(start=OuterRef(OuterRef("start")), coder=OuterRef("coder"))), revision=OuterRef("revision")
    ).exclude(coder=OuterRef("coder"))
    anywhere = Exists(otherwise) | Exists(person) | Exists(machine)
    return Case(When(anywhere, then=Value(0)), default=Value(1), output_field=IntegerField())


def confidence() -> Case:
    ranks = [When(confidence=level.value, then=Value(rank)) for rank, level in enumerate(Confidence)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
