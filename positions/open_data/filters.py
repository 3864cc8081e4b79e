"""Filters of API and downloads: as-of day, letter, and coder by number."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from letters.models import Citation, Letter, Passage
from letters.models.letters import CitationQuerySet
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


class CitationFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filter of citations by what they cite; the citing letters have filters of their own (`PassageFilter`)."""

    target = django_filters.CharFilter("target", "exact", label=_("Kenmerk van het genoemde stuk"), max_length=120)
    cited_dossier = django_filters.CharFilter(
        label=_("Dossier van het genoemde stuk"), method="of_dossier", max_length=20
    )

    class Meta:
        model = Citation
        fields: list[str] = []

    def of_dossier(self, citations: CitationQuerySet, name: str, value: str) -> CitationQuerySet:
        return citations.of_dossier(value)


class CoverageFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The dossier asked for; it filters nothing itself (`positions.reliability.source_coverage`)."""

    dossier = django_filters.CharFilter(label=_("Nummer van het dossier"), method="leave", max_length=20)

    class Meta:
        model = Letter
        fields: list[str] = []

    def leave(self, letters: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return letters


class SeriesFilter(PositionFilter):
    """Filter of letter positions, as on a timeline."""

    topic = OptionMany("topic", label=_("Onderwerp"))

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))


def pin_cites(citations: CitationQuerySet, letters: LetterFilter) -> CitationQuerySet:
    """Return the citations in these letters, by letter and place, with both letters at hand."""
    there = citations.filter(letter__in=letters.qs.order_by().values("pk"))
    return there.select_related("letter").with_targets().order_by("letter_id", "position")
