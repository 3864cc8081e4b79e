"""The filter of letters, shared by page, API, export and feed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db.models import Case, Count, F, OrderBy, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from letters.labels.kind_labels import KINDS, PUBLICATIONS
from letters.many_ids import any_of
from letters.models import Letter, SourceName, SourceRecord
from letters.parser.parsed_letter import Publication
from letters.search import full_text
from letters.search.day_fields import DayFilter

UNKNOWN = "unknown"
ALL_SORTS = "all"
MAX_VALUES = 30
ATTENTION, RECORDED = "attention", "recorded"
STATES = ((ATTENTION, _("vraagt aandacht")), (RECORDED, _("compleet")))
# File names in the watched folder are not public.
SHOWN_SOURCES = [choice for choice in SourceName.choices if choice[0] != SourceName.FOLDER]
WHY_NOT = (
    (SourceRecord.State.LISTED.value, _("nog niet opgehaald")),
    (SourceRecord.State.FAILED.value, _("niet gelukt")),
)
ORDERS: dict[str, tuple[OrderBy, ...]] = {
    "newest": (F("document_date").desc(nulls_last=True), F("pk").desc()),
    "oldest": (F("document_date").asc(nulls_last=True), F("pk").asc()),
}
NO_CHOICE = {"invalid_choice": _("“%(value)s” is hier geen keuze.")}


class OneValue(django_filters.ChoiceFilter):  # type: ignore[misc]
    """Filter by one of some values; names a value that is none of them."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **{"error_messages": NO_CHOICE, **extra})


