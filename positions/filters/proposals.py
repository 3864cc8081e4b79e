"""Which proposals a person is given, and in which order."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from positions.domain.scale import Confidence
from positions.models import Coder, Stance, Topic
from positions.models.stances import StanceQuerySet
from positions.reviewing.ordering import BY_TEXT, ORDERS, Order
from positions.reviewing.words import CONFIDENCES


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    topic = django_filters.ModelChoiceFilter(
        label=_("Onderwerp"), queryset=Topic.objects.all(), to_field_name="slug", empty_label=_("alle")
    )
    letter = django_filters.CharFilter(label=_("Brief (kenmerk)"), field_name="revision__letter__key", max_length=120)
    coder = django_filters.ModelChoiceFilter(
        label=_("Voorgesteld door"), queryset=Coder.objects.filter(kind=Coder.Kind.MACHINE), empty_label=_("alle")
    )
    confidence = django_filters.ChoiceFilter(
        label=_("Zekerheid"), choices=[(c.value, CONFIDENCES[c.value]) for c in Confidence], empty_label=_("alle")
    )

    class Meta:
        model = Stance
        fields = ["topic", "letter", "coder", "confidence"]


class QueueFilter(ProposalFilter):
    """With the order in which they come; that narrows nothing."""

    order = django_filters.ChoiceFilter(
        label=_("Volgorde"),
        choices=[("verschillen", _("waar codeurs verschillen eerst")), ("zekerheid", _("minst zeker eerst"))],
        empty_label=_("zoals in de brieven"),
        method="leave",
    )

    def leave(self, asked: StanceQuerySet, name: str, value: str) -> StanceQuerySet:
        return asked

    @property
    def wanted_order(self) -> Order:
        return ORDERS.get(self.form.cleaned_data.get("order", "") if self.form.is_valid() else "", BY_TEXT)
