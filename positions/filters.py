"""What is chosen in the address, so that a queue or a chart can be kept and shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from letters.domain.parsed import Publication
from letters.filters import LetterFilter, ManyFilter, PublicationFilter
from letters.models import Letter
from positions import sayings
from positions.domain.scale import SCORES, Confidence, Holder
from positions.models import Coder, Stance, State, Topic, Wording, WordingSentence
from positions.models.stances import StanceQuerySet
from positions.reviewing.words import CONFIDENCES, HOLDERS, MENTION, signed
from positions.timelines import Asked
from positions.visibility import may_see_proposals

NO, YES = "no", "yes"
MOST_SENTENCES = 1000
MOST_LETTERS = 100_000
WHATS = [("position", _("standpunt")), (MENTION, _("vermelding"))]
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


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    topic = django_filters.ModelChoiceFilter(
        label="Onderwerp", queryset=Topic.objects.all(), to_field_name="slug", empty_label="alle"
    )
    letter = django_filters.CharFilter(label="Brief (kenmerk)", field_name="revision__letter__key", max_length=120)
    coder = django_filters.ModelChoiceFilter(
        label="Voorgesteld door", queryset=Coder.objects.filter(kind=Coder.Kind.MACHINE), empty_label="alle"
    )
    confidence = django_filters.ChoiceFilter(
        label="Zekerheid", choices=[(c.value, CONFIDENCES[c.value]) for c in Confidence], empty_label="alle"
    )

    class Meta:
        model = Stance
        fields = ["topic", "letter", "coder", "confidence"]


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


class AskedHolders(AskedFilter, ManyFilter):
    pass


class PositionFilter(LetterFilter):
    """The letters whose positions are shown, and how: one filter for timelines, changes, comparison, API and export."""

    holder = AskedHolders("holder", label=_("Wie"), choices=[(h.value, name) for h, (name, _key) in HOLDERS.items()])
    coder = AskedCoder(label=_("Gecodeerd door"), queryset=Coder.objects.all(), empty_label=_("iedereen"))
    proposals = AskedChoice(label=_("Voorstellen"), choices=[(NO, _("niet tonen"))], empty_label=_("tonen"))
    least = AskedNumber(label=_("Ten minste zoveel zinnen"), min_value=1, max_value=MOST_SENTENCES)
    as_of = AskedDate(label=_("Zoals bekend op"))

    @property
    def asked(self) -> Asked:
        """Wrong values are left out; `problems` of the form says which."""
        chosen = self.form.cleaned_data
        return Asked(
            as_of=chosen.get("as_of"),
            proposals=chosen.get("proposals") != NO,
            coder=chosen["coder"].pk if chosen.get("coder") else None,
            least=int(chosen.get("least") or 1),
        )

    @property
    def holders(self) -> list[Holder]:
        """Those that are chosen, in the codebook's order; the cabinet where none is."""
        chosen = self.form.cleaned_data.get("holder") or [Holder.CABINET.value]
        return [holder for holder in Holder if holder.value in chosen]


def topics() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("slug", "name_nl"))


class SaidFilter(ManyFilter):
    """Any of the chosen values of a stance. Its values can be counted, in letters."""

    def filter(self, qs: QuerySet[Stance], value: Sequence[str]) -> QuerySet[Stance]:
        return qs.filter(Q((f"{self.field_name}__in", value))) if value else qs

    def counted(self, qs: QuerySet[Stance]) -> Iterable[tuple[str, str, int]]:
        titles = {} if self.title_field else dict(self.extra.get("choices", ()))
        fields = [self.field_name, self.title_field or self.field_name]
        rows = qs.order_by().values_list(*fields).annotate(letters=Count("revision", distinct=True))
        for value, title, letters in rows.order_by("-letters", fields[0]):
            yield str(value), str(titles.get(str(value), title)), letters


