"""Filters of API and downloads: as-of day, letter, and coder by number."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Passage
from letters.search.letter_filter import LetterFilter, OneValue
from positions.models import Coder, Topic
from positions.stances.filters import StanceFilter, StanceValueFilter
from positions.timelines.filters import OptionDate, OptionMany, PositionFilter, chosen_topics


def coders() -> list[tuple[str, str]]:
    return [
        (str(pk), gettext("codeur %(number)s") % {"number": pk})
        for pk in Coder.objects.order_by("pk").values_list("pk", flat=True)
    ]


class AsOfFilter(django_filters.FilterSet):  # type: ignore[misc]
    """As-of day; it filters nothing itself (`positions.stances.as_of` does)."""

    as_of = OptionDate(label=_("Zoals bekend op"))

    class Meta:
        model = Letter
        fields: list[str] = []

    @property
    def day(self) -> date | None:
        self.form.is_valid()
        day: date | None = self.form.cleaned_data.get("as_of")
        return day


class AsOfStanceFilter(StanceFilter):
    """Stance filter with coders by number: names of people are for signed-in users only (`report.coder_name`)."""

    coder = StanceValueFilter("coder", label=_("Gecodeerd door (nummer)"), choices=coders)
    letter = django_filters.CharFilter(
        "revision__letter__key", "exact", label=_("Sleutel van de brief"), max_length=120
    )


class PassageFilter(LetterFilter):
    """Filter of the letters whose passages are listed; a letter given by key may be any kind of paper."""

    letter = django_filters.CharFilter("key", "exact", label=_("Sleutel van de brief"), max_length=120)

    def filter_queryset(self, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        chosen: dict[str, Any] = self.form.cleaned_data
        if chosen.get("letter") and not chosen.get("publication"):
            return queryset.filter(key=chosen["letter"])
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]


class PassageKindFilter(django_filters.FilterSet):  # type: ignore[misc]
    part = OneValue("kind", label=_("Soort alinea"), choices=Passage._meta.get_field("kind").flatchoices)

    class Meta:
        model = Passage
        fields: list[str] = []


class SeriesFilter(PositionFilter):
    """Filter of letter positions, as on a timeline."""

    topic = OptionMany("topic", label=_("Onderwerp"))

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))
