"""What is chosen in the address, as chips that can be taken away: for any filter of ours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Model
from django.http import QueryDict
from django.utils.formats import date_format
from django_filters import FilterSet

from letters.choices import Chip


def chips(asked: FilterSet, *, quiet: Collection[str] = ("sort",)) -> list[Chip]:
    """One for each value that narrows what is shown; what `quiet` names has a place of its own on the page."""
    found = []
    for name, chosen in asked.form.cleaned_data.items():
        if name in quiet or chosen in (None, "", []):
            continue
        label = asked.filters[name].label
        for value in chosen if isinstance(chosen, list) else [chosen]:
            found.append(Chip(f"{label}: {in_words(asked, name, value)}", without(asked.data, name, value)))
    return found


def in_words(asked: FilterSet, name: str, value: object) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Model):
        return str(value)
    titles = dict(asked.filters[name].extra.get("choices", ()))
    return str(titles.get(value, value))


def without(data: QueryDict, name: str, value: object) -> str:
    """The same page without this choice; of several under one name the others stay."""
    changed = data.copy()
    changed.pop("page", None)
    left = [each for each in changed.pop(name, []) if each != str(value)]
    if left and len(data.getlist(name)) > 1:
        changed.setlist(name, left)
    return "?" + changed.urlencode()