class WhatFilter(SaidFilter):
    """Positions, or mentions: those without a score."""

    def filter(self, qs: QuerySet[Stance], value: Sequence[str]) -> QuerySet[Stance]:
        return qs.filter(score__isnull=value[0] == MENTION) if len(value or ()) == 1 else qs

    def counted(self, qs: QuerySet[Stance]) -> Iterable[tuple[str, str, int]]:
        rows = qs.order_by().annotate(mention=Q(score__isnull=True)).values_list("mention")
        for mention, letters in rows.annotate(letters=Count("revision", distinct=True)).order_by("mention"):
            yield WHATS[mention][0], str(WHATS[mention][1]), letters


class StanceFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The one filter over stances, for page, API, export and feed alike. Its queryset knows `state` (`with_state`).

    The names differ from `LetterFilter`'s, so that one address can ask both.
    """

    topic = SaidFilter("topic__slug", label=_("Onderwerp"), title_field="topic__name_nl", choices=topics)
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

    publication = EveryPublicationFilter(choices=[(p.value, p.value) for p in Publication], label=_("Soort stuk"))


class WordingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The sentences that come back; what is said for form only where that is asked, or was accepted as a stance."""

    topic = django_filters.ModelChoiceFilter(
        label=_("Onderwerp"), queryset=Topic.objects.all(), to_field_name="slug", empty_label=_("alle"), method="on"
    )
    words = django_filters.ChoiceFilter(
        label=_("Woorden"), choices=WORDS, empty_label=_("veranderd of niet"), method="filter_words"
    )
    letters = django_filters.NumberFilter(
        label=_("In ten minste zoveel brieven"), lookup_expr="gte", min_value=2, max_value=MOST_LETTERS
    )
    after = django_filters.DateFilter(label=_("Van"), method="later")
    before = django_filters.DateFilter(label=_("Tot en met"), method="later")
    form = django_filters.ChoiceFilter(
        label=_("Vaste zinnen"), choices=[(YES, _("ook tonen"))], empty_label=_("weglaten"), method="later"
    )
    sort = django_filters.ChoiceFilter(label=_("Volgorde"), choices=SORTS, empty_label=None, method="later")

    class Meta:
        model = Wording
        fields: list[str] = []

    @property
    def stances(self) -> StanceQuerySet:
        return sayings.current(proposals=may_see_proposals(self.request))

    def filter_queryset(self, queryset: QuerySet[Wording]) -> QuerySet[Wording]:
        chosen, carrying = self.form.cleaned_data, Q(pk__in=sayings.wordings_with(self.stances))
        found: QuerySet[Wording] = super().filter_queryset(queryset)
        found = self.in_period(found, chosen.get("after"), chosen.get("before"))
        if chosen.get("form") != YES:
            found = found.filter(Q(for_form=False) | Q(pk__in=sayings.wordings_with(sayings.current(proposals=False))))
        order = WORDING_ORDERS[chosen.get("sort") or INTEREST]
        return found.annotate(carries=Case(When(carrying, then=1), default=0)).order_by(*order, "-pk")

    def on(self, queryset: QuerySet[Wording], name: str, value: Topic) -> QuerySet[Wording]:
        return queryset.filter(pk__in=sayings.wordings_with(self.stances.filter(topic=value)))

    def filter_words(self, queryset: QuerySet[Wording], name: str, value: str) -> QuerySet[Wording]:
        return queryset.filter(texts__gt=1) if value == CHANGED else queryset.filter(texts=1)

    def later(self, queryset: QuerySet[Wording], name: str, value: Any) -> QuerySet[Wording]:
        """These go together, or with what a visitor may see: `filter_queryset` looks at them."""
        return queryset

    def in_period(self, queryset: QuerySet[Wording], after: date | None, before: date | None) -> QuerySet[Wording]:
        """Those that stand in a letter of that time; a letter without a date is of no time."""
        if not (after or before):
            return queryset
        within = Q(revision__letter__document_date__isnull=False)
        within &= Q(revision__letter__document_date__gte=after) if after else Q()
        within &= Q(revision__letter__document_date__lte=before) if before else Q()
        return queryset.filter(pk__in=WordingSentence.objects.filter(within, wording__isnull=False).values("wording"))
