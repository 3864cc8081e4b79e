"""Filters of stances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from letters.labels.kind_labels import PUBLICATIONS
from letters.models import Letter
from letters.search.letter_filter import LetterFilter, ManyFilter, PublicationFilter
from positions.domain.scale import SCORES
from positions.labels.codes import HOLDERS, MENTION, signed
from positions.labels.languages import either
from positions.models import Stance, State, Topic
from positions.stances.facets import StanceGroup
from positions.timelines.filters import topics

topic_title = lazy(lambda: either("topic__name_nl", "topic__name_en"), str)()
WHATS = [("position", _("standpunt")), (MENTION, _("vermelding"))]


class StanceValueFilter(ManyFilter):
    """Filter by any of the chosen values; `passes` and `named` do the same for groups (`facets`)."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(Q((f"{self.field_name}__in", value))) if value else qs

    def passes(self, heap: StanceGroup, value: Sequence[str]) -> bool:
        return not value or str(heap[self.field_name]) in value

    def named(self, heap: StanceGroup) -> tuple[str, str]:
        """Return the value as in the query string, and its label."""
        value = heap[self.field_name]
        if self.title_field:
            return str(value), str(heap[str(self.title_field)])
        return str(value), str(dict(self.extra.get("choices", ())).get(str(value), value))


class PositionOrMentionFilter(StanceValueFilter):
    """Filter by positions, or by mentions: those without a score."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return qs.filter(score__isnull=value[0] == MENTION) if len(value or ()) == 1 else qs

    def passes(self, heap: StanceGroup, value: Sequence[str]) -> bool:
        return len(value or ()) != 1 or self.named(heap)[0] == value[0]

    def named(self, heap: StanceGroup) -> tuple[str, str]:
        value, title = WHATS[heap["score"] is None]
        return value, str(title)


class StanceFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filter over stances for pages, API, exports and feeds. Its queryset needs `state` (`with_state`).

    Its parameter names differ from those of `LetterFilter`, so that one URL can hold both.
    """

    topic = StanceValueFilter("topic__slug", label=_("Onderwerp"), title_field=topic_title, choices=topics)
    holder = StanceValueFilter(
        "holder", label=_("Wie"), choices=[(h.value, name) for h, (name, _key) in HOLDERS.items()]
    )
    what = PositionOrMentionFilter("score", label=_("Standpunt of vermelding"), choices=WHATS)
    score = StanceValueFilter("score", label=_("Score"), choices=[(str(score), signed(score)) for score in SCORES])
    status = StanceValueFilter("state", label=_("Beoordeling"), choices=State.choices)
    coder = StanceValueFilter("coder__name", label=_("Gecodeerd door"))

    class Meta:
        model = Stance
        fields: list[str] = []

    @property
    def narrows(self) -> bool:
        return any(self.form.cleaned_data.values())

    def candidates(self) -> QuerySet[Stance]:
        """Return the stances in any state that pass the filters on their own columns: a superset of `qs` that is cheap
        to walk in order (`positions.stances.first_rows`). Topics are looked up: PostgreSQL follows an index in order
        for their numbers, not for their slugs.
        """
        found: QuerySet[Stance] = Stance.objects.order_by()
        for name, value in self.form.cleaned_data.items():
            if name == "topic" and value:
                slugs = Topic.objects.filter(slug__in=value).order_by()
                found = found.filter(topic__in=list(slugs.values_list("pk", flat=True)))
            elif name != "status":
                found = self.filters[name].filter(found, value)
        return found

    def let_through(self, heaps: Iterable[StanceGroup], but: str = "") -> list[StanceGroup]:
        """Return the groups that pass every filter but the one named `but`, over which its facet is counted."""
        chosen = [(self.filters[name], value) for name, value in self.form.cleaned_data.items() if name != but]
        return [heap for heap in heaps if all(filter_.passes(heap, value) for filter_, value in chosen)]


class EveryPublicationFilter(PublicationFilter):
    def filter(self, qs: QuerySet[Letter], value: str) -> QuerySet[Letter]:
        return super().filter(qs, value) if value else qs


class SearchFilter(LetterFilter):
    """Filter of letters and other papers together, unless one kind is chosen."""

    publication = EveryPublicationFilter(choices=list(PUBLICATIONS.items()), label=_("Soort stuk"))
