"""Typical quotes of a period in which there are many letters: of these, the first ones are read until one is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from django.db.models import QuerySet

from letters.any_of import any_of
from letters.models import Letter
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.periods import PeriodPosition, Slot
from positions.domain.timeline.typical_quote import Quote, first_alone, longest, nearest_score
from positions.models import Topic
from positions.timelines.query import TimelineData, TimelineOptions, look_up, restricted

PARTS = (20, 80, 900)  # letters that are read first, and if no quote of theirs will do, after them


def typical_quotes(
    slot: Slot,
    positions: Mapping[Topic, PeriodPosition],
    holder: Holder,
    letters: QuerySet[Letter],
    asked: TimelineOptions,
) -> dict[Topic, Quote]:
    """Return the typical quote of each topic in the period, with the position that these letters take there.

    If no quote among the first letters names its topic and can be read alone, it is the longest of them. Six queries,
    twelve or eighteen.
    """
    wanted = {topic: _score(found) for topic, found in positions.items()}
    typical, longest_yet = dict[Topic, Quote](), dict[Topic, Quote]()
    for found in _readings(slot, wanted, letters, asked):
        for topic in wanted.keys() - typical.keys():
            dots = found.series(topic.slug, holder).dots
            quotes = [quote for dot in dots for quote in dot.quotes if quote.score == wanted[topic]]
            if quotes:
                longest_yet[topic] = longest(filter(None, [longest_yet.get(topic), longest(quotes)]))
            if alone := first_alone(quotes, found.names(topic.slug)):
                typical[topic] = alone
        if len(typical) == len(wanted):
            break
    return longest_yet | typical


def _score(found: PeriodPosition) -> int:
    scores = [score for score, count in zip(SCORES, found.sentences.counts, strict=True) if count]
    return nearest_score(scores, found.mean, found.sentences)


def _readings(
    slot: Slot, topics: Mapping[Topic, int], letters: QuerySet[Letter], asked: TimelineOptions
) -> Iterator[TimelineData]:
    """Yield what the first letters of the period say, in order of date, part by part."""
    inside = letters.filter(document_date__isnull=False, cabinet__name=slot.cabinet).order_by("document_date", "key")
    if slot.year is not None:
        inside = inside.filter(document_date__year=slot.year)
    for start, end in pairwise(accumulate(PARTS, initial=0)):
        part = list(inside.values_list("pk", flat=True)[start:end])
        if not part:
            return
        found = look_up(list(topics), asked, Letter.objects.filter(any_of("pk", part)))
        yield restricted({topic.slug: found for topic in topics}, None, asked)
