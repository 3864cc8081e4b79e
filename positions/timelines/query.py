"""Reading of positions from the database, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import translation

from letters.example_notice import showing_examples
from letters.labels.letter_names import made_name, own_words
from letters.models import Cabinet, Letter
from letters.parser.cabinet_terms import CabinetTerm
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WHOLE
from positions.codebook import store
from positions.domain.scale import Holder
from positions.domain.timeline.letters import LetterRef, Saying
from positions.domain.timeline.positions import Scored
from positions.domain.timeline.quotes import Names, Quote
from positions.domain.timeline.series import Series, series
from positions.models import Assignment, CodebookVersion, Stance, State, Topic
from positions.models.stances import end_of

# One row per letter, topic, holder and state, of the stances that count (`StanceQuerySet.speaking`). Of proposals a
# sentence counts once, by the first; if coders differ on it (`Stance.says`) it is disputed, without a score.
SQL = """
WITH said AS MATERIALIZED ({said}),
voiced AS (SELECT *, CASE WHEN score IS NULL THEN '' ELSE holder END AS voice, COALESCE(score, 9) AS worth FROM said),
heard AS (
    SELECT *, NOT accepted AND (
        MIN(voice) OVER sentence <> MAX(voice) OVER sentence OR MIN(worth) OVER sentence <> MAX(worth) OVER sentence
    ) AS disputed, id = MIN(id) OVER sentence AS first
    FROM voiced WINDOW sentence AS (PARTITION BY revision_id, topic_id, accepted, start)
),
read_text (id) AS MATERIALIZED ({read}),
taken AS (
    SELECT revision_id, topic_id, holder, accepted,
        ARRAY_AGG(start ORDER BY start, id) AS starts,
        ARRAY_AGG(score ORDER BY start, id) AS scores,
        ARRAY_AGG(id ORDER BY start, id) AS ids,
        ARRAY_AGG(NOT COALESCE(bulk, TRUE) ORDER BY start, id) AS singly,
        ARRAY_AGG(CASE WHEN score IS NOT NULL THEN quote END ORDER BY start, id) AS quotes,
        ARRAY_AGG(disputed ORDER BY start, id) AS disputed
    FROM heard WHERE accepted OR first GROUP BY revision_id, topic_id, holder, accepted
)
SELECT letter.id, letter.key, letter.subject, letter.kind, letter.publication, letter.document_date,
    letter.demissionary, cabinet.name, text.body_sentences, text.annex_bounds,
    letter.dossier_title,
    CASE WHEN letter.subject <> '' THEN '{{}}' ELSE ARRAY(
        SELECT ministry FROM letters_signatory g WHERE g.letter_id = letter.id AND ministry <> '' ORDER BY g.position
    ) END,
    read_text.id IS NOT NULL,
    topic.slug, taken.holder, taken.accepted, taken.starts, taken.scores, taken.ids, taken.singly, taken.quotes,
    taken.disputed
FROM taken
JOIN letters_revision text ON text.id = taken.revision_id
LEFT JOIN read_text ON read_text.id = text.id
JOIN letters_letter letter ON letter.id = text.letter_id
JOIN positions_topic topic ON topic.id = taken.topic_id
LEFT JOIN letters_cabinet cabinet ON cabinet.id = letter.cabinet_id
"""


SAID = ("id", "revision_id", "topic_id", "holder", "start", "score", "quote", "accepted", "bulk")
_ACCEPTED = ExpressionWrapper(Q(("state", State.ACCEPTED)), output_field=BooleanField())
MOST = 40_000  # sayings in the cache: some 100 MB


@dataclass(frozen=True, slots=True)
class TimelineOptions:
    """Options of a reading. `as_of`: as known at the end of that day; `least`: minimum of sentences per position.

    `hidden`: letters that this reader codes blind; nothing is computed from them.
    """

    as_of: date | None = None
    proposals: bool = True
    coder: int | None = None
    least: int = 1
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TimelineData:
    """All sayings by topic, and which of them are shown. Cached readings are shared between threads: never modify one.
    Series are computed over all letters; what a filter leaves out is hidden from them afterwards.
    """

    sayings: dict[str, list[Saying]] = field(default_factory=lambda: defaultdict(list))
    cabinets: tuple[CabinetTerm, ...] = ()
    codebook: int = 0  # version whose terms decide whether a quote names its topic
    whole: TimelineData | None = None
    letters: frozenset[int] | None = None
    proposals: bool = True
    least: int = 1
    coder: int | None = None
    _series: dict[tuple[str, Holder], Series] = field(default_factory=dict)

    def series(self, topic: str, holder: Holder = Holder.CABINET) -> Series:
        if (topic, holder) not in self._series:
            self._series[topic, holder] = self._made(topic, holder)
        return self._series[topic, holder]

    def _made(self, topic: str, holder: Holder) -> Series:
        if self.whole is not None:
            every = self.whole.series(topic, holder)
            return every.only(self.letters, proposals=self.proposals, least=self.least)
        made = series(topic, holder, self.sayings.get(topic, []), self.cabinets, names=self.names(topic))
        return replace(made, one_coder=self.coder is not None)

    def names(self, topic: str) -> Names:
        """Return a function that tells whether a sentence names the topic, by the codebook's terms."""
        return partial(store.names_topic, self.codebook, topic)

    def letters_on(self, topic: str) -> list[LetterRef]:
        return list({saying.letter.pk: saying.letter for saying in self.sayings.get(topic, [])}.values())

    def part(self, topics: Collection[str], letters: Collection[int] | None, asked: TimelineOptions) -> TimelineData:
        """Return the reading restricted to these topics and letters, None for all."""
        chosen = None if letters is None else frozenset(letters)
        left = {
            topic: [
                saying
                for saying in self.sayings.get(topic, ())
                if (asked.proposals or saying.accepted) and (chosen is None or saying.letter.pk in chosen)
            ]
            for topic in topics
        }
        shown = {topic: sayings for topic, sayings in left.items() if sayings}
        return replace(
            self, sayings=shown, whole=self, letters=chosen, proposals=asked.proposals, least=asked.least, _series={}
        )

    @property
    def size(self) -> int:
        """Size in sayings, each some 2.5 kB with its share of the series."""
        return 1 + sum(map(len, self.sayings.values()))


