"""Validation of query strings: an invalid request is answered with 400 and a message per field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework.exceptions import ValidationError

from letters.models import Letter
from letters.search.day_fields import DayFilter
from letters.search.letter_filter import ALL_SORTS, LetterFilter
from positions.models import Topic
from positions.stances.read_letters import with_read

PAGING = ("page", "page_size")


def problems(asked: QueryDict, *filters: FilterSet, also: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return the messages by field; empty if the query is valid. A name that no filter has is an error too."""
    known = {name for each in filters for name in each.filters} | set(also)
    wrong = {name: [_("Dit filter is er niet.")] for name in asked if name not in known}
    wrong |= {name: [_("Geef een datum, of laat dit weg.")] for name in _empty_days(asked, filters)}
    for each in filters:
        wrong |= {name: [str(message) for message in messages] for name, messages in each.errors.items()}
    return wrong | _reversed_period(filters) | _unknown_topics(filters)


def check(asked: QueryDict, *filters: FilterSet, also: Iterable[str] = PAGING) -> None:
    """Raise ValidationError (400) if the query string is invalid."""
    if wrong := problems(asked, *filters, also=also):
        raise ValidationError(wrong)


def narrowed(stances: QuerySet[Any], letters: LetterFilter) -> QuerySet[Any]:
    """Keep the stances or passages in the requested letters."""
    return stances.filter(in_letters(letters))


def in_letters(letters: LetterFilter) -> Q:
    """Condition on a stance or passage: in the requested letters, if any filter is set. The letters are looked up
    first: a nested subquery is slow.
    """
    chosen = letters.form.cleaned_data.items()
    if not any(value for name, value in chosen if name != "sort" and value != ALL_SORTS):
        return Q()
    return Q(revision__letter__in=list(letters.qs.order_by().values_list("pk", flat=True)))


def letters_in(found: QuerySet[Letter]) -> QuerySet[Letter]:
    told = with_read(found).select_related("cabinet").prefetch_related("dossiers", "citations")
    return told.named()  # type: ignore[attr-defined, no-any-return]


def _empty_days(asked: QueryDict, filters: Iterable[FilterSet]) -> list[str]:
    """Return the days that are asked for without a value: whoever leaves one out means today, or every day."""
    days = {name for each in filters for name, found in each.filters.items() if isinstance(found, DayFilter)}
    return [name for name in asked if name in days and not all(value.strip() for value in asked.getlist(name))]


def _reversed_period(filters: Iterable[FilterSet]) -> dict[str, list[str]]:
    for each in filters:
        after, before = each.form.cleaned_data.get("after"), each.form.cleaned_data.get("before")
        if after and before and after > before:
            return {"before": [_("De periode eindigt voordat hij begint: draai de twee datums om.")]}
    return {}


def _unknown_topics(filters: Iterable[FilterSet]) -> dict[str, list[str]]:
    """Report unknown topics of filters without fixed choices: pages fall back to all, the API returns an error."""
    slugs = {slug for each in filters for slug in each.form.cleaned_data.get("topic") or ()}
    unknown = sorted(slugs - set(Topic.objects.filter(slug__in=slugs).values_list("slug", flat=True))) if slugs else []
    return {"topic": [_("“%(value)s” is hier geen keuze.") % {"value": slug} for slug in unknown]} if unknown else {}
