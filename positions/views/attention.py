"""Attention page: which topics letters mention, year by year, against what is held and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from letters.records.table_files import table_of_objects
from positions.domain.timeline import RULES
from positions.domain.timeline.topic_attention import Attention, AttentionYear
from positions.labels.attention_words import run_words, silence_words
from positions.models import Assignment, Topic
from positions.open_data.export_formats import asked_table, table_file
from positions.stances import letter_counts
from positions.timelines import query
from positions.timelines.attention_sums import attention_to
from positions.timelines.query import TimelineOptions
from positions.timelines.topic_sums import is_large

COLUMNS = ("topic", "year", "share", "letters_held", "letters_read", "letters_with_position", "gap", "rules")


@dataclass(frozen=True, slots=True)
class AttentionRow:
    topic: Topic
    found: Attention
    shown: int  # years up to the last with a letter

    @property
    def years(self) -> tuple[AttentionYear, ...]:
        return self.found.years[: self.shown]

    @property
    def words(self) -> str:
        return silence_words(self.found)


@require_safe
def attention_page(request: HttpRequest) -> HttpResponse:
    topics = list(Topic.objects.annotate(is_large=is_large()))
    letters = Assignment.objects.letters_seen_by(request.user, query.published())
    asked = TimelineOptions(proposals=False, hidden=Assignment.objects.hidden_letters(request.user))
    held, today = letter_counts.holdings(letters, asked), timezone.localdate()
    years = held.years()
    found = attention_to(topics, letters, asked, held, today)
    rows = [AttentionRow(topic, found[topic], len(years)) for topic in topics]
    if form := asked_table(request):
        return table_file(table_of_objects(COLUMNS, records(rows)), "aandacht", form)
    context = {
        "here": "attention",
        "rows": rows,
        "years": years,
        "after": run_words(held.years(today)[len(years) :]),
        "undated": held.undated,
    }
    return render(request, "positions/attention/page.html", context)


def records(rows: list[AttentionRow]) -> Iterator[dict[str, Any]]:
    """Yield a record per topic and year, with plain numbers; None where the share is unknown."""
    for row in rows:
        for year in row.found.years:
            yield {
                "topic": row.topic.slug,
                "year": year.year,
                "share": None if year.share is None else round(float(year.share), 4),
                "letters_held": year.held.dated,
                "letters_read": year.held.read,
                "letters_with_position": year.positions,
                "gap": year.gap and year.gap.value,
                "rules": RULES,
            }
