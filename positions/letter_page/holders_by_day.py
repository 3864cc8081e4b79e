"""Holders beside the cabinet on a topic of many letters: page by page, each of the letters of some days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from letters.models import Letter
from positions.charts.data import TopicChartData
from positions.domain.scale import Holder
from positions.letter_page.holders_in_letter import LetterVoices, voices
from positions.timelines.day_counts import DayCounts
from positions.timelines.topic_sums import lines_on

MOST_ON_A_PAGE = 200  # positions, of all holders together


@dataclass(frozen=True, slots=True)
class DaysOfPage:
    """The days of the letters on a page, newest first; none for those without a date."""

    days: tuple[date, ...]

    def letters(self, among: QuerySet[Letter]) -> QuerySet[Letter]:
        return among.filter(document_date__in=self.days) if self.days else among.filter(document_date=None)


def pages(shown: TopicChartData) -> list[DaysOfPage]:
    """Return the pages of a large topic, newest letters first, those without a date last."""
    lines = lines_on(shown.topic, list(Holder), shown.asked.qs, shown.how).values()
    counts = DayCounts()
    for line in lines:
        counts.add(line.by_day(accepted=True))
    found = [DaysOfPage(tuple(days)) for days in _together(counts)]
    return [*found, DaysOfPage(())] if any(line.undated_accepted for line in lines) else found


def _together(counts: DayCounts) -> Iterator[list[date]]:
    days, number = list[date](), 0
    for day in sorted(counts, reverse=True):
        if days and number + counts[day] > MOST_ON_A_PAGE:
            yield days
            days, number = [], 0
        days.append(day)
        number += counts[day]
    if days:
        yield days


def voices_of(shown: TopicChartData, page: Iterable[DaysOfPage]) -> Sequence[LetterVoices]:
    """Return the letters of this page in which the cabinet stands beside others, newest first. Seven queries."""
    return [
        each
        for part in page
        for each in voices(shown.topic, shown.axis, shown.reading_among(part.letters(shown.asked.qs)))
    ]
