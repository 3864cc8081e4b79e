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
from django.utils import timezone, translation

from letters.models import Letter
from positions import freshness
from positions.domain.lines import Scored
from positions.domain.scale import Holder
from positions.domain.series import LetterRef, Quote, Saying, Series, series
from positions.keeping import Keeper
from positions.models import Topic

# One row a letter, topic, holder and state. Of machines only the newest round on a text speaks; what is accepted speaks
# whoever coded it. The typical quote (codebook, 5) is chosen here, so that no other quote leaves the database: the
# smallest of distance, place and id. The latest reviews are found for all stances at once: one by one takes longer.
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


MOST = 40_000  # sayings that are kept: some 100 MB


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see. `as_of`: as it was known at the end of that day; `least`: sentences a position."""

    as_of: date | None = None
    proposals: bool = True
    coder: int | None = None
    least: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is said, by topic. Kept readings are read by many at once: nobody changes one."""

    sayings: dict[str, list[Saying]] = field(default_factory=lambda: defaultdict(list))
    least: int = 1
    _series: dict[tuple[str, Holder], Series] = field(default_factory=dict)

    def series(self, topic: str, holder: Holder = Holder.CABINET) -> Series:
        if (topic, holder) not in self._series:
            self._series[topic, holder] = series(topic, holder, self.sayings.get(topic, []), least=self.least)
        return self._series[topic, holder]

    def letters(self, topic: str) -> list[LetterRef]:
        return list({saying.letter.pk: saying.letter for saying in self.sayings.get(topic, [])}.values())

    def part(self, topics: Collection[str], letters: Collection[int] | None, asked: Asked) -> Reading:
        """What is left of it on these topics and in these letters, None for all."""
        left = {
            topic: [
                saying
                for saying in self.sayings.get(topic, ())
                if (asked.proposals or saying.accepted) and (letters is None or saying.letter.pk in letters)
            ]
            for topic in topics
        }
        return Reading({topic: sayings for topic, sayings in left.items() if sayings}, least=asked.least)

    @property
    def size(self) -> int:
        """In sayings: one takes some 2.5 kB, with its share of the series."""
        return 1 + sum(map(len, self.sayings.values()))


READINGS = Keeper[Reading](MOST, lambda reading: reading.size)


def read(topics: Collection[Topic], letters: QuerySet[Letter], asked: Asked | None = None) -> Reading:
    """What these letters, of those that are `published`, say on these topics; kept until the data changes.

    Everything that is said now is looked up once for all who ask; what a filter leaves of it costs no more than asking
    which letters those are. Only another day or coder is looked up anew.
    """
    asked = asked or Asked()
    known, language = freshness.version(), translation.get_language()
    slugs = tuple(topic.slug for topic in topics)
    name = (known.digest, _as_text(letters), slugs, asked, language)
    if asked.as_of or asked.coder is not None:
        return READINGS.get(name, lambda: look_up(topics, letters, asked))
    everything = READINGS.get((known.digest, language), lambda: look_up(None, published()))
    return READINGS.get(name, lambda: everything.part(slugs, _of(letters), asked))


def look_up(topics: Collection[Topic] | None, letters: QuerySet[Letter], asked: Asked | None = None) -> Reading:
    """What these letters say on these topics, or on all. One query; its cost grows with the stances on them."""
    asked = asked or Asked()
    reading, met = Reading(least=asked.least), dict[int, LetterRef]()
    for row in _rows(None if topics is None else [topic.pk for topic in topics], letters, asked):
        letter = met.get(row[0]) or met.setdefault(row[0], _letter(row))
        reading.sayings[row[11]].append(_saying(letter, row))
    return reading


def _of(letters: QuerySet[Letter]) -> set[int] | None:
    """Their ids, None for all that are published."""
    if _as_text(letters) == _as_text(published()):
        return None
    return set(letters.order_by().values_list("pk", flat=True))


def _as_text(letters: QuerySet[Letter]) -> str:
    try:
        return repr(letters.order_by().values("pk").query.sql_with_params())
    except EmptyResultSet:
        return ""


def published(letters: QuerySet[Letter] | None = None) -> QuerySet[Letter]:
    """The cabinet's letters that may be shown."""
    found: Any = Letter.objects.all() if letters is None else letters
    return found.published().letters()  # type: ignore[no-any-return]


def _rows(topics: list[int] | None, letters: QuerySet[Letter], asked: Asked) -> Iterator[tuple[Any, ...]]:
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
        "topics": topics,
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


def _saying(letter: LetterRef, row: tuple[Any, ...]) -> Saying:
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
    bounds = tuple(zip(annexes[::2], annexes[1::2], strict=True))
    name = subject or _made_name(kind, publication, day, ministries)
    return LetterRef(pk, key, name, day, kind, cabinet, demissionary, sentences, bounds, bool(subject))


def _made_name(kind: str | None, publication: str, day: date | None, ministries: list[str]) -> str:
    """Of a letter without a subject. Its model is made for these alone: of thousands it takes a second."""
    letter = Letter(kind=kind, publication=publication, document_date=day)
    letter.shown_ministries = list(dict.fromkeys(ministries))
    return letter.name