READINGS: InProcessCache[TimelineData] = in_process(MOST, lambda reading: reading.size)


def read(topics: Collection[Topic], letters: QuerySet[Letter], asked: TimelineOptions | None = None) -> TimelineData:
    """Return what these letters, of those that are `published`, say on these topics; cached until the data change.

    All sayings are read once and shared: steps are computed over all letters, and a filter only hides. Another day,
    coder or set of hidden letters is read separately.
    """
    asked = asked or TimelineOptions()
    language = translation.get_language()
    slugs = tuple(topic.slug for topic in topics)
    name = (as_text(letters), slugs, asked, language)
    anew = replace(asked, proposals=True, least=1)
    whole = (language, anew, slugs if anew != TimelineOptions() else None)

    def made() -> TimelineData:
        every = READINGS(WHOLE, whole, lambda: look_up(None if anew == TimelineOptions() else topics, anew))
        return every.part(slugs, _of(letters), asked)

    return READINGS(WHOLE, name, made)


def look_up(
    topics: Collection[Topic] | None, asked: TimelineOptions | None = None, letters: QuerySet[Letter] | None = None
) -> TimelineData:
    """Read these letters, or all that are published, on these topics, or on all. Four queries; the cost grows with the
    stances.
    """
    asked = asked or TimelineOptions()
    codebook = CodebookVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    reading, met = TimelineData(cabinets=terms(), codebook=codebook or 0, coder=asked.coder), dict[int, LetterRef]()
    if letters is None:
        letters = published().exclude(pk__in=asked.hidden) if asked.hidden else published()
    for row in _rows(None if topics is None else [topic.pk for topic in topics], letters, asked):
        letter = met.get(row[0]) or met.setdefault(row[0], letter_ref(row))
        reading.sayings[row[13]].append(_saying(letter, row))
    return reading


def terms() -> tuple[CabinetTerm, ...]:
    """Return the cabinets, real or example ones as shown, in order of start."""
    cabinets = Cabinet.objects.filter(is_example=showing_examples()).order_by("start")
    return tuple(CabinetTerm(each.name, each.start, each.demissionary_from, each.end) for each in cabinets)


def _of(letters: QuerySet[Letter]) -> set[int] | None:
    """Return the letters' ids, None for all that are published."""
    if as_text(letters) == as_text(published()):
        return None
    return set(letters.order_by().values_list("pk", flat=True))


def as_text(letters: QuerySet[Letter]) -> str:
    try:
        return repr(letters.order_by().values("pk").query.sql_with_params())
    except EmptyResultSet:
        return ""


def published(letters: QuerySet[Letter] | None = None) -> QuerySet[Letter]:
    """Return the cabinet's letters that may be shown."""
    found: Any = Letter.objects.all() if letters is None else letters
    return found.published().letters()  # type: ignore[no-any-return]


def _rows(topics: list[int] | None, letters: QuerySet[Letter], asked: TimelineOptions) -> Iterator[tuple[Any, ...]]:
    said = Stance.objects.filter(revision__letter__in=letters.order_by().values("pk"))
    if topics is not None:
        said = said.filter(topic__in=topics)
    if asked.coder is not None:
        said = said.filter(coder=asked.coder)
    before = end_of(asked.as_of) if asked.as_of else None
    spoken = said.speaking(asked.as_of, proposals=True).with_decision(before).annotate(accepted=_ACCEPTED).order_by()
    try:
        inner, given = spoken.values(*SAID).query.sql_with_params()
    except EmptyResultSet:
        return
    read_texts, of_read = Assignment.objects.read_texts(before).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(said=inner, read=read_texts), (*given, *of_read))
        yield from cursor.fetchall()


def _saying(letter: LetterRef, row: tuple[Any, ...]) -> Saying:
    holder, accepted, *columns = row[14:]
    coded = list(zip(*columns, strict=True))
    agreed = [each for each in coded if not each[-1]]
    positions = [each for each in agreed if each[1] is not None]
    return Saying(
        letter=letter,
        holder=Holder(holder),
        accepted=accepted,
        scored=tuple(Scored(start, score, singly) for start, score, _, singly, *_ in positions),
        quotes=tuple(Quote(pk, quote, score) for _, score, pk, _, quote, _ in positions),
        mentions=tuple(start for start, score, *_ in agreed if score is None),
        disputed=tuple(start for start, *_, disputed in coded if disputed),
    )


def letter_ref(row: tuple[Any, ...]) -> LetterRef:
    """Return a letter from the first thirteen columns of `SQL`."""
    pk, key, subject, kind, publication, day, demissionary, cabinet, sentences, annexes, *more = row[:13]
    dossier_title, signed, is_read = more
    bounds, ministries = tuple(zip(annexes[::2], annexes[1::2], strict=True)), tuple(dict.fromkeys(signed))
    name = subject or made_name(kind, publication, dossier_title, ministries, day)
    own = own_words(subject, dossier_title, ministries)
    return LetterRef(pk, key, name, day, kind, cabinet, demissionary, sentences, bounds, bool(subject), is_read, own)
