"""What machines ask besides: as of which day, which letter, which coder by number."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from letters.filters import LetterFilter
from letters.models import Letter, Passage
from positions.filters.positions import AskedDate, AskedMany, PositionFilter, chosen_topics
from positions.filters.stances import SaidFilter, StanceFilter
from positions.models import Coder, Topic


def coders() -> list[tuple[str, str]]:
    return [
        (str(pk), gettext("codeur %(number)s") % {"number": pk})
        for pk in Coder.objects.order_by("pk").values_list("pk", flat=True)
    ]


class KnownFilter(django_filters.FilterSet):  # type: ignore[misc]
    """On which day; it narrows nothing itself (`positions.known` does)."""

    as_of = AskedDate(label=_("Zoals bekend op"))

    class Meta:
        model = Letter
        fields: list[str] = []

    @property
    def day(self) -> date | None:
        self.form.is_valid()
        day: date | None = self.form.cleaned_data.get("as_of")
        return day


class KnownStanceFilter(StanceFilter):
    """A coder goes by number here: who a person is, only those who are signed in may know (`figures.name_of`)."""

    coder = SaidFilter("coder", label=_("Gecodeerd door (nummer)"), choices=coders)
    letter = django_filters.CharFilter(
        "revision__letter__key", "exact", label=_("Sleutel van de brief"), max_length=120
    )


class PassageFilter(LetterFilter):
    """The letters whose passages are meant; one letter by its key, whatever sort of paper it is."""

    letter = django_filters.CharFilter("key", "exact", label=_("Sleutel van de brief"), max_length=120)

    def filter_queryset(self, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        chosen: dict[str, Any] = self.form.cleaned_data
        if chosen.get("letter") and not chosen.get("publication"):
            return queryset.filter(key=chosen["letter"])
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]


class PassageKindFilter(django_filters.FilterSet):  # type: ignore[misc]
    part = django_filters.ChoiceFilter(
        "kind", label=_("Soort alinea"), choices=Passage._meta.get_field("kind").flatchoices
    )

    class Meta:
        model = Passage
        fields: list[str] = []


class SeriesFilter(PositionFilter):
    """The positions of letters on topics, as a timeline has them."""

    topic = AskedMany("topic", label=_("Onderwerp"))

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))
