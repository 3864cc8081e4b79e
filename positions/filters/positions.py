"""The letters whose positions are shown, and how they are read: timelines, changes, comparison, API and export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from letters.filters import LetterFilter, ManyFilter
from letters.models import Letter
from positions.changing import BIGGEST, NEWEST
from positions.comparing import CABINET, YEAR
from positions.domain.lines import Change
from positions.domain.scale import Holder
from positions.models import Coder, Topic
from positions.phrases import change_words
from positions.reviewing.words import HOLDERS
from positions.timelines import Asked

NO = "no"
MOST_SENTENCES = 1000


class AskedFilter(django_filters.Filter):  # type: ignore[misc]
    """Narrows no letters: it says how their positions are read (`PositionFilter.asked`)."""

    def filter(self, qs: QuerySet[Letter], value: Any) -> QuerySet[Letter]:
        return qs


class AskedChoice(AskedFilter, django_filters.ChoiceFilter):  # type: ignore[misc]
    pass


class AskedDate(AskedFilter, django_filters.DateFilter):  # type: ignore[misc]
    pass


class AskedNumber(AskedFilter, django_filters.NumberFilter):  # type: ignore[misc]
    pass


class AskedCoder(AskedFilter, django_filters.ModelChoiceFilter):  # type: ignore[misc]
    pass


class AskedMany(AskedFilter, ManyFilter):
    pass


class AskedText(AskedFilter, django_filters.CharFilter):  # type: ignore[misc]
    pass


def coders(request: HttpRequest | None) -> QuerySet[Coder]:
    return Coder.objects.in_world()


class PositionFilter(LetterFilter):
    """The letters whose positions are shown, and how: one filter for timelines, changes, comparison, API and export."""

    holder = AskedMany("holder", label=_("Wie"), choices=[(h.value, name) for h, (name, _key) in HOLDERS.items()])
    coder = AskedCoder(label=_("Gecodeerd door"), queryset=coders, empty_label=_("iedereen"))
    proposals = AskedChoice(label=_("Voorstellen"), choices=[(NO, _("niet tonen"))], empty_label=_("tonen"))
    least = AskedNumber(label=_("Ten minste zoveel zinnen"), min_value=1, max_value=MOST_SENTENCES)
    as_of = AskedDate(label=_("Zoals bekend op"))

    @property
    def chosen(self) -> dict[str, Any]:
        """What stands in the address and is right; the form's errors say what is not."""
        self.form.is_valid()
        chosen: dict[str, Any] = self.form.cleaned_data
        return chosen

    @property
    def asked(self) -> Asked:
        chosen = self.chosen
        return Asked(
            as_of=chosen.get("as_of"),
            proposals=chosen.get("proposals") != NO,
            coder=chosen["coder"].pk if chosen.get("coder") else None,
            least=int(chosen.get("least") or 1),
        )

    @property
    def holders(self) -> list[Holder]:
        """Those that are chosen, in the codebook's order; the cabinet where none is."""
        chosen = self.chosen.get("holder") or [Holder.CABINET.value]
        return [holder for holder in Holder if holder.value in chosen]


def topics() -> list[tuple[str, str]]:
    return [(topic.slug, topic.name) for topic in Topic.objects.all()]


def changes() -> list[tuple[str, str]]:
    return [(change.value, change_words(change)) for change in Change]


class ChangeFilter(PositionFilter):
    """Which steps between letters are listed: of which topics, which kinds of change, in which order."""

    topic = AskedMany("topic", label=_("Onderwerp"), choices=topics)
    change = AskedMany("change", label=_("Wat er gebeurde"), choices=changes)
    order = AskedChoice(
        label=_("Volgorde"), choices=[(NEWEST, _("nieuwste eerst")), (BIGGEST, _("grootste eerst"))], empty_label=None
    )

    @property
    def kinds(self) -> list[Change]:
        return [Change(value) for value in self.chosen.get("change") or ()]

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))


class CompareFilter(PositionFilter):
    """Which topics are compared, over years or cabinets, and which two periods stand side by side."""

    topic = AskedMany("topic", label=_("Onderwerp"), choices=topics)
    by = AskedChoice(label=_("Per"), choices=[(YEAR, _("jaar")), (CABINET, _("kabinet"))], empty_label=None)
    a = AskedText(label=_("Eerste periode"), max_length=100)
    b = AskedText(label=_("Tweede periode"), max_length=100)

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))


def chosen_topics(slugs: Sequence[str] | None) -> list[Topic]:
    """Those that are named, in the codebook's order; all where none is, or none of that name is there. One query."""
    topics = list(Topic.objects.all())
    return [topic for topic in topics if topic.slug in (slugs or ())] or topics
