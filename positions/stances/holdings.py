"""Counts of shown letters that are held and read, by day and cabinet; cached until the data change."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from letters.models import Letter
from positions.caching.in_process import InProcessCache, in_process
from positions.caching.version import WITHOUT_STANCES
from positions.domain.timeline.holdings import Holding, Holdings
from positions.models.stances import end_of
from positions.stances import as_of
from positions.summary_table import reading
from positions.timelines.query import TimelineOptions, as_text, published

MOST = 200_000  # rows in the cache
KEPT: InProcessCache[Holdings] = in_process(MOST, lambda holdings: 1 + len(holdings.rows))


def holdings(letters: QuerySet[Letter], asked: TimelineOptions | None = None) -> Holdings:
    """Return the counts for these letters as of the requested day; one query, none if cached. `letters` must leave out
    those that the reader codes blind (`Assignment.objects.letters_seen_by`).
    """
    asked = asked or TimelineOptions()
    every = published().exclude(pk__in=sorted(asked.hidden)) if asked.hidden else published()
    chosen = as_text(letters) != as_text(every)
    name = (as_text(letters), asked.as_of, chosen)
    return KEPT(WITHOUT_STANCES, name, lambda: look_up(letters, asked.as_of, chosen=chosen))


def look_up(letters: QuerySet[Letter], day: date | None = None, *, chosen: bool = False) -> Holdings:
    """Count these letters by day and cabinet; two queries, one for another day."""
    there = letters.filter(created_at__lt=end_of(day)) if day else letters
    read = reading.read_texts(there, reading.due_letters() if day is None else (), day)
    texts = as_of.texts(day).filter(letter=OuterRef("pk"), pk__in=RawSQL(*read) if read else ()).order_by()
    counted = (
        Letter.objects.filter(pk__in=there.order_by().values("pk"))
        .order_by()
        .annotate(sentences=Subquery(texts.values("body_sentences")[:1]))
        .values("document_date", "cabinet__name")
        .annotate(letters=Count("pk"), read=Count("sentences"), in_read=Coalesce(Sum("sentences"), 0))
    )
    rows = counted.values_list("document_date", "cabinet__name", "letters", "read", "in_read")
    return Holdings(tuple(Holding(*row) for row in rows), chosen)
