"""Reading of positions from the database, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import translation

from letters.example_notice import showing_examples
from letters.labels.letter_names import made_name, own_words
from letters.models import Cabinet, Letter
from letters.parser.cabinets_in_office import CabinetTerm
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WHOLE, Scope
from positions.codebook import store
from positions.domain.scale import Holder
from positions.domain.timeline.positions import Scored
from positions.domain.timeline.series import Series, series
from positions.domain.timeline.timeline_letter import LetterRef, Saying
from positions.domain.timeline.typical_quote import Names, Quote
from positions.models import CodebookVersion, Topic
from positions.models.assignments import letters_without
from positions.models.stances import end_of
from positions.summary_table import reading

# One row per letter, topic, holder and state, of the stances that count, as `positions.summary_table` sums them up.
SQL = """
WITH taken AS MATERIALIZED ({taken}),
read_text (id) AS MATERIALIZED ({read})
SELECT letter.id, letter.key, letter.subject, letter.kind, letter.publication, letter.document_date,
    letter.demissionary, cabinet.name, text.body_sentences, text.annex_bounds,
    letter.dossier_title,
    CASE WHEN letter.subject <> '' THEN '{{}}' ELSE ARRAY(
        SELECT ministry FROM letters_signatory g WHERE g.letter_id = letter.id AND ministry <> '' ORDER BY g.position
    ) END,
    read_text.id IS NOT NULL,
    topic.slug, taken.holder, taken.accepted, taken.starts, taken.scores, taken.stances, taken.singly, taken.quotes,
    taken.disputed
FROM taken
JOIN letters_revision text ON text.id = taken.revision_id
LEFT JOIN read_text ON read_text.id = text.id
JOIN letters_letter letter ON letter.id = text.letter_id
JOIN positions_topic topic ON topic.id = taken.topic_id
LEFT JOIN letters_cabinet cabinet ON cabinet.id = letter.cabinet_id
"""
OF_HOLDER = "WHERE taken.holder = %s OR (taken.accepted AND read_text.id IS NOT NULL)"
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

    @property
    def by_letter(self) -> bool:
        """True if letters are read one by one, however many there are: sums are of today and of all coders."""
        return self.as_of is not None or self.coder is not None


@dataclass(frozen=True, slots=True)
class TimelineData:
    """All sayings by topic, and which of them are shown. Cached readings are shared between threads: never modify one.
    Series are computed over all letters; what a filter leaves out is hidden from them afterwards.
    """

    sayings: dict[str, list[Saying]] = field(default_factory=lambda: defaultdict(list))
    cabinets: tuple[CabinetTerm, ...] = ()
    codebook: int = 0  # version whose terms decide whether a quote names its topic
    whole: Mapping[str, TimelineData] = field(default_factory=dict)  # by topic, the reading that this is a part of
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
        if self.whole:
            every = self.whole[topic].series(topic, holder)
            return every.only(self.letters, proposals=self.proposals, least=self.least)
        made = series(topic, holder, self.sayings.get(topic, []), self.cabinets, names=self.names(topic))
        return replace(made, one_coder=self.coder is not None)

    def dots(self, topic: str, holder: Holder) -> Series:
        """Return the series without its line, of a reading that is no part of another."""
        return series(topic, holder, self.sayings.get(topic, []), names=self.names(topic), line=False)

    def names(self, topic: str) -> Names:
        """Return a function that tells whether a sentence names the topic, by the codebook's terms."""
        return partial(store.names_topic, self.codebook, topic)

    def letters_on(self, topic: str) -> list[LetterRef]:
        return list({saying.letter.pk: saying.letter for saying in self.sayings.get(topic, [])}.values())

    @property
    def size(self) -> int:
        """Size in sayings, each some 2.5 kB with its share of the series."""
        return 1 + sum(map(len, self.sayings.values()))


READINGS: InProcessCache[TimelineData] = in_process(MOST, lambda found: found.size)


class NotKept(Exception):
    """The reading is not in the cache."""


def read(topics: Collection[Topic], letters: QuerySet[Letter], asked: TimelineOptions | None = None) -> TimelineData:
    """Return what these letters, of those that are `published`, say on these topics; cached until the data change.

    All that is said on a topic is read once and shared: steps are computed over all letters, and a filter only hides.
    Another day, coder or set of hidden letters is read separately.
    """
    asked = asked or TimelineOptions()
    slugs, language = tuple(topic.slug for topic in topics), translation.get_language()
    scope = Scope(slugs[0]) if len(slugs) == 1 else WHOLE
    name = (as_text(letters), slugs, asked, language)
    return READINGS(scope, name, lambda: restricted(_by_topic(topics, asked), _of(letters), asked))


def _by_topic(topics: Collection[Topic], asked: TimelineOptions) -> dict[str, TimelineData]:
    """Return all that is said on each topic. Those that are not in the cache are read together."""
    anew = replace(asked, proposals=True, least=1)
    keys = {topic.slug: (translation.get_language(), topic.slug, anew) for topic in topics}

    def refuse() -> TimelineData:
        raise NotKept

    found, missing = dict[str, TimelineData](), list[Topic]()
    for topic in topics:
        try:
            found[topic.slug] = READINGS(Scope(topic.slug), keys[topic.slug], refuse)
        except NotKept:
            missing.append(topic)
    every = look_up(missing, anew) if missing else TimelineData()
    for topic in missing:
        own = replace(every, sayings={topic.slug: every.sayings.get(topic.slug, [])}, _series={})
        found[topic.slug] = READINGS(Scope(topic.slug), keys[topic.slug], partial(_same, own))
    return found


