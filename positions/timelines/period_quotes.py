"""Typical quotes of a period in which there are many letters: of these, the first ones are read until one is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate, pairwise

from django.db import connection
from django.db.models import QuerySet

from letters.many_ids import any_of
from letters.models import Letter
from positions.codebook import store
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.periods import PeriodPosition, Slot
from positions.domain.timeline.typical_quote import Quote, first_alone, longest, nearest_score
from positions.models import Topic
from positions.summary_table import reading
from positions.timelines.query import TimelineOptions, codebook

PARTS = (20, 80, 900)  # letters that are read first, and if no quote of theirs will do, after them
# Quotes with the score that is wanted of their topic, in the order of the dots of a series and of the text.
_QUOTES = """
SELECT taken.topic_id, said.stance, said.words, said.score
FROM ({taken}) taken
JOIN letters_letter letter ON letter.id = taken.letter_id
JOIN UNNEST(%s::bigint[], %s::smallint[]) wanted (topic_id, score) ON wanted.topic_id = taken.topic_id
CROSS JOIN UNNEST(taken.stances, taken.scores, taken.quotes) WITH ORDINALITY said (stance, score, words, place)
WHERE taken.accepted AND taken.holder = %s AND taken.sentences >= %s AND said.score = wanted.score
ORDER BY letter.document_date, letter.key COLLATE "C", said.place
"""


def typical_quotes(
    slot: Slot,
    positions: Mapping[Topic, PeriodPosition],
    holder: Holder,
    letters: QuerySet[Letter],
    asked: TimelineOptions,
) -> dict[Topic, Quote]:
    """Return the typical quote of each topic in the period, with the position that these letters take there.

    If no quote among the first letters names its topic and can be read alone, it is the longest of them. Four queries,
    six or eight.
    """
    wanted, version = {topic: _score(found) for topic, found in positions.items()}, codebook(asked)
    typical, longest_yet = dict[Topic, Quote](), dict[Topic, Quote]()
    for found in _parts(slot, wanted, holder, letters, asked.least):
        for topic, quotes in found.items():
            if topic not in typical:
                longest_yet[topic] = longest(filter(None, [longest_yet.get(topic), longest(quotes)]))
                if alone := first_alone(quotes, partial(store.names_topic, version, topic.slug)):
                    typical[topic] = alone
        if len(typical) == len(wanted):
            break
    return longest_yet | typical


def _score(found: PeriodPosition) -> int:
    scores = [score for score, count in zip(SCORES, found.sentences.counts, strict=True) if count]
    return nearest_score(scores, found.mean, found.sentences)


def _parts(
    slot: Slot, wanted: Mapping[Topic, int], holder: Holder, letters: QuerySet[Letter], least: int
) -> Iterator[dict[Topic, list[Quote]]]:
    """Yield the quotes with the wanted scores in the first letters of the period, in order of date, part by part."""
    due = reading.due_letters()
    inside = letters.filter(document_date__isnull=False, cabinet__name=slot.cabinet).order_by("document_date", "key")
    if slot.year is not None:
        inside = inside.filter(document_date__year=slot.year)
    for start, end in pairwise(accumulate(PARTS, initial=0)):
        part = list(inside.values_list("pk", flat=True)[start:end])
        if not part:
            return
        yield _quotes(part, due, wanted, holder, least)


def _quotes(
    letters: list[int], due: list[int], wanted: Mapping[Topic, int], holder: Holder, least: int
) -> dict[Topic, list[Quote]]:
    found, topics = defaultdict[Topic, list[Quote]](list), {topic.pk: topic for topic in wanted}
    chosen = Letter.objects.filter(any_of("pk", letters))
    taken = reading.stance_summaries(chosen, due, list(topics), few=True)
    if taken is None:
        return found
    with connection.cursor() as cursor:
        given = (*taken[1], list(topics), list(wanted.values()), holder.value, least)
        cursor.execute(_QUOTES.format(taken=taken[0]), given)
        for topic, *quote in cursor.fetchall():
            found[topics[topic]].append(Quote(*quote))
    return found