class OneObject(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """Filter by one row; names a value that is none."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **{"error_messages": NO_CHOICE, **extra})


class ManyValues(forms.MultipleChoiceField):
    """Multiple-choice field for query strings: with `choices` only those, without them any short text."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {**NO_CHOICE, "too_many": _("Dit zijn te veel keuzes.")}

    def validate(self, value: Sequence[str]) -> None:
        if self.choices:
            super().validate(value)
        if len(value) > MAX_VALUES:
            raise forms.ValidationError(self.error_messages["too_many"])
        for each in value:
            MaxLengthValidator(500)(each)
            ProhibitNullCharactersValidator()(each)


class ManyFilter(django_filters.Filter):  # type: ignore[misc]
    """Filter by any of the values of `field_name`, or by none (`unknown`); `facet_counts` counts them."""

    field_class = ManyValues

    def __init__(self, field_name: str, *, label: Any, title_field: str | None = None, **extra: Any) -> None:
        super().__init__(field_name=field_name, label=label, required=False, **extra)
        self.title_field = title_field

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        if not value:
            return qs
        wanted = Q(**{f"{self.field_name}__in": [v for v in value if v != UNKNOWN]})
        if UNKNOWN in value:
            wanted |= Q(**{f"{self.field_name}__isnull": True})
        return qs.filter(pk__in=Letter.objects.filter(wanted).order_by().values("pk"))

    def grouped(self, qs: QuerySet[Any]) -> Any:
        """Return a query for value, title and number of letters of every value among these letters."""
        first = Letter._meta.get_field(self.first_field)
        found = qs.order_by().annotate(value=F(self.field_name), called=F(self.title_field or self.field_name))
        several = bool(first.one_to_many or first.many_to_many)
        return found.values("value", "called").annotate(count=Count("pk", distinct=several))

    def read(self, rows: Iterable[tuple[str | None, str | None, int]]) -> Iterator[tuple[str, str, int]]:
        """Yield the result of `grouped` with names for what has none; `rows` are in order, most letters first."""
        for value, title, letters in rows:
            if value != "":  # an office without a ministry
                yield (UNKNOWN, str(_("onbekend")), letters) if value is None else (value, title or value, letters)

    @property
    def first_field(self) -> str:
        """The letter's own field that `field_name` is or begins with."""
        return str(self.field_name).partition("__")[0]


class StateFilter(ManyFilter):
    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        if set(value or ()) in (set(), {ATTENTION, RECORDED}):
            return qs
        return qs.exclude(attention=[]) if ATTENTION in value else qs.filter(attention=[])

    def grouped(self, qs: QuerySet[Any]) -> Any:
        state = Case(When(attention=[], then=Value(RECORDED)), default=Value(ATTENTION))
        found = qs.order_by().annotate(value=state, called=state)
        return found.values("value", "called").annotate(count=Count("pk"))

    def read(self, rows: Iterable[tuple[str | None, str | None, int]]) -> Iterator[tuple[str, str, int]]:
        counts = {value: letters for value, _title, letters in rows}
        return ((value, str(title), counts[value]) for value, title in STATES if value in counts)


class PublicationFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """Filter by sort of paper, letters by default: sorts are never counted together."""

    def filter(self, qs: QuerySet[Letter], value: str) -> QuerySet[Letter]:
        return qs.filter(publication=value or Publication.LETTER.value)

    def counted(self, qs: QuerySet[Letter]) -> Iterable[tuple[str, str, int]]:
        for value, letters in (
            qs.order_by().values_list("publication").annotate(letters=Count("pk")).order_by("-letters")
        ):
            yield value, value, letters


class LetterFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Woorden"), method="filter_words", max_length=200)
    publication = PublicationFilter(choices=list(PUBLICATIONS.items()), label=_("Soort stuk"))
    kind = ManyFilter("kind", label=_("Soort brief"), choices=[*KINDS.items(), (UNKNOWN, _("onbekend"))])
    dossier = ManyFilter("dossiers__number", label=_("Dossier"), title_field="dossiers__title")
    ministry = ManyFilter("signatories__ministry", label=_("Ministerie"))
    minister = ManyFilter("signatories__minister__name", label=_("Ondertekenaar"))
    cabinet = ManyFilter("cabinet__name", label=_("Kabinet"))
    chamber = ManyFilter("chamber", label=_("Kamer"), choices=[*Letter.Chamber.choices, (UNKNOWN, _("onbekend"))])
    state = StateFilter("attention", label=pgettext_lazy("van een brief", "Gegevens"), choices=STATES)
    after = DayFilter("document_date", "gte", label=_("Van"))
    before = DayFilter("document_date", "lte", label=_("Tot en met"))
    sort = OneValue(
        label=_("Volgorde"),
        choices=[("newest", _("nieuwste eerst")), ("oldest", _("oudste eerst"))],
        empty_label=None,
        method="order",
    )

    class Meta:
        model = Letter
        fields: list[str] = []

    def filter_words(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return queryset.filter(any_of("pk", self.with_words(value)))

    def with_words(self, words: str) -> Sequence[int]:
        """Return the ids of matching letters, whatever the other filters; looked up once, since every facet is counted
        over them.
        """
        if self._found is None:
            self._found = [pk for (pk,) in full_text.ids_with(words)]
        return self._found

    def take_as_found(self, letters: Sequence[int]) -> None:
        """Take these as the letters with the words, without looking."""
        self._found = letters

    _found: Sequence[int] | None = None

    def order(self, queryset: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return queryset.order_by(*ORDERS[value])

    def without(self, *names: str) -> QuerySet[Letter]:
        """Return the letters selected by all other filters: the basis of facet counts."""
        letters: QuerySet[Letter] = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names and name != "sort":
                letters = self.filters[name].filter(letters, value)
        return letters


class AllSortsFilter(PublicationFilter):
    """Filter by sort of paper that also takes all sorts together, as a search finds them."""

    def filter(self, qs: QuerySet[Letter], value: str) -> QuerySet[Letter]:
        return qs if value == ALL_SORTS else super().filter(qs, value)


class FollowedFilter(LetterFilter):
    """The filter of letters for feeds and mail, which follow a list of letters as well as a search.

    With `among`, the ids of some letters, it finds those of them that pass, at a cost that does not grow with the rest.
    """

    publication = AllSortsFilter(choices=[*PUBLICATIONS.items(), (ALL_SORTS, _("alle soorten"))], label=_("Soort stuk"))

    def __init__(self, *args: Any, among: Collection[int] | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.among = among
        if among is not None:
            self.queryset: QuerySet[Letter] = self.queryset.filter(any_of("pk", among))

    def with_words(self, words: str) -> Sequence[int]:
        if self.among is None:
            return super().with_words(words)
        return [pk for (pk,) in full_text.ids_with(words, self.among)]


class SourceRecordFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filter of papers listed by sources but not held: by source and by reason."""

    source = OneValue(label=_("Bron"), choices=SHOWN_SOURCES, empty_label=_("alle bronnen"))
    state = OneValue(label=_("Waarom"), choices=WHY_NOT, empty_label=_("alles"), method="by_state")

    class Meta:
        model = SourceRecord
        fields = ["source", "state"]

    def by_state(self, records: QuerySet[SourceRecord], name: str, value: str) -> QuerySet[SourceRecord]:
        waiting = Q(state=SourceRecord.State.LISTED)
        return records.filter(waiting if value == SourceRecord.State.LISTED else ~waiting)
