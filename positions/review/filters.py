"""Filters and order of the review queue."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from positions.domain.scale import Confidence
from positions.labels.codes import CONFIDENCES
from positions.models import Coder, Stance, Topic
from positions.models.stances import StanceQuerySet
from positions.review.queue_order import BY_WEIGHT, ORDERS, QueueOrder
from positions.review.shown_confidence import at_level


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    topic = django_filters.ModelChoiceFilter(
        label=_("Onderwerp"), queryset=Topic.objects.all(), to_field_name="slug", empty_label=_("alle")
    )
    letter = django_filters.CharFilter(label=_("Brief (kenmerk)"), field_name="revision__letter__key", max_length=120)
    coder = django_filters.ModelChoiceFilter(
        label=_("Voorgesteld door"), queryset=Coder.objects.filter(kind=Coder.Kind.MACHINE), empty_label=_("alle")
    )
    confidence = django_filters.ChoiceFilter(
        label=_("Zekerheid"),
        choices=[(c.value, CONFIDENCES[c.value]) for c in Confidence],
        empty_label=_("alle"),
        method="of_level",
    )

    class Meta:
        model = Stance
        fields = ["topic", "letter", "coder", "confidence"]

    @property
    def chosen(self) -> dict[str, Any]:
        """The values of the filter that are valid, by name; others do not filter."""
        self.form.is_valid()
        return dict(self.form.cleaned_data)

    def of_level(self, asked: StanceQuerySet, name: str, value: str) -> StanceQuerySet:
        return asked.filter(at_level(value))


class QueueFilter(ProposalFilter):
    """Proposal filter with the order of the queue, which does not filter."""

    order = django_filters.ChoiceFilter(
        label=_("Volgorde"),
        choices=[
            ("brieven", _("zoals in de brieven")),
            ("verschillen", _("waar codeurs verschillen eerst")),
            ("zekerheid", _("minst zeker eerst")),
        ],
        empty_label=_("wat het beeld het meest verandert eerst"),
        method="leave",
    )

    def leave(self, asked: StanceQuerySet, name: str, value: str) -> StanceQuerySet:
        return asked

    @property
    def wanted_order(self) -> QueueOrder:
        return ORDERS.get(self.chosen.get("order", ""), BY_WEIGHT)
