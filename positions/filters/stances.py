"""Stances, and the letters they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from letters import searching
from letters.among import among
from letters.filters import LetterFilter, ManyFilter, PublicationFilter
from letters.models import Letter
from letters.sorts import SORTS
from positions.bilingual import either
from positions.domain.scale import SCORES
from positions.filters.positions import topics
from positions.gathering import Heap
from positions.models import Stance, State
from positions.reviewing.words import HOLDERS, MENTION, signed

topic_title = lazy(lambda: either("topic__name_nl", "topic__name_en"), str)()
WHATS = [("position", _("standpunt")), (MENTION, _("vermelding"))]


class SaidFilter(ManyFilter):
    """Any of the chosen values of a stance; `passes` and `named` say the same of heaps of stances (`gathering`)."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(Q((f"{self.field_name}__in", value))) if value else qs

    def passes(self, heap: Heap, value: Sequence[str]) -> bool:
        return not value or str(heap[self.field_name]) in value

    def named(self, heap: Heap) -> tuple[str, str]:
        """Its value as it stands in the address, and as people read it."""
        value = heap[self.field_name]
        if self.title_field:
            return str(value), str(heap[str(self.title_field)])
        return str(value), str(dict(self.extra.get("choices", ())).get(str(value), value))


class WhatFilter(SaidFilter):
    """Positions, or mentions: those without a score."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(score__isnull=value[0] == MENTION) if len(value or ()) == 1 else qs

    def passes(self, heap: Heap, value: Sequence[str]) -> bool:
        return len(value or ()) != 1 or self.named(heap)[0] == value[0]

    def named(self, heap: Heap) -> tuple[str, str]:
        value, title = WHATS[heap["score"] is None]
        return value, str(title)


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

    def let_through(self, heaps: Iterable[Heap], but: str = "") -> list[Heap]:
        """The heaps that every filter lets through, or every one `but` this: what its choices are counted over."""
        chosen = [(self.filters[name], value) for name, value in self.form.cleaned_data.items() if name != but]
        return [heap for heap in heaps if all(filter_.passes(heap, value) for filter_, value in chosen)]


class EveryPublicationFilter(PublicationFilter):
    def filter(self, qs: QuerySet[Letter], value: str) -> QuerySet[Letter]:
        return super().filter(qs, value) if value else qs


class SearchFilter(LetterFilter):
    """Letters and other papers together, unless one sort is asked for."""

    publication = EveryPublicationFilter(choices=list(SORTS.items()), label=_("Soort stuk"))

    def filter_words(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return queryset.filter(among("pk", self._letters_with(value)))

    def _letters_with(self, words: str) -> list[int]:
        """Found once: each group of choices is counted over them."""
        if self._found is None:
            self._found = list(
                searching.letters_with(Letter.objects.all(), words).order_by().values_list("pk", flat=True)
            )
        return self._found

    _found: list[int] | None = None
