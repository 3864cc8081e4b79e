"""Filters and order of the review queue."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, cast

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from letters.many_ids import any_found
from letters.models import Revision
from positions.domain.confidence_levels import Confidence
from positions.labels.codes import CONFIDENCES
from positions.models import Assignment, Coder, Stance, Topic
from positions.models.stances import StanceQuerySet
from positions.prepared_querysets import Given
from positions.review import queue
from positions.review.queue_order import BY_WEIGHT, ORDERS, Asked, QueueOrder
from positions.review.shown_confidence import at_level
from positions.summary_table.reading import waiting_texts

KEPT = ("topic", "letter", "coder")
FEW = 100  # texts


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    topic = django_filters.ModelChoiceFilter(
        label=_("Onderwerp"), queryset=Topic.objects.all(), to_field_name="slug", empty_label=_("alle")
    )
    letter = django_filters.CharFilter(label=_("Brief (kenmerk)"), method="on_letter", max_length=120)
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

    def on_letter(self, asked: StanceQuerySet, name: str, value: Any) -> StanceQuerySet:
        return asked.filter(_on_texts_of(value))

    def of_level(self, asked: StanceQuerySet, name: str, value: str) -> StanceQuerySet:
        return asked.filter(at_level(value))


class QueueFilter(ProposalFilter):
    """Proposal filter of a user's queue, with its order, which does not filter."""

    def __init__(self, data: QueryDict, user: Any = None) -> None:
        super().__init__(data)
        self.user = user

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
    def qs(self) -> StanceQuerySet:
        """The proposals; put together where they are asked for, which is seldom."""
        self.queryset = queue.proposals(self.user)
        return cast("StanceQuerySet", super().qs)

    def asked(self) -> Asked:
        """Return the same, with statements that are kept; but for a level of confidence, whose condition depends on the
        data.
        """
        chosen = {name: getattr(value, "pk", value) for name, value in self.chosen.items() if value and name in KEPT}
        one_letter, level = "letter" in chosen, self.chosen.get("confidence")
        few_texts = not one_letter and bool(level or "coder" in chosen)
        given = {**chosen, "user": self.user and self.user.pk, "texts": lambda: self._few}
        if level:
            return Asked(lambda: self.qs, given, None, one_letter, few_texts)
        return Asked(partial(_narrowed, frozenset(chosen)), given, frozenset(chosen), one_letter, few_texts)

    @cached_property
    def _few(self) -> list[int] | None:
        """The ids of the texts on which a proposal of the coder or level may wait; None if they are more than `FEW`.

        One query: else each level of an order is looked for on all texts on which anything waits.
        """
        coder, level = self.chosen.get("coder"), self.chosen.get("confidence")
        there = Stance.objects.filter(any_found("revision", waiting_texts()))
        there = there.filter(*([Q(coder=coder)] if coder else []), *([at_level(level)] if level else []))
        found = list(there.order_by("-revision").values_list("revision", flat=True).distinct()[: FEW + 1])
        return found if len(found) <= FEW else None

    @property
    def wanted_order(self) -> QueueOrder:
        return ORDERS.get(self.chosen.get("order", ""), BY_WEIGHT)


def _narrowed(names: frozenset[str]) -> StanceQuerySet:
    """Return the proposals of a `Given` user, by these filters with `Given` values."""
    conditions = {
        "topic": Q(topic=Given("topic")), "letter": _on_texts_of(Given("letter")), "coder": Q(coder=Given("coder"))
    }  # fmt: skip
    found = Stance.objects.published().to_review().not_in(Assignment.objects.blind_of(Given("user")))
    return found.filter(*(conditions[name] for name in sorted(names)))


def _on_texts_of(letter: Any) -> Q:
    """Condition: on a text of the letter with this key; its texts are found first."""
    return Q(any_found("revision", Revision.objects.filter(letter__key=letter).order_by().values("pk")))
