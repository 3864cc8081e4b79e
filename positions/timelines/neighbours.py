"""The letters on which a letter's standing rests: its own day, and the days before and after it on the cabinet's line.

A letter's page needs these alone. They are found by walking the letters by date from its own, through indexes, until
one is met that is on the line by its summary (`positions.summary_table`): the cost depends on how often a topic comes
up, not on how many letters are stored.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from letters.models import Cabinet, Letter
from positions.domain.scale import Holder
from positions.domain.timeline.positions import THIN
from positions.models import Stance, StanceSummary, SummaryDue, Topic
from positions.models.assignments import letters_without
from positions.summary_table.reading import due_letters
from positions.timelines.query import TimelineData, TimelineOptions, look_up, published, restricted


def reading_around(
    letter: Letter, topics: Collection[Topic], asked: TimelineOptions, also: Collection[int] = ()
) -> TimelineData:
    """Return what `query.read` says of this letter, of its neighbours on the lines and of the letters `also`.

    Steps of other letters are not those of the whole. Five queries. `asked` is of today and of all coders.
    """
    shown = letters_without(published(), asked.hidden)
    due, there = due_letters(), Q(pk__in=[letter.pk, *also])
    if letter.document_date is not None:
        there |= Q(document_date__in=_days(letter, topics, shown, due))
    found = look_up(topics, TimelineOptions(hidden=asked.hidden), shown.filter(there), due)
    return restricted({topic.slug: found for topic in topics}, None, asked)


def _days(letter: Letter, topics: Collection[Topic], shown: QuerySet[Letter], due: Collection[int]) -> set[date | None]:
    """Return the letter's day; per topic, the days next to it on any line; and the last before it on those lines from
    which its step can start, its cabinet's and that of the cabinet before. One query.
    """
    line = shown.filter(_on_the_line(due), cabinet__isnull=False)
    day = F("document_date")  # in the order of the indexes
    earlier = line.filter(document_date__lt=letter.document_date).order_by(day.desc(nulls_last=True))
    later = line.filter(document_date__gt=letter.document_date).order_by(day.asc(nulls_first=True))
    asked = {"later_on": later, "earlier_on": earlier}
    if letter.cabinet:
        before = Cabinet.objects.filter(is_example=letter.cabinet.is_example, start__lt=letter.cabinet.start)
        asked["same"] = earlier.filter(cabinet=letter.cabinet)
        asked["across"] = earlier.filter(cabinet=Subquery(before.order_by("-start").values("pk")[:1]))
    days = {name: Subquery(found.values("document_date")[:1]) for name, found in asked.items()}
    rows = Topic.objects.filter(pk__in=[topic.pk for topic in topics]).order_by().annotate(**days)
    return {letter.document_date, *(day for row in rows.values_list(*days) for day in row if day)}


def _on_the_line(due: Collection[int]) -> Q:
    """Condition on a letter in a subquery of topics: not thin on the topic, by the cabinet's accepted stances.

    Those of letters that are `due` are looked at one by one.
    """
    of_cabinet = {"topic": OuterRef(OuterRef("pk")), "holder": Holder.CABINET}
    kept = StanceSummary.objects.filter(letter=OuterRef("pk"), accepted=True, sentences__gte=THIN, **of_cabinet)
    # Asked letter by letter: an EXISTS may be planned as one that reads all that is said on the topic.
    on_line = Coalesce(Subquery(kept.values("accepted")[:1]), False)
    if not due:
        return Q(on_line)
    said = Stance.objects.order_by().filter(
        revision__letter=OuterRef("pk"), revision__is_current=True, score__isnull=False, **of_cabinet
    )
    anew = Exists(said.speaking(proposals=False)[THIN - 1 : THIN])
    is_due = Exists(SummaryDue.objects.filter(letter=OuterRef("pk")))  # after an upgrade all are: no list of them
    return Q(Case(When(is_due, then=anew), default=on_line))
