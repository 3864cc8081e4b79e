"""Stances, and the letters they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from letters.filters import LetterFilter, ManyFilter, PublicationFilter
from letters.models import Letter
from letters.sorts import SORTS
from positions.bilingual import either
from positions.domain.scale import SCORES
from positions.filters.positions import topics
from positions.models import Stance, State
from positions.reviewing.words import HOLDERS, MENTION, signed

topic_title = lazy(lambda: either("topic__name_nl", "topic__name_en"), str)()
WHATS = [("position", _("standpunt")), (MENTION, _("vermelding"))]


class SaidFilter(ManyFilter):
    """Any of the chosen values of a stance. Its values can be counted, in letters."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(Q((f"{self.field_name}__in", value))) if value else qs

    def counted(self, qs: QuerySet[Any]) -> Iterable[tuple[str, str, int]]:
        titles = {} if self.title_field else dict(self.extra.get("choices", ()))
        fields = [self.field_name, str(self.title_field or self.field_name)]
        rows = qs.order_by().values_list(*fields).annotate(letters=Count("revision", distinct=True))
        for value, title, letters in rows.order_by("-letters", fields[0]):
            yield str(value), str(titles.get(str(value), title)), letters


class WhatFilter(SaidFilter):
    """Positions, or mentions: those without a score."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(score__isnull=value[0] == MENTION) if len(value or ()) == 1 else qs

    def counted(self, qs: QuerySet[Any]) -> Iterable[tuple[str, str, int]]:
        rows = qs.order_by().annotate(mention=Q(score__isnull=True)).values_list("mention")
        for mention, letters in rows.annotate(letters=Count("revision", distinct=True)).order_by("mention"):
            yield WHATS[mention][0], str(WHATS[mention][1]), letters


class StanceFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The one filter over stances, for page, API, export and feed alike. Its queryset knows `state` (`with_state`).

    The names differ from `LetterFilter`'s, so that one address can ask both.
    """

    topic = SaidFilter("topic__slug", label=_("Onderwerp"), title_field=topic_title, choices=topics)
    holder = SaidFilter("holder", label=_("Wie"), choices=[(h.value, name) for h, (name, _key) in HOLDERS.items()])
    what = WhatFilter("score", label=_("Standpunt of vermelding"), choices=WHATS)
    score = SaidFilter("score", label=_("Score"), choices=[(str(score), signed(score)) for score in SCORES])
    status = SaidFilter("state", label=_("Beoordeling"), choices=State.choices)
    coder = SaidFilter("coder__name", label=_("Gecodeerd door"))

    class Meta:
        model = Stance
        fields: list[str] = []

    @property
    def narrows(self) -> bool:
        return any(self.form.cleaned_data.values())

    def without(self, name: str) -> QuerySet[Stance]:
        """The stances that every filter but this lets through: what its choices are counted over."""
        stances: QuerySet[Stance] = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name:
                stances = self.filters[other].filter(stances, value)
        return stances


class EveryPublicationFilter(PublicationFilter):
    def filter(self, qs: QuerySet[Letter], value: str) -> QuerySet[Letter]:
        return super().filter(qs, value) if value else qs


class SearchFilter(LetterFilter):
    """Letters and other papers together, unless one sort is asked for."""

    publication = EveryPublicationFilter(choices=list(SORTS.items()), label=_("Soort stuk"))
