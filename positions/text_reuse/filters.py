"""Filter and order of wordings."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Case, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from letters.search.day_fields import DayFilter
from letters.search.letter_filter import OneObject, OneValue
from positions.models import Topic, Wording, WordingSentence
from positions.models.stances import StanceQuerySet
from positions.stances.current import current, wordings_with
from positions.stances.visibility import may_see_proposals

YES = "yes"
MOST_LETTERS = 100_000
CHANGED, SAME = "changed", "same"
WORDS = [(CHANGED, _("veranderd")), (SAME, _("steeds dezelfde"))]
INTEREST = "interest"
SORTS = [(INTEREST, _("belangrijkste eerst")), ("newest", _("laatst gebruikt eerst")), ("letters", _("vaakst eerst"))]
LAST = F("last").desc(nulls_last=True)
WORDING_ORDERS: dict[str, tuple[Any, ...]] = {
    INTEREST: ("for_form", "-carries", "-letters", "-texts", LAST),
    "newest": (LAST, "-letters"),
    "letters": ("-letters", LAST),
}


class WordingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filter of wordings; formulaic ones are hidden unless requested, or accepted as a stance."""

    topic = OneObject(
        label=_("Onderwerp"), queryset=Topic.objects.all(), to_field_name="slug", empty_label=_("alle"), method="on"
    )
    words = OneValue(label=_("Woorden"), choices=WORDS, empty_label=_("veranderd of niet"), method="filter_words")
    letters = django_filters.NumberFilter(
        label=_("In ten minste zoveel brieven"), lookup_expr="gte", min_value=2, max_value=MOST_LETTERS
    )
    after = DayFilter(label=_("Van"), method="later")
    before = DayFilter(label=_("Tot en met"), method="later")
    form = OneValue(label=_("Vaste zinnen"), choices=[(YES, _("ook tonen"))], empty_label=_("weglaten"), method="later")
    sort = OneValue(label=_("Volgorde"), choices=SORTS, empty_label=None, method="later")

    class Meta:
        model = Wording
        fields: list[str] = []

    @property
    def stances(self) -> StanceQuerySet:
        return current(proposals=may_see_proposals(self.request)).visible_to(self.request.user)

    def filter_queryset(self, queryset: QuerySet[Wording]) -> QuerySet[Wording]:
        chosen, carrying = self.form.cleaned_data, Q(pk__in=wordings_with(self.stances))
        found: QuerySet[Wording] = super().filter_queryset(queryset)
        found = self.in_period(found, chosen.get("after"), chosen.get("before"))
        if chosen.get("form") != YES:
            accepted = current(proposals=False).visible_to(self.request.user)
            found = found.filter(Q(for_form=False) | Q(pk__in=wordings_with(accepted)))
        order = WORDING_ORDERS[chosen.get("sort") or INTEREST]
        return found.annotate(carries=Case(When(carrying, then=1), default=0)).order_by(*order, "-pk")

    def on(self, queryset: QuerySet[Wording], name: str, value: Topic) -> QuerySet[Wording]:
        return queryset.filter(pk__in=wordings_with(self.stances.filter(topic=value)))

    def filter_words(self, queryset: QuerySet[Wording], name: str, value: str) -> QuerySet[Wording]:
        return queryset.filter(Q(("texts__gt", 1)) if value == CHANGED else Q(("texts", 1)))

    def later(self, queryset: QuerySet[Wording], name: str, value: Any) -> QuerySet[Wording]:
        """Do nothing: `filter_queryset` combines these parameters."""
        return queryset

    def in_period(self, queryset: QuerySet[Wording], after: date | None, before: date | None) -> QuerySet[Wording]:
        """Return wordings with a sentence in a letter of that period; letters without a date do not count."""
        if not (after or before):
            return queryset
        within = Q(revision__letter__document_date__isnull=False)
        within &= Q(revision__letter__document_date__gte=after) if after else Q()
        within &= Q(revision__letter__document_date__lte=before) if before else Q()
        return queryset.filter(pk__in=WordingSentence.objects.filter(within, wording__isnull=False).values("wording"))
