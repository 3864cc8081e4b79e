"""Chips and facets of a filter; chips are the chosen values, each linking to the page without it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_filters import FilterSet

from letters.labels.lang import mark_dutch
from letters.search.filter_choices import MOST, Chip, Facet, FacetValue, called, chosen_in, dutch
from letters.search.letter_filter import UNKNOWN
from positions.stances import facets
from positions.stances.facets import StanceGroup
from positions.stances.filters import StanceFilter

STANCE_FACETS = ("topic", "holder", "what", "score", "status")


def stance_facets(asked: StanceFilter, heaps: Sequence[StanceGroup]) -> list[Facet]:
    """Return the facets of stances; counts are letters that pass the other filters."""
    return [stance_facet(asked, heaps, name) for name in STANCE_FACETS]


def stance_facet(asked: StanceFilter, heaps: Sequence[StanceGroup], name: str) -> Facet:
    filter_ = asked.filters[name]
    chosen = list(asked.form.cleaned_data.get(name) or [])
    counted = facets.counted(asked.let_through(heaps, but=name), filter_.named)
    there = {value for value, _title, _letters in counted}
    counted += [(value, in_words(asked, name, value), 0) for value in chosen if value not in there]
    values = [FacetValue(value, title, letters, value in chosen) for value, title, letters in counted[:MOST]]
    return Facet(name, str(filter_.label), [each for each in values if each.value != "None"])


def chips(asked: FilterSet, *, quiet: Collection[str] = ("sort",)) -> list[Chip]:
    """Return a chip for each active value, except of filters in `quiet`, which have controls of their own."""
    return [Chip(_text(asked, name, value), address) for name, value, address in chosen_in(asked, quiet=quiet)]


def _text(asked: FilterSet, name: str, value: object) -> str:
    words = in_words(asked, name, value)
    said = mark_dutch(words) if dutch(name, str(value)) else words
    return format_html("{}: {}", asked.filters[name].label, said)


def in_words(asked: FilterSet, name: str, value: object) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Model):
        return str(value)
    if value == UNKNOWN:
        return _("onbekend")
    titles = {str(key): title for key, title in getattr(asked.form.fields[name], "choices", ())}
    return called(name, str(value), str(titles.get(str(value), value)))