def _same(found: TimelineData) -> TimelineData:
    return found


def restricted(
    whole: Mapping[str, TimelineData], letters: Collection[int] | None, asked: TimelineOptions
) -> TimelineData:
    """Return the readings of these topics together, restricted to these letters, None for all."""
    chosen = None if letters is None else frozenset(letters)
    left = {
        topic: [
            saying
            for saying in reading.sayings.get(topic, ())
            if (asked.proposals or saying.accepted) and (chosen is None or saying.letter.pk in chosen)
        ]
        for topic, reading in whole.items()
    }
    shown = {topic: sayings for topic, sayings in left.items() if sayings}
    any_reading = next(iter(whole.values()), TimelineData())
    return replace(
        any_reading,
        sayings=shown,
        whole=whole,
        letters=chosen,
        proposals=asked.proposals,
        least=asked.least,
        _series={},
    )


def look_up(
    topics: Collection[Topic] | None,
    asked: TimelineOptions | None = None,
    letters: QuerySet[Letter] | None = None,
    due: Collection[int] | None = None,
    holder: Holder | None = None,
) -> TimelineData:
    """Read these few letters, or all that are published, on these topics, or on all. Five queries, four if the letters
    that are `due` are known; the cost grows with what is said. With a `holder` what others say is read only as far as
    the share of a letter asks for it.
    """
    asked = asked or TimelineOptions()
    found = TimelineData(cabinets=terms(), codebook=codebook(asked), coder=asked.coder)
    met = dict[int, LetterRef]()
    few = letters is not None
    if letters is None:
        letters = letters_without(published(), asked.hidden)
    numbers = None if topics is None else [topic.pk for topic in topics]
    for row in _rows(numbers, letters, asked, due, few=few, holder=holder):
        letter = met.get(row[0]) or met.setdefault(row[0], letter_ref(row))
        found.sayings[row[13]].append(_saying(letter, row))
    return found


def codebook(asked: TimelineOptions) -> int:
    """Return the id of the version whose terms decide whether a quote names its topic, 0 without any. One query."""
    known = CodebookVersion.objects.loaded(end_of(asked.as_of) if asked.as_of else None)
    found = known.only("pk").last() or CodebookVersion.objects.only("pk").first()
    return found.pk if found else 0


def terms() -> tuple[CabinetTerm, ...]:
    """Return the cabinets, real or example ones as shown, in order of start."""
    cabinets = Cabinet.objects.filter(is_example=showing_examples()).order_by("start")
    return tuple(CabinetTerm(each.name, each.start, each.demissionary_from, each.end) for each in cabinets)


def _of(letters: QuerySet[Letter]) -> set[int] | None:
    """Return the letters' ids, None for all that are published."""
    if are_all(letters):
        return None
    return set(letters.order_by().values_list("pk", flat=True))


def as_text(letters: QuerySet[Letter]) -> str:
    try:
        return repr(letters.order_by().values("pk").query.sql_with_params())
    except EmptyResultSet:
        return ""


def are_all(letters: QuerySet[Letter]) -> bool:
    """Return whether these are all that are `published`, by the query and without asking the database."""
    return as_text(letters) == _all_as_text()


@cache
def _all_as_text() -> str:
    return as_text(published())


def published(letters: QuerySet[Letter] | None = None) -> QuerySet[Letter]:
    """Return the cabinet's letters that may be shown."""
    found: Any = letters
    return _all().all() if letters is None else found.published().letters()


@cache
def _all() -> QuerySet[Letter]:
    """Return the query, which is put together once: pages ask for it ten times."""
    return published(Letter.objects.all())


def _rows(
    topics: list[int] | None,
    letters: QuerySet[Letter],
    asked: TimelineOptions,
    due: Collection[int] | None = None,
    *,
    few: bool = False,
    holder: Holder | None = None,
) -> Iterator[tuple[Any, ...]]:
    if due is None:
        due = reading.due_letters() if asked.as_of is None else ()
    taken = reading.stance_summaries(letters, due, topics, asked.as_of, asked.coder, few=few)
    read_texts = reading.read_texts(letters, due, asked.as_of, few=few)
    if taken is None or read_texts is None:
        return
    with connection.cursor() as cursor:
        sql, given = SQL.format(taken=taken[0], read=read_texts[0]), (*taken[1], *read_texts[1])
        if holder is not None:
            sql, given = f"{sql}{OF_HOLDER}", (*given, holder.value)
        cursor.execute(sql, given)
        yield from cursor.fetchall()


def _saying(letter: LetterRef, row: tuple[Any, ...]) -> Saying:
    holder, accepted, *columns = row[14:]
    starts, scores, stances, singly, quotes, differ = columns
    if None not in scores and not any(differ):  # nearly every row: none is a mention, or disputed
        return Saying(
            letter, Holder(holder), accepted, tuple(map(Scored, starts, scores, singly)),
            tuple(map(Quote, stances, quotes, scores)), (),
        )  # fmt: skip
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
