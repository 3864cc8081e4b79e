"""The letters on which a letter's standing rests: its own day, and the days before and after it on the cabinet's line.

A letter's page needs these alone. They are found by walking the letters by date from its own, through indexes, until
one is met that is on the line: the cost depends on how often a topic comes up, not on how many letters are stored.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from letters.models import Cabinet, Letter
from positions.domain.scale import Holder
from positions.domain.timeline.positions import THIN
from positions.models import Stance, Topic
from positions.timelines.query import TimelineData, TimelineOptions, look_up, published, restricted


def reading_around(
    letter: Letter, topics: Collection[Topic], asked: TimelineOptions, also: Collection[int] = ()
) -> TimelineData:
    """Return what `query.read` says of this letter, of its neighbours on the lines and of the letters `also`.

    Steps of other letters are not those of the whole. Five queries. `asked` is of today and of all coders.
    """
    shown = published().exclude(pk__in=asked.hidden) if asked.hidden else published()
    there = Q(pk__in=[letter.pk, *also])
    if letter.document_date is not None:
        there |= Q(document_date__in=_days(letter, topics, shown))
    found = look_up(topics, TimelineOptions(hidden=asked.hidden), letters=shown.filter(there))
    return restricted({topic.slug: found for topic in topics}, None, asked)


def _days(letter: Letter, topics: Collection[Topic], shown: QuerySet[Letter]) -> set[date | None]:
    """Return the letter's day; per topic, the days next to it on any line; and the last before it on those lines from
    which its step can start, its cabinet's and that of the cabinet before. One query.
    """
    line = shown.filter(_on_the_line(), cabinet__isnull=False)
    earlier = line.filter(document_date__lt=letter.document_date).order_by("-document_date", "-id")
    later = line.filter(document_date__gt=letter.document_date).order_by("document_date", "id")
    asked = {"later_on": later, "earlier_on": earlier}
    if letter.cabinet:
        before = Cabinet.objects.filter(is_example=letter.cabinet.is_example, start__lt=letter.cabinet.start)
        asked["same"] = earlier.filter(cabinet=letter.cabinet)
        asked["across"] = earlier.filter(cabinet=Subquery(before.order_by("-start").values("pk")[:1]))
    days = {name: Subquery(found.values("document_date")[:1]) for name, found in asked.items()}
    rows = Topic.objects.filter(pk__in=[topic.pk for topic in topics]).order_by().annotate(**days)
    return {letter.document_date, *(day for row in rows.values_list(*days) for day in row if day)}


def _on_the_line() -> Exists:
    """Condition on a letter in a subquery of topics: not thin on the topic, by the cabinet's accepted stances."""
    said = Stance.objects.order_by().filter(
        revision__letter=OuterRef("pk"),
        revision__is_current=True,
        topic=OuterRef(OuterRef("pk")),
        holder=Holder.CABINET,
        score__isnull=False,
    )
    return Exists(said.speaking(proposals=False)[THIN - 1 : THIN])
