"""The read side: what letters say on topics, in one query however many letters, topics and holders there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from letters.models import Letter
from positions.domain.lines import Scored
from positions.domain.scale import Holder
from positions.domain.series import LetterRef, Quote, Saying, Series, series
from positions.models import Topic

# One row a letter, topic, holder and state. Of machines only the newest round on a text speaks; what is accepted speaks
# whoever coded it. The typical quote (codebook, 5) is chosen here, so that no other quote leaves the database.
SQL = """
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
said AS (
    SELECT s.id, s.revision_id, s.topic_id, s.holder, s.start, s.score, s.quote,
        COALESCE(latest.state, 'proposed') = 'accepted' AS accepted
    FROM positions_stance s
    JOIN text ON text.id = s.revision_id
    LEFT JOIN round ON round.revision_id = s.revision_id
    LEFT JOIN LATERAL (
        SELECT state FROM positions_review v WHERE v.stance_id = s.id AND v.at < %(before)s ORDER BY v.id DESC LIMIT 1
    ) latest ON TRUE
    WHERE s.topic_id = ANY(%(topics)s) AND s.created_at < %(before)s {coder}
    AND (
        latest.state = 'accepted'
        OR %(proposals)s AND COALESCE(latest.state, 'proposed') = 'proposed' AND s.confidence <> ''
            AND s.coder_id = round.coder_id AND s.codebook_id = round.codebook_id
    )
),
meant AS (
    SELECT *, ABS(score - AVG(score) OVER (PARTITION BY revision_id, topic_id, holder, accepted)) AS distance FROM said
),
placed AS (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY revision_id, topic_id, holder, accepted ORDER BY distance NULLS LAST, start
    ) AS place
    FROM meant
)
SELECT letter.id, letter.key, letter.subject, letter.kind, letter.publication, letter.document_date,
    letter.demissionary, cabinet.name, text.body_sentences, text.annex_bounds,
    ARRAY(
        SELECT ministry FROM letters_signatory g WHERE g.letter_id = letter.id AND ministry <> '' ORDER BY g.position
    ),
    placed.topic_id, placed.holder, placed.accepted,
    ARRAY_AGG(placed.start ORDER BY placed.start, placed.id),
    ARRAY_AGG(placed.score ORDER BY placed.start, placed.id),
    ARRAY_AGG(placed.id ORDER BY placed.start, placed.id),
    MAX(placed.quote) FILTER (WHERE place = 1),
    MAX(placed.id) FILTER (WHERE place = 1),
    MAX(placed.score) FILTER (WHERE place = 1)
FROM placed
JOIN text ON text.id = placed.revision_id
JOIN letters_letter letter ON letter.id = text.letter_id
LEFT JOIN letters_cabinet cabinet ON cabinet.id = letter.cabinet_id
GROUP BY letter.id, cabinet.name, text.id, text.body_sentences, text.annex_bounds,
    placed.topic_id, placed.holder, placed.accepted
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see. `as_of`: as it was known at the end of that day; `least`: sentences a position."""

    as_of: date | None = None
    proposals: bool = True
    coder: int | None = None
    least: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is said, by topic."""

    sayings: dict[str, list[Saying]] = field(default_factory=lambda: defaultdict(list))
    least: int = 1

    def series(self, topic: str, holder: Holder = Holder.CABINET) -> Series:
        return series(topic, holder, self.sayings.get(topic, []), least=self.least)

    def letters(self, topic: str) -> list[LetterRef]:
        return list({saying.letter.pk: saying.letter for saying in self.sayings.get(topic, [])}.values())


def read(topics: Collection[Topic], letters: QuerySet[Letter], asked: Asked | None = None) -> Reading:
    """What these letters say on these topics. One query; its cost grows with the stances on the topics."""
    asked = asked or Asked()
    slugs = {topic.pk: topic.slug for topic in topics}
    reading = Reading(least=asked.least)
    for row in _rows(slugs, letters, asked):
        saying = _saying(row)
        reading.sayings[slugs[row[11]]].append(saying)
    return reading


def published(letters: QuerySet[Letter] | None = None) -> QuerySet[Letter]:
    """The cabinet's letters that may be shown."""
    found: Any = Letter.objects.all() if letters is None else letters
    return found.published().letters()  # type: ignore[no-any-return]


def _rows(slugs: dict[int, str], letters: QuerySet[Letter], asked: Asked) -> Iterator[tuple[Any, ...]]:
    try:
        inner, given = letters.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return
    names = {f"letters{place}": value for place, value in enumerate(given)}
    sql = SQL.format(
        letters=inner.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names),
        known_text="is_current" if asked.as_of is None else "created_at < %(before)s",
        coder="" if asked.coder is None else "AND s.coder_id = %(coder)s",
    )
    named = {
        "topics": list(slugs),
        "before": end_of(asked.as_of) if asked.as_of else "infinity",
        "proposals": asked.proposals,
        "coder": asked.coder,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, {**names, **named})
        yield from cursor.fetchall()


def end_of(day: date) -> datetime:
    """The first moment here that is not of that day any more. The calendar's last day, of which there is none, too."""
    return timezone.make_aware(datetime.combine(min(day, date.max - timedelta(days=2)) + timedelta(days=1), time.min))


def _saying(row: tuple[Any, ...]) -> Saying:
    letter = _letter(row)
    holder, accepted, starts, scores, ids, quote, typical, score = row[12:]
    coded = list(zip(starts, scores, ids, strict=True))
    return Saying(
        letter=letter,
        holder=Holder(holder),
        accepted=accepted,
        scored=tuple(Scored(start, value) for start, value, _ in coded if value is not None),
        stances=tuple(pk for _, value, pk in coded if value is not None),
        mentions=tuple(start for start, value, _ in coded if value is None),
        typical=Quote(typical, quote, score) if score is not None else None,
    )


def _letter(row: tuple[Any, ...]) -> LetterRef:
    pk, key, subject, kind, publication, day, demissionary, cabinet, sentences, annexes, ministries = row[:11]
    letter = Letter(pk=pk, key=key, subject=subject, kind=kind, publication=publication, document_date=day)
    letter.shown_ministries = list(dict.fromkeys(ministries))
    bounds = tuple(zip(annexes[::2], annexes[1::2], strict=True))
    return LetterRef(pk, key, letter.name, day, kind, cabinet, demissionary, sentences, bounds, bool(subject))
